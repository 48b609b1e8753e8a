import { type Finding, found, strengthOf, tooLittle } from '../finding.ts';
import { hypergeometricAtLeast } from '../statistics/tails.ts';
import type { TenderRecord } from './market-record.ts';

export interface Attended extends TenderRecord {
  /** The agency that ran it, or the experts that evaluated it. */
  readonly persons: readonly string[];
}

const least = 5;

/**
 * A firm wins when a certain agency or expert is there: it bid in T tenders and won w; in t of them the person was there, and
 * it won k of those; p = P(hypergeometric(T, w, t) ≥ k). Counts, no unit. From 5 tenders with the person and 5 without.
 * Fisher 1922 (exact test); Fazekas, Tóth & King 2016 (European J. Criminal Policy and Research 22) on such ties.
 */
export function personWinner(
  id: 'agency-winner' | 'expert-winner',
  records: readonly Attended[],
  person: string,
  firm: string,
): Finding {
  const entered = records.filter(({ bidders }) => bidders.includes(firm));
  const there = entered.filter(({ persons }) => persons.includes(person));
  const scarce = Math.min(there.length, entered.length - there.length);
  if (scarce < least) return tooLittle(id, 'tenders', least, scarce);
  const won = (list: readonly Attended[]) => list.filter(({ winner }) => winner === firm).length;
  const p = hypergeometricAtLeast(won(there), entered.length, won(entered), there.length);
  const params = {
    tenders: there.length,
    won: won(there),
    others: entered.length - there.length,
    wonOther: won(entered) - won(there),
  };
  return found(id, strengthOf(p), params, { ...params, p });
}
