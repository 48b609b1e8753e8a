import type { ClueReason } from '../../../contracts/clues/clue.ts';
import { type Bill, givenPrices } from '../../analytics/bill/bill.ts';
import { billErrors } from '../../analytics/bill/bill-errors.ts';
import { ratioUnitPrices } from '../../analytics/bill/ratio-unit-prices.ts';
import { sameUnitPrices } from '../../analytics/bill/same-unit-prices.ts';
import { unbalanced, unbalancedAlike } from '../../analytics/bill/unbalanced.ts';
import { evidenceOf, wordsOf } from './finding-weight.ts';
import type { PairFindings } from './pair-ties.ts';
import { pairWords } from './pair-words.ts';

/** The priced bill of a bid, by the bid's number. */
export interface NumberedBill {
  readonly number: number;
  readonly bill: Bill;
}

/** What the bill indicators say of every two bids; `tender` is the bill that all were given. */
export function billFindings(bids: readonly NumberedBill[], tender: Bill): PairFindings[] {
  return bids.flatMap(({ number: a, bill: ours }, i) =>
    bids.slice(i + 1).map(({ number: b, bill: theirs }) => {
      const others = bids.flatMap(bid => (bid.number === a || bid.number === b ? [] : [bid.bill]));
      const given = givenPrices(ours, theirs, others, tender);
      const findings = [
        sameUnitPrices(ours, theirs, given),
        ratioUnitPrices(ours, theirs, given),
        billErrors(ours, theirs, others),
        unbalancedAlike(ours, theirs, others),
      ];
      return { a, b, findings };
    }),
  );
}

/** From here on a bid's own imbalance is worth a line. */
const worthALine = 0.9;

/** Bids that are unbalanced by themselves: told beside what ties them, and weighing nothing, as it is a lawful choice. */
export function unbalancedReasons(bids: readonly NumberedBill[]): ClueReason[] {
  return bids.flatMap(({ number, bill }) => {
    const rivals = bids.flatMap(bid => (bid.number === number ? [] : [bid.bill]));
    const finding = unbalanced(bill, rivals);
    const said = pairWords[finding.id];
    if (finding.strength < worthALine || !said) return [];
    const { article, innocent } = said;
    return [
      {
        ...{ rule: finding.id, words: wordsOf(finding), logOdds: 0, article, bids: [number] },
        ...{ innocent: [...innocent], evidence: evidenceOf(finding) },
      },
    ];
  });
}
