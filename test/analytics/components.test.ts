import { expect, test } from 'vitest';
import { components } from '../../src/analytics/statistics/components.ts';
import { seeded } from '../../src/analytics/statistics/seeded.ts';

/** By its definition: whoever is reached from a member, and nobody else. */
function byWalking(pairs: readonly (readonly [number, number])[]): number[][] {
  const next = new Map<number, Set<number>>();
  for (const [a, b] of pairs) {
    next.set(a, (next.get(a) ?? new Set()).add(b));
    next.set(b, (next.get(b) ?? new Set()).add(a));
  }
  const seen = new Set<number>();
  const groups: number[][] = [];
  for (const from of [...next.keys()].sort((x, y) => x - y)) {
    if (seen.has(from)) continue;
    const group = new Set([from]);
    for (const node of group) for (const other of next.get(node) ?? []) group.add(other);
    for (const node of group) seen.add(node);
    groups.push([...group].sort((x, y) => x - y));
  }
  return groups;
}

test('nothing hangs together without pairs, and a pair with itself is a group of one', () => {
  expect(components([])).toEqual([]);
  expect(components([[3, 3]])).toEqual([[3]]);
});

test('chains, rings and late joins, whatever the order of the pairs', () => {
  const pairs = [
    [5, 4],
    [1, 2],
    [9, 9],
    [2, 3],
    [4, 3],
    [7, 8],
  ] as const;
  expect(components(pairs)).toEqual([[1, 2, 3, 4, 5], [7, 8], [9]]);
  expect(components(pairs.toReversed())).toEqual(components(pairs));
});

test('drawn graphs, sparse and dense, are split as walking splits them', () => {
  const random = seeded(3);
  for (const edges of [10, 100, 180, 260, 800]) {
    const pairs = Array.from(
      { length: edges },
      () => [random.below(300), random.below(300)] as const,
    );
    expect(components(pairs)).toEqual(byWalking(pairs));
  }
});
