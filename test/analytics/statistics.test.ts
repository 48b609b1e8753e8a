import { expect, test } from 'vitest';
import { seeded } from '../../src/analytics/statistics/seeded.ts';
import * as tails from '../../src/analytics/statistics/tails.ts';

// Expected values: scipy 1.17 (stats.chi2, norm, poisson, binom, hypergeom).
test.each([
  [tails.chiSquareBelow(3.2, 4), 0.475069053213896],
  [tails.chiSquareBelow(0.01, 2), 0.0049875208073177],
  [tails.chiSquareBelow(40, 8), 0.99999679628022],
  [tails.normalBelow(-1.96), 0.0249978951482204],
  [tails.normalBelow(0), 0.5],
  [tails.normalBelow(3), 0.99865010196837],
  [tails.normalQuantile(0.975), 1.95996398454005],
  [tails.normalQuantile(0.002), -2.87816173909548],
  [tails.poissonAtLeast(3, 0.7), 0.0341415841257085],
  [tails.binomialAtLeast(8, 10, 0.4), 0.0122945536],
  [tails.hypergeometricAtLeast(4, 50, 6, 20), 0.164338575393154],
])('%d is what scipy gives, %d', (ours, theirs) => {
  expect(Math.abs(ours - theirs)).toBeLessThan(1e-9);
});

test('numbers of one seed are the same every time, and even', () => {
  const [a, b] = [seeded(1), seeded(1)];
  const drawn = Array.from({ length: 20_000 }, () => a.next());
  expect(drawn).toEqual(Array.from({ length: 20_000 }, () => b.next()));
  expect(drawn.reduce((sum, x) => sum + x, 0) / 20_000).toBeCloseTo(0.5, 1);
  const tenths = Array<number>(10).fill(0);
  for (const x of drawn) tenths[Math.floor(x * 10)] = (tenths[Math.floor(x * 10)] as number) + 1;
  for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(200);
});
