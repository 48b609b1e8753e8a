import type { Table } from './table.ts';

/** Where a feature lay when the model was trained: ends of its ranges, and each range's share. */
export interface Range {
  readonly cuts: readonly number[];
  readonly shares: readonly number[];
}

/** By feature; null where it was missing too often to say. */
export type Reference = Readonly<Record<string, Range | null>>;

const tenths = 10;
/** Fewer values say nothing. */
export const leastValues = 50;

export function referenceOf({ names, rows }: Table): Reference {
  return Object.fromEntries(
    names.map((name, f) => [name, rangeOf(rows.map(row => row[f] as number))]),
  );
}

const given = (values: readonly number[]): number[] => values.filter(value => !Number.isNaN(value));

/** Tenths of the values; fewer ranges where many are equal. */
export function rangeOf(values: readonly number[]): Range | null {
  const known = given(values).sort((a, b) => a - b);
  if (known.length < leastValues) return null;
  const ends = Array.from({ length: tenths - 1 }, (_, i) => {
    const end = known[Math.floor(((i + 1) * known.length) / tenths)] as number;
    return Number(end.toPrecision(6));
  });
  const cuts = [...new Set(ends)];
  return { cuts, shares: sharesOf(cuts, known) };
}

/** Which share of the values lies in each range; an empty one counts as half a value. */
export function sharesOf(cuts: readonly number[], values: readonly number[]): number[] {
  const counts = Array<number>(cuts.length + 1).fill(0);
  for (const value of values) {
    const at = cuts.findIndex(cut => value < cut);
    const range = at < 0 ? cuts.length : at;
    counts[range] = (counts[range] as number) + 1;
  }
  return counts.map(count => Number((Math.max(count, 0.5) / values.length).toPrecision(6)));
}

/**
 * Population stability index of a feature: Σ (a − b) ln(a ÷ b) over the tenths it had in training, b its shares then and a
 * now. Under 0.1 the market is as it was; over 0.25 the model was made for another one. From 50 values.
 * Siddiqi 2006 (Credit Risk Scorecards).
 */
export function stability({ cuts, shares }: Range, values: readonly number[]): number | null {
  const known = given(values);
  if (known.length < leastValues) return null;
  return sharesOf(cuts, known).reduce((sum, now, at) => {
    const then = shares[at] as number;
    return sum + (now - then) * Math.log(now / then);
  }, 0);
}

/** From here on a feature has drifted. */
export const driftFrom = 0.25;

/** The features of new tenders that no longer lie as they did in training, with their index. */
export function drifted(reference: Reference, { names, rows }: Table): Record<string, number> {
  const filled = rows.filter(row => row.length > 0);
  const indexOf = (name: string, f: number) => {
    const range = reference[name];
    return range
      ? stability(
          range,
          filled.map(row => row[f] as number),
        )
      : null;
  };
  const moved = names.map((name, f) => [name, indexOf(name, f) ?? 0] as const);
  return Object.fromEntries(
    moved
      .filter(([, index]) => index > driftFrom)
      .map(([name, index]) => [name, Number(index.toFixed(3))]),
  );
}
