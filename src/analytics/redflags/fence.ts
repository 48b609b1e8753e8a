/**
 * Quantiles of Hyndman and Fan's eighth kind (median-unbiased; The American Statistician 50, 1996) and Tukey's fences
 * from them: what Cardinal uses, and the choice decides borderline cases in small data.
 */
export function quantile(sorted: readonly number[], p: number): number {
  const last = sorted.length - 1;
  const place = (sorted.length + 1 / 3) * p + 1 / 3;
  const below = Math.floor(place);
  if (below < 1 || p === 0) return sorted[0] ?? Number.NaN;
  if (below > last || p === 1) return sorted[last] ?? Number.NaN;
  const low = sorted[below - 1] ?? Number.NaN;
  const high = sorted[below] ?? Number.NaN;
  return low + (place - below) * (high - low);
}

export const ascending = (values: Iterable<number>): number[] => [...values].sort((a, b) => a - b);

export interface Fences {
  readonly q1: number;
  readonly q3: number;
  readonly lower: number;
  readonly upper: number;
}

/** Null where there is no spread to judge by: no values, or three quarters of them zero. */
export function fences(values: Iterable<number>): Fences | null {
  const sorted = ascending(values);
  if (sorted.length === 0) return null;
  const q1 = quantile(sorted, 0.25);
  const q3 = quantile(sorted, 0.75);
  if (q1 === 0 && q3 === 0) return null;
  const reach = 1.5 * (q3 - q1);
  return { q1, q3, lower: q1 - reach, upper: q3 + reach };
}

/** The limit to flag by, with what to print of it: the operator's threshold, else the fence of these values. */
export function limit(
  side: 'lower' | 'upper',
  values: readonly number[],
  threshold: number | undefined,
): { at: number; facts: Record<string, number> } | null {
  const name = `${side}_fence`;
  if (threshold !== undefined) return { at: threshold, facts: { [name]: threshold } };
  const found = fences(values);
  if (!found) return null;
  const at = found[side];
  return { at, facts: { q1: found.q1, q3: found.q3, [name]: at } };
}
