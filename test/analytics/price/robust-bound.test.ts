import { expect, test } from 'vitest';
import { nearestPoint } from '../../../src/analytics/price/nearest-point.ts';
import { robustBound } from '../../../src/analytics/price/robust-bound.ts';
import {
  isCompetitive,
  isRationalisable,
  minimumNoncompetitiveShare,
  temptation,
} from '../../../src/analytics/price/robust-screen.ts';

/** A small generator with a seed: mulberry32. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const market = (count: number, bids: (next: () => number) => number[]) => {
  const next = random(7);
  return Array.from({ length: count }, (_, i) => ({ auction: `${i}`, bids: bids(next) }));
};

/** Equilibrium of the first-price auction with four bidders, costs uniform on 0.6 … 1. */
const honest = (next: () => number) =>
  Array.from({ length: 4 }, () => {
    const cost = 0.6 + 0.4 * next();
    return cost + (1 - cost) / 4;
  });

/** The winner at 90 % and more, the cover bids 4 to 8 % above it: nobody near. */
const covered = (next: () => number) => {
  const winning = 0.9 + 0.02 * next();
  return [winning, ...[0, 1, 2].map(() => winning * (1.04 + 0.04 * next()))];
};

test('honest bids leave nothing unexplained', () => {
  expect(robustBound(market(600, honest)).strength).toBe(0);
});

test('cover bids leave a share that competition cannot explain', () => {
  const { strength, why } = robustBound(market(600, covered));
  expect(strength).toBeGreaterThan(0.2);
  expect(why).toMatchObject({ code: 'robust-bound', params: { auctions: 600 } });
});

test('few auctions, or one bidder each: it says that it has too little', () => {
  const needs = { what: 'tenders', least: 30 };
  expect(robustBound(market(29, covered)).needs).toEqual({ ...needs, has: 29 });
  expect(robustBound(market(600, () => [0.9])).needs).toEqual({ ...needs, has: 0 });
});

test('a market where every race is as close as the last has a bound too', () => {
  const close = robustBound(market(40, () => [0.9, 0.905]));
  expect(close.evidence.demands).toEqual([1, 0.5, 0]);
  expect(close.strength).toBeGreaterThanOrEqual(0);
  expect(close.strength).toBeLessThanOrEqual(1);
});

test('the order of auctions and of bids changes nothing', () => {
  const bids = market(80, covered);
  const turned = bids
    .toReversed()
    .map(({ auction, bids: b }) => ({ auction, bids: b.toReversed() }));
  expect(robustBound(turned).strength).toBeCloseTo(robustBound(bids).strength, 9);
});

test('the paper’s criterion and its form without the cost, on published examples', () => {
  const env = { beliefs: [0.5, 0.4, 0.3], cost: 0.8 };
  expect(isCompetitive(env, [-0.02, 0, 0.02])).toBe(false);
  expect(isCompetitive(env, [-0.2, 0, 0.02])).toBe(true);
  expect(temptation(env, [-0.02, 0, 0.02])).toBeCloseTo(0.01, 12);
  const markup = { least: 0.02, most: 0.5 };
  const rows: [number[], number[], boolean][] = [
    [[0, 0.001], [0.2, 0.1995], false],
    [[0, 0.001], [0.2, 0.199], true],
    [[-1e-9, 0, 0.001], [0.5, 0.2, 0.199], true],
    [[-0.01, 0], [0.5, 0.2], false],
    [[-0.01, 0], [0.4, 0.2], true],
    [[-0.01, 0, 1e-9], [0.4, 0.2, 0.199], true],
    [[-0.01, 0, 0.001], [0.4, 0.2, 0.199], false],
  ];
  for (const [rhos, beliefs, fine] of rows)
    expect(isRationalisable(beliefs, rhos, markup)).toBe(fine);
});

test('the published convex problem: 0.1347556 by 0.75759 and 0.10764', () => {
  const found = minimumNoncompetitiveShare({
    competitive: [
      [0.45, 0.4],
      [0.4, 0.2],
    ],
    noncompetitive: [
      [0.6, 0.5],
      [0.7, 0.6],
      [0.4, 0.3],
    ],
    demands: [0.5, 0.4],
    tolerance: 0.0005,
    moments: 'levels',
  });
  expect(found?.share).toBeCloseTo(0.1347556, 6);
  expect(found?.competitive.get(0)).toBeCloseTo(0.75759, 4);
  expect(found?.competitive.get(1)).toBeCloseTo(0.10764, 4);
});

test('the nearest point of a triangle: on an edge, at a corner, and inside', () => {
  const nearest = (...points: number[][]) =>
    nearestPoint(direction => {
      const value = (p: number[]) => p.reduce((s, x, i) => s + x * (direction[i] ?? 0), 0);
      const at = points.reduce((a, b) => (value(b) < value(a) ? b : a));
      return { vertex: points.indexOf(at), at };
    }, 2);
  expect(nearest([1, -1], [1, 2], [5, 0]).squaredDistance).toBeCloseTo(1, 12);
  expect(nearest([3, 4], [4, 6], [9, 4]).squaredDistance).toBeCloseTo(25, 12);
  expect(nearest([-1, -1], [3, -1], [0, 2]).squaredDistance).toBeCloseTo(0, 12);
});
