import { expect, test } from 'vitest';
import { chanceOf, logOddsOf, markTies } from '../../../src/clues/rules/mark-ties.ts';
import { weights } from '../../../src/clues/rules/weights.ts';

const mark = (kind: string, bearers: number, population: number, bids = [2, 5]) => ({
  ...{ kind, value: 'a'.repeat(64), bids, bearers, population },
});

test('a computer that only two of a thousand firms ever used ties them strongly', () => {
  expect(logOddsOf(mark('disk', 2, 1000))).toBeGreaterThan(3);
  expect(markTies([mark('disk', 2, 1000)])).toMatchObject([
    { a: 2, b: 5, reason: { rule: 'disk', article: '招标投标法实施条例第四十条第一项' } },
  ]);
});

test('innocent: the address of a campus that four hundred of a thousand firms use says little', () => {
  expect(logOddsOf(mark('address', 400, 1000))).toBeLessThan(0.6);
  expect(logOddsOf(mark('address', 400, 1000))).toBeLessThan(
    logOddsOf(mark('address', 2, 1000)) / 3,
  );
});

test('in a city without history the prior speaks: nothing is rare only because nothing is known', () => {
  expect(chanceOf(mark('browser', 2, 2))).toBeGreaterThan(0.28);
  expect(logOddsOf(mark('browser', 2, 2))).toBeLessThan(0.5);
});

test('three bids with one mark are tied two by two, and no reason decides alone', () => {
  const ties = markTies([mark('host', 3, 1e6, [1, 4, 6])]);
  expect(ties.map(({ a, b }) => [a, b])).toEqual([
    [1, 4],
    [1, 6],
    [4, 6],
  ]);
  expect(ties.every(t => t.reason.logOdds <= weights.most)).toBe(true);
});

test('a mark of an unknown kind ties nobody; the value is shown shortened', () => {
  expect(markTies([mark('shoe-size', 2, 10)])).toEqual([]);
  expect(markTies([mark('host', 2, 10)])[0]?.reason.evidence.mark).toBe(`${'a'.repeat(16)}…`);
});
