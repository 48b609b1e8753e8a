import type { ClueReason } from '../../../contracts/clues/clue.ts';
import type { Words } from '../../../contracts/words.ts';
import { components } from '../../analytics/statistics/components.ts';
import { weights } from './weights.ts';

/** A reason that ties two bids, by their numbers; above zero towards one hand behind both. */
export interface Tie {
  readonly a: number;
  readonly b: number;
  /** Where it was seen. */
  readonly source: Words;
  readonly reason: Omit<ClueReason, 'bids'>;
}

/** Bids that hang together, and how much speaks for it. */
export interface Group {
  /** Ascending; empty: the lot as a whole. */
  readonly bids: readonly number[];
  readonly reasons: readonly ClueReason[];
  readonly score: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Joins the bids that ties hold together and weighs each group. A rule counts once in a group, by its strongest tie:
 * three bids from one computer are one fact, not three. `rest` are reasons of the lot as a whole (its prices), or of
 * single bids, which stand with each group that one of them is in.
 */
export function groupBids(ties: readonly Tie[], rest: readonly ClueReason[]): Group[] {
  const pairs = sumByPair(ties);
  const holding = ties.filter(tie => (pairs.get(keyOf(tie)) ?? 0) >= weights.holdsTogether);
  const groups = components(holding.map(({ a, b }) => [a, b])).map(bids => {
    const inside = holding.filter(({ a, b }) => bids.includes(a) && bids.includes(b));
    const about = rest.filter(({ bids: of }) => of.length === 0 || of.some(n => bids.includes(n)));
    return weigh(bids, [...strongestByRule(inside), ...about]);
  });
  return groups.length > 0
    ? groups
    : [
        weigh(
          [],
          rest.filter(({ bids }) => bids.length === 0),
        ),
      ];
}

const keyOf = ({ a, b }: Tie): string => `${Math.min(a, b)}-${Math.max(a, b)}`;

function sumByPair(ties: readonly Tie[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const tie of ties) sums.set(keyOf(tie), (sums.get(keyOf(tie)) ?? 0) + tie.reason.logOdds);
  return sums;
}

function strongestByRule(ties: readonly Tie[]): ClueReason[] {
  const byRule = Map.groupBy(ties, tie => tie.reason.rule);
  return [...byRule.values()].map(same => {
    const strongest = same.reduce((x, y) => (y.reason.logOdds > x.reason.logOdds ? y : x));
    const bids = [...new Set(same.flatMap(({ a, b }) => [a, b]))].sort((x, y) => x - y);
    return { ...strongest.reason, bids };
  });
}

/** The logistic function of base rate and reasons; about nine in ten of other fair weights fall between low and high. */
export function weigh(
  bids: readonly number[],
  reasons: readonly ClueReason[],
  base: number = weights.base,
): Group {
  const logOdds = reasons.reduce((sum, reason) => sum + reason.logOdds, base);
  const variance = reasons.reduce(
    (sum, reason) => sum + (weights.doubt * reason.logOdds) ** 2,
    weights.baseDeviation ** 2,
  );
  const reach = 1.645 * Math.sqrt(variance);
  const sorted = reasons.toSorted((x, y) => y.logOdds - x.logOdds || (x.rule < y.rule ? -1 : 1));
  const [low, score, high] = [logOdds - reach, logOdds, logOdds + reach].map(logistic);
  return { bids, reasons: sorted, score: score ?? 0, low: low ?? 0, high: high ?? 0 };
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
