import { honest } from './honest.ts';
import { probabilities } from './quantiles.ts';
import { type ScreenName, screens } from './screens.ts';

type Row = readonly number[];

const tables = new Map<ScreenName, readonly (readonly [number, Row])[]>(
  (Object.keys(screens) as ScreenName[]).map(name => [
    name,
    Object.entries(honest[name] ?? {}).map(([n, row]) => [Number(n), row.split(' ').map(Number)]),
  ]),
);

/** The two tabled numbers of bids around n, and how far n lies between them on a logarithmic scale. */
function around(name: ScreenName, n: number): { below: Row; above: Row; share: number } {
  const table = tables.get(name) as readonly (readonly [number, Row])[];
  const last = table.length - 1;
  const found = table.findIndex(([size]) => size >= n);
  const at = found < 0 ? last : found;
  const [size, above] = table[at] as readonly [number, Row];
  const [before, below] = table[Math.max(0, at - 1)] as readonly [number, Row];
  const inside = n < size && before < size;
  const share = inside ? Math.max(0, Math.log(n / before) / Math.log(size / before)) : 1;
  return { below, above, share };
}

/** Which quantile of a row a value is; beyond the table, its edge. */
function place(row: Row, value: number): number {
  const at = row.findIndex(quantile => value < quantile);
  if (at === 0) return probabilities[0];
  if (at < 0) return probabilities.at(-1) as number;
  const [q0, q1] = [row[at - 1] as number, row[at] as number];
  const [p0, p1] = [probabilities[at - 1] as number, probabilities[at] as number];
  return p0 + ((p1 - p0) * (value - q0)) / (q1 - q0);
}

/**
 * How often honest bidding gives a value at least as odd, on the side where collusion is expected, among tenders of the
 * same number of bids: from 0.002 to 0.998. The number of bids moves nearly every screen by itself; this takes it out.
 */
export function rarity(name: ScreenName, value: number, n: number): number {
  const { below, above, share } = around(name, n);
  const p = place(below, value) * (1 - share) + place(above, value) * share;
  return screens[name].suspect === 'low' ? p : 1 - p;
}

/** The honest median of a screen for n bids. */
export function honestMedian(name: ScreenName, n: number): number {
  const { below, above, share } = around(name, n);
  const middle = probabilities.indexOf(0.5);
  return (below[middle] as number) * (1 - share) + (above[middle] as number) * share;
}
