import { describe, expect, test } from 'vitest';
import { scorePrices } from '../../../src/evaluation/rules/price-formulas.ts';

const average = {
  id: 'benchmark-average',
  weight: '60',
  trim: { from: 5, high: 1, low: 1 },
  ceilingShare: '0.5',
  float: '0.02',
  deduct: { above: '2', below: '1' },
  floor: '0',
} as const;
const bids = [100, 110, 120, 130, 140].map((yuan, i) => ({
  bid: `b${i}`,
  fen: BigInt(yuan) * 100n,
}));

describe('the average of the remaining prices as benchmark', () => {
  test('every step of the computation is shown', () => {
    const shown = scorePrices(average, bids, 20_000n);
    expect(shown).toMatchObject({
      leftOutLow: ['b0'],
      kept: ['b1', 'b2', 'b3'],
      leftOutHigh: ['b4'],
      mean: '120',
      base: '160',
      benchmark: '156.8',
    });
    expect(shown.rows[0]).toMatchObject({ price: '100.00', rate: '1', score: '23.78' });
    expect(shown.rows[0]?.deviation).toMatch(/^-36\.22448979591836734693877551/);
  });

  test('below the number in the rule nothing is left out', () => {
    const shown = scorePrices(average, bids.slice(1), 20_000n);
    expect([shown.leftOutLow, shown.leftOutHigh, shown.kept.length]).toEqual([[], [], 4]);
  });

  test('of equal prices the record always names the same bid, whatever the order of arrival', () => {
    const equal = ['c', 'a', 'e', 'b', 'd'].map(bid => ({ bid, fen: 10_000n }));
    const once = scorePrices(average, equal, 20_000n);
    const again = scorePrices(average, [...equal].reverse(), 20_000n);
    expect([once.leftOutLow, once.leftOutHigh]).toEqual([['a'], ['e']]);
    expect(again.leftOutLow).toEqual(once.leftOutLow);
  });

  test('a score never falls under the floor', () => {
    const steep = { ...average, deduct: { above: '9', below: '9' }, floor: '5' };
    expect(scorePrices(steep, bids, 20_000n).rows[0]?.score).toBe('5.00');
  });

  test('parameters that are still to be drawn give no score', () =>
    expect(() =>
      scorePrices({ ...average, draw: { float: ['0.01', '0.02'] } }, bids, 20_000n),
    ).toThrow(expect.objectContaining({ code: 'RULES_INCOMPLETE' })));

  test('a trim that would leave nothing is refused', () =>
    expect(() =>
      scorePrices({ ...average, trim: { from: 2, high: 1, low: 1 } }, bids.slice(3), 20_000n),
    ).toThrow(expect.objectContaining({ code: 'RULES_INCOMPLETE' })));
});

describe('the lowest price', () => {
  const lowest = { id: 'lowest-price', weight: '30' } as const;

  test('gets the full weight, the others their share, rounded half-up once', () => {
    const { rows, lowest: found } = scorePrices(lowest, bids, 20_000n);
    expect(found).toBe('100.00');
    expect(rows.map(r => r.score)).toEqual(['30.00', '27.27', '25.00', '23.08', '21.43']);
  });

  test('a bid over the ceiling must have been rejected before', () => {
    expect(() => scorePrices(lowest, bids, 13_999n)).toThrow(
      expect.objectContaining({ code: 'SCORE_OUT_OF_RANGE', facts: { bid: 'b4' } }),
    );
    expect(scorePrices(lowest, bids, 14_000n).rows).toHaveLength(5);
  });

  test('a price of nothing is refused', () =>
    expect(() => scorePrices(lowest, [{ bid: 'x', fen: 0n }], 1n)).toThrow());

  test('no valid bid gives no score', () =>
    expect(scorePrices(lowest, [], 1n)).toMatchObject({ lowest: null, rows: [] }));
});
