import { z } from 'zod';
import { AwardNotice } from '../../../contracts/award-notices.ts';
import { ContractTerms } from '../../../contracts/contract.ts';
import { Sha256 } from '../../../contracts/route.ts';
import type { Words } from '../../../contracts/words.ts';
import { contractDue, contractStatement, requireContract } from '../../contract/rules/contract.ts';
import { requireSubcontracting } from '../../contract/rules/subcontracting.ts';
import { utf8 } from '../../kernel/bytes.ts';
import { chinaCalendar } from '../../kernel/calendar.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { Fault, hold, within } from '../fault.ts';
import { layout } from '../layout.ts';
import { notAsLogged } from '../said.ts';
import { eventsOf, type Trade } from '../trade.ts';
import { type Round, roundsOf } from './award-rounds.ts';
import { readReport } from './evaluation.ts';
import { sha256Hex } from './sha256.ts';

const RecordedData = z.object({ terms: ContractTerms, sha256: Sha256, late: z.boolean() });

/** Each contract says what its award says (A46), with the performance bond of the documents (B58), in its time or late. */
export async function checkContract(trade: Trade): Promise<Words> {
  const [stray] = eventsOf(trade, 'contract.recorded');
  const rounds = roundsOf(trade).filter(round => round.recorded !== null);
  if (stray && rounds.length === 0)
    throw new Fault(layout.contract, {
      zh: '没有发出中标通知书就登记了合同',
      en: 'A contract was recorded without an award notice',
    });
  let found: Words = { zh: '还没有登记合同', en: 'No contract recorded yet' };
  for (const round of rounds) {
    const told = await checkRound(trade, round);
    found = round.voided ? fallen : told;
  }
  return found;
}

const fallen: Words = {
  zh: '合同随中标无效，还没有登记新的',
  en: 'The contract fell with its award; no new one is recorded yet',
};

async function checkRound(trade: Trade, { awarded, recorded, paths }: Round): Promise<Words> {
  const where = paths.contract;
  const { terms, sha256, late } = RecordedData.parse(recorded?.data);
  const award = await trade.bundle.text(paths.award);
  const text = canonicalText(contractStatement(trade.bundle.index.lot, sha256Hex(award), terms));
  hold((await trade.bundle.text(where)) === text, where, {
    zh: '与日志里的合同不一致',
    en: 'Not the contract in the log',
  });
  hold(sha256Hex(text) === sha256, where, notAsLogged);
  const [awardedAt, at] = [new Date(awarded.at), new Date(recorded?.at ?? awarded.at)];
  await trade.signatures.check(paths.contractSignature, at, { said: utf8(text) });
  const { winner } = await within(paths.award, () => AwardNotice.parse(JSON.parse(award)));
  const report = await readReport(trade);
  if (!report)
    throw new Fault(where, {
      zh: '没有评标报告就登记了合同',
      en: 'A contract was recorded without an evaluation report',
    });
  await within(where, () => requireContract(terms, { winner, awardedAt, rules: report.rules }, at));
  const { industry } = report.rules;
  await within(where, () => requireSubcontracting(terms, { winner: winner.bidder, industry }));
  hold(late === at >= contractDue(awardedAt, chinaCalendar), where, {
    zh: '是否逾期登记得不对',
    en: 'Whether it was late is recorded wrongly',
  });
  return {
    zh: `金额 ${terms.amount} 元等于中标价，履约保证金 ${terms.performanceBond} 元${late ? '，超过 30 日才登记' : ''}`,
    en: `The amount of ${terms.amount} yuan is the award price, performance bond ${terms.performanceBond} yuan${late ? ', recorded after more than 30 days' : ''}`,
  };
}
