import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pricesOf } from '../../../src/analytics/price/prices.ts';
import { screenNames, screens, screenValues } from '../../../src/analytics/price/screens.ts';
import { seeded } from '../../../src/analytics/statistics/seeded.ts';
import { shuffledBy, tenderOf } from './tenders.ts';

interface Vector {
  readonly amounts: number[];
  readonly screens: Record<string, number | null>;
}
const folder = join(import.meta.dirname, '..', 'independent');
const vectors: Vector[] = JSON.parse(readFileSync(join(folder, 'screens.json'), 'utf8'));

function expectEqual(ours: Readonly<Record<string, number | null>>, theirs: Vector): void {
  for (const name of screenNames) {
    const [a, b] = [ours[name] ?? null, theirs.screens[name] ?? null];
    if (a === null || b === null) expect([name, a], String(theirs.amounts)).toEqual([name, b]);
    else
      expect(Math.abs(a - b), `${name} of ${theirs.amounts}`).toBeLessThan(
        1e-8 * (1 + Math.abs(b)),
      );
  }
}

test('every screen equals the committed numbers of numpy and scipy', () => {
  expect(vectors.length).toBeGreaterThan(25);
  for (const vector of vectors) expectEqual(screenValues(pricesOf(vector.amounts)), vector);
});

const scipy = spawnSync('python3', ['-c', 'import scipy']).status === 0;

test.skipIf(!scipy)('every screen equals scipy on new tenders', () => {
  const random = seeded(11);
  const tenders = Array.from({ length: 60 }, () => tenderOf(3 + random.below(9), random));
  const run = spawnSync('python3', [join(folder, 'screens.py')], {
    input: JSON.stringify(tenders),
  });
  expect(run.status, String(run.stderr)).toBe(0);
  const theirs: Vector[] = JSON.parse(String(run.stdout));
  for (const vector of theirs) expectEqual(screenValues(pricesOf(vector.amounts)), vector);
});

test('no screen depends on the order of the bids or on the currency', () => {
  const random = seeded(5);
  for (let round = 0; round < 300; round += 1) {
    const amounts = tenderOf(3 + random.below(40), random);
    const before = screenValues(pricesOf(amounts));
    const scale = Math.exp(20 * random.next() - 10);
    const after = screenValues(pricesOf(shuffledBy(random, amounts).map(a => a * scale)));
    for (const name of screenNames) {
      const [a, b] = [before[name], after[name]];
      expect(a === null, name).toBe(b === null);
      if (a !== null && b !== null) expect(b, name).toBeCloseTo(a, 6);
    }
  }
});

test('below three bids every screen is silent; from three on none is ever NaN', () => {
  for (const amounts of [[], [5], [5, 6]])
    for (const name of screenNames) expect(screens[name].value(pricesOf(amounts)), name).toBeNull();
  for (const amounts of [[5, 5, 5], [5, 5, 6], [5, 6, 6], [1e-9, 1, 1e12], Array(200).fill(7)])
    for (const name of screenNames) {
      const value = screens[name].value(pricesOf(amounts));
      expect(value === null || Number.isFinite(value), `${name} of ${amounts}`).toBe(true);
    }
});

test.each([[0], [-1], [Number.NaN], [Number.POSITIVE_INFINITY]])('%s is no price', amount => {
  expect(() => pricesOf([1, amount, 3])).toThrow('报价应大于零');
});
