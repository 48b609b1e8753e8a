import { expect, test } from 'vitest';
import { components } from '../../src/analytics/statistics/components.ts';
import { seeded } from '../../src/analytics/statistics/seeded.ts';

type Pairs = readonly (readonly [number, number])[];

function reachedFrom(from: number, pairs: Pairs): number[] {
  const group = new Set([from]);
  for (const node of group)
    for (const [a, b] of pairs) if (a === node || b === node) group.add(a).add(b);
  return [...group].sort((x, y) => x - y);
}

/** By its definition: whoever is reached from a member, and nobody else. */
function byWalking(pairs: Pairs): number[][] {
  const members = [...new Set(pairs.flat())].sort((x, y) => x - y);
  const groups = members.map(from => reachedFrom(from, pairs));
  return groups.filter((group, i) => group[0] === members[i]);
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
