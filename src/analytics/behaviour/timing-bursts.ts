import { type Finding, found, strengthOf, tooLittle } from '../finding.ts';
import { binomialAtLeast } from '../statistics/tails.ts';
import { type Timed, timingBurst } from './timing-burst.ts';

/** A burst at this chance is told from the usual hurry of a deadline. */
const burstAt = 0.1;
const least = 4;

/** The two that acted closest together in a lot, and whether out of step with the rest; null where too few acted. */
export function burstOf(acts: readonly Timed[]): readonly [string, string] | null {
  const { needs, evidence } = timingBurst(acts);
  return needs === null && Number(evidence.p) <= burstAt
    ? (evidence.bidders as [string, string])
    : null;
}

/**
 * The same two within moments, again and again: of m lots in which both bid among four or more, the two made the burst of
 * k; by chance a lot has one with 0.1, and it is theirs with 1 ÷ the pairs of a lot of four: p = P(Binomial(m, 0.1 ÷ 6) ≥ k).
 * Counts, no unit. From 4 lots.
 * Poisson process; OECD 2009, Guidelines for fighting bid rigging in public procurement, detection checklist.
 */
export function timingBursts(together: number, bursts: number): Finding {
  if (together < least) return tooLittle('timing-bursts', 'tenders', least, together);
  const p = binomialAtLeast(bursts, together, burstAt / 6);
  return found('timing-bursts', strengthOf(p), { together, bursts }, { p });
}
