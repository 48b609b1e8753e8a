import type { Mixture } from './nearest-point.ts';
import { nearestPoint } from './nearest-point.ts';

/**
 * The least share of bids that no competitive bidder can have made: Chassang, Kawai, Nakabayashi and Ortner,
 * Econometrica 90 (2022). What a bidder believed (its chance to win at each price) and its cost are unknown; the screen
 * looks for the mixture of plausible beliefs and costs that explains the demand seen with the fewest bids by which a
 * bidder forgoes profit that it could expect. What remains is a lower bound: no assumption on the cost distribution,
 * the entry or the information makes it smaller, within the stated plausibility.
 */
export interface Environment {
  /** Chance to win at each deviation, in the order of the deviations. */
  readonly beliefs: readonly number[];
  /** Cost in units of the bid. */
  readonly cost: number;
}

/** Markups over cost that are plausible: 0.6 means costs of at least 1 ÷ 1.6 of the bid. */
export interface Markup {
  readonly least: number;
  readonly most: number;
}

/** Deviations in ascending order, with 0, the bid that was made. */
export const withOwnBid = (deviations: readonly number[]): number[] =>
  [...new Set([0, ...deviations])].sort((a, b) => a - b);

/** Whether the bid made is as good as every deviation, given what the bidder believed and its cost. */
export function isCompetitive(
  { beliefs, cost }: Environment,
  deviations: readonly number[],
): boolean {
  return temptation({ beliefs, cost }, deviations) <= 1e-8;
}

/** The expected profit forgone by not taking the best deviation, in units of the bid. */
export function temptation({ beliefs, cost }: Environment, deviations: readonly number[]): number {
  const profits = deviations.map((rho, i) => (beliefs[i] ?? 0) * (1 + rho - cost));
  return Math.max(...profits) - (profits[deviations.indexOf(0)] ?? 0);
}

/** Deviations this small tell of ties, not of costs. */
const tiny = 1e-8;

/** Bounds that one deviation sets on the cost of a competitive bidder; null where no cost can excuse it. */
function costBounds(
  own: number,
  other: number,
  rho: number,
): { least: number; most: number } | null {
  if (Math.abs(rho) <= tiny) return { least: 0, most: 1 };
  if (Math.abs(own - other) <= 1e-8 + 1e-5 * Math.abs(own))
    return rho > 0 && own > 0 ? null : { least: 0, most: 1 };
  const edge = (own - (1 + rho) * other) / (own - other);
  return own > other ? { least: 0, most: edge } : { least: edge, most: 1 };
}

/** Whether any plausible cost makes the bid optimal under these beliefs: the cost need not be searched. */
export function isRationalisable(
  beliefs: readonly number[],
  deviations: readonly number[],
  markup: Markup,
): boolean {
  const own = beliefs[deviations.indexOf(0)] ?? 0;
  let least = 1 / (1 + markup.most);
  let most = 1 / (1 + markup.least);
  for (const [i, rho] of deviations.entries()) {
    const bounds = costBounds(own, beliefs[i] ?? 0, rho);
    if (!bounds) return false;
    least = Math.max(least, bounds.least);
    most = Math.min(most, bounds.most);
  }
  return least <= most;
}

/** Beliefs whose odds are within a factor e^k of the odds in the data: how much better a bidder may know. */
export function beliefBounds(
  demands: readonly number[],
  k: number,
): { least: number; most: number }[] {
  const shifted = (demand: number, by: number) => {
    const odds = (demand / (1 - demand)) * Math.exp(by);
    return odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
  };
  return demands.map(demand => ({ least: shifted(demand, -k), most: shifted(demand, k) }));
}

export interface ShareProblem {
  readonly competitive: readonly (readonly number[])[];
  readonly noncompetitive: readonly (readonly number[])[];
  readonly demands: readonly number[];
  /** Largest sum of squares by which the mixture may miss the demands. */
  readonly tolerance: number;
  /** Misses are counted on the levels of demand, or on the first level and the steps between neighbours. */
  readonly moments: 'levels' | 'steps';
}

/** An explanation of the data: beliefs of competitive and noncompetitive bids, by index, with their shares. */
export interface Explanation {
  readonly share: number;
  readonly competitive: ReadonlyMap<number, number>;
  readonly noncompetitive: ReadonlyMap<number, number>;
}

type Pair = readonly [competitive: number, noncompetitive: number];

/** The index of the least in a direction; −1 in an empty list. */
function least(points: readonly (readonly number[])[], direction: readonly number[]): number {
  let found = -1;
  let value = Number.POSITIVE_INFINITY;
  for (const [i, point] of points.entries()) {
    let at = 0;
    for (let d = 0; d < direction.length; d++) at += (point[d] ?? 0) * (direction[d] ?? 0);
    if (at < value) [found, value] = [i, at];
  }
  return found;
}

/** Sets of the problem as seen from the demands, in the moments that count. */
function centred({ moments, demands, competitive, noncompetitive }: ShareProblem) {
  const seen = (beliefs: readonly number[]) => {
    const off = beliefs.map((belief, i) => belief - (demands[i] ?? 0));
    return moments === 'levels'
      ? off
      : off.map((value, i) => value - (i > 0 ? (off[i - 1] ?? 0) : 0));
  };
  return { clean: competitive.map(seen), dirty: noncompetitive.map(seen) };
}

/**
 * The least noncompetitive share that explains the demands; null where no plausible mixture does, so that the
 * plausibility or the tolerance is to be questioned, not the bidders.
 */
export function minimumNoncompetitiveShare(problem: ShareProblem): Explanation | null {
  const { clean, dirty } = centred(problem);
  const dimensions = problem.demands.length;
  const at = (share: number): Mixture<Pair> =>
    nearestPoint<Pair>(direction => {
      const [i, j] = [least(clean, direction), least(dirty, direction)];
      const [a, b] = [clean[i] ?? dirty[j] ?? [], dirty[j] ?? clean[i] ?? []];
      return { vertex: [i, j], at: a.map((value, d) => (1 - share) * value + share * (b[d] ?? 0)) };
    }, dimensions);
  const fits = (share: number) => at(share).squaredDistance <= problem.tolerance;
  if (clean.length === 0) return dirty.length > 0 && fits(1) ? explain(1, at(1)) : null;
  if (fits(0)) return explain(0, at(0));
  if (dirty.length === 0) return null;
  let high = bestShare(share => at(share).squaredDistance, problem.tolerance);
  if (!fits(high)) return null;
  let low = 0;
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (fits(middle)) high = middle;
    else low = middle;
  }
  return explain(high, at(high));
}

/** Where the miss, a convex function of the share, is least, or the first place found where it is small enough. */
function bestShare(miss: (share: number) => number, enough: number): number {
  let [low, high] = [0, 1];
  while (high - low > 1e-9) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
    const [missA, missB] = [miss(a), miss(b)];
    if (missA <= enough) return a;
    if (missA <= missB) high = b;
    else low = a;
  }
  return high;
}

function explain(share: number, { parts }: Mixture<Pair>): Explanation {
  const competitive = new Map<number, number>();
  const noncompetitive = new Map<number, number>();
  const add = (to: Map<number, number>, key: number, weight: number) =>
    weight > 0 && key >= 0 && to.set(key, (to.get(key) ?? 0) + weight);
  for (const { vertex, weight } of parts) {
    add(competitive, vertex[0], weight * (1 - share));
    add(noncompetitive, vertex[1], weight * share);
  }
  return { share, competitive, noncompetitive };
}
