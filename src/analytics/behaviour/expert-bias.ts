import { type Finding, found, strengthOf, tooLittle } from '../finding.ts';
import { mean } from '../statistics/moments.ts';
import { binomialAtLeast } from '../statistics/tails.ts';

/** One expert's mark for one bidder of one tender. */
export interface Mark {
  readonly tender: string;
  readonly expert: string;
  readonly bidder: string;
  readonly value: number;
}

const least = 6;

/**
 * Scoring bias: an expert lifts one firm against its rivals, compared with colleagues on the same bids. In each tender
 * d = (the expert's mark − colleagues' mean) for the firm − the mean of the same over its rivals; so a strict or generous
 * expert has none. Of m tenders with d ≠ 0, k have d > 0: p = P(Binomial(m, ½) ≥ k). Points. From 6 tenders.
 * Sign test (Arbuthnot 1710; Conover 1999, Practical Nonparametric Statistics).
 */
export function expertBias(marks: readonly Mark[], expert: string, firm: string): Finding {
  const byTender = Map.groupBy(marks, mark => mark.tender);
  const lifted = new Map(
    [...byTender].flatMap(([tender, of]) => {
      const lift = liftIn(of, expert, firm);
      return lift !== null && Math.abs(lift) > 1e-9 ? [[tender, lift] as const] : [];
    }),
  );
  const lifts = [...lifted.values()];
  if (lifts.length < least) return tooLittle('expert-bias', 'tenders', least, lifts.length);
  const up = lifts.filter(lift => lift > 0).length;
  const p = binomialAtLeast(up, lifts.length, 0.5);
  const params = { tenders: lifts.length, up, points: mean(lifts).toFixed(2) };
  return found('expert-bias', strengthOf(p), params, { lifts, byTender: lifted, p });
}

function liftIn(marks: readonly Mark[], expert: string, firm: string): number | null {
  const away = (bidder: string): number | null => {
    const given = marks.filter(mark => mark.bidder === bidder);
    const own = given.filter(mark => mark.expert === expert).map(mark => mark.value);
    const others = given.filter(mark => mark.expert !== expert).map(mark => mark.value);
    return own.length === 0 || others.length === 0 ? null : mean(own) - mean(others);
  };
  const firmAway = away(firm);
  const rivals = [...new Set(marks.map(mark => mark.bidder))]
    .filter(bidder => bidder !== firm)
    .map(away)
    .filter(value => value !== null);
  return firmAway === null || rivals.length === 0 ? null : firmAway - mean(rivals);
}
