import type { Seeded } from '../../../src/analytics/statistics/seeded.ts';

/** n amounts to the fen, of any size and any closeness. */
export function tenderOf(n: number, random: Seeded): number[] {
  const cost = Math.exp(8 + 8 * random.next());
  const sigma = Math.exp(-4 + 3 * random.next());
  return Array.from({ length: n }, () =>
    Number((cost * Math.exp(sigma * random.normal())).toFixed(2)),
  );
}

export function shuffledBy<T>(random: Seeded, items: readonly T[]): T[] {
  return items
    .map(item => ({ item, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
