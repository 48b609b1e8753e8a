import { describe, expect, test } from 'vitest';
import type { Mark } from '../../../contracts/evaluation/sheets.ts';
import { formOf } from '../../../src/evaluation/rules/form.ts';
import { filledCells, putMarks, requireComplete } from '../../../src/evaluation/rules/marks.ts';
import { bidsAt, smallRules } from '../matter.ts';

const bids = bidsAt('900.00', '800.00');
const [first = '', second = ''] = bids.map(b => b.bid);
const technical = formOf(smallRules(), 'technical', bids, []);
const review = formOf(smallRules(), 'qualification', bids, []);
const mark = (bid: string, item: string, value: Mark['value'], reason = ''): Mark => ({
  bid,
  item,
  value,
  reason,
});

describe('marks', () => {
  test.each([0, 0.5, 29.5, 30])('%s of 30 in steps of 0.5 is taken', value =>
    expect(putMarks(technical, [], [mark(first, 'plan', value)])).toHaveLength(1),
  );

  test.each([-0.5, 30.5, 12.3, Number.NaN])(
    '%s is refused, and the refusal names cell and range',
    value =>
      expect(() => putMarks(technical, [], [mark(second, 'plan', value)])).toThrow(
        expect.objectContaining({
          code: 'SCORE_OUT_OF_RANGE',
          message: expect.stringContaining('2 号投标人的“施工方案”'),
          facts: expect.objectContaining({ bid: second, item: 'plan', min: 0, max: 30, step: 0.5 }),
        }),
      ),
  );

  test('a cell that is not on the sheet is refused', () => {
    const refused = expect.objectContaining({ code: 'MALFORMED' });
    expect(() => putMarks(technical, [], [mark(first, 'licence', 1)])).toThrow(refused);
    expect(() => putMarks(technical, [], [mark(crypto.randomUUID(), 'plan', 1)])).toThrow(refused);
    expect(() => putMarks(technical, [], [mark(first, 'plan', true)])).toThrow(refused);
    expect(() => putMarks(review, [], [mark(first, 'licence', 1)])).toThrow(refused);
  });

  test('named cells are put in, the others stay, null empties one', () => {
    const one = putMarks(technical, [], [mark(first, 'plan', 3), mark(first, 'record', 4)]);
    const two = putMarks(technical, one, [mark(first, 'plan', null), mark(second, 'plan', 5)]);
    expect(two).toContainEqual(mark(first, 'record', 4));
    expect(filledCells(technical, two)).toBe(2);
  });
});

describe('a sheet is locked', () => {
  const full = bids.flatMap(b => [mark(b.bid, 'plan', 20), mark(b.bid, 'record', 8)]);

  test('only when every cell is given', () => {
    requireComplete(technical, full);
    expect(() => requireComplete(technical, full.slice(1))).toThrow(
      expect.objectContaining({
        code: 'WRONG_STATE',
        facts: expect.objectContaining({ missing: 1, bid: first, item: 'plan' }),
      }),
    );
  });

  test('only when each failure has its reason (B51)', () => {
    const passed = mark(second, 'licence', true);
    expect(() => requireComplete(review, [mark(first, 'licence', false), passed])).toThrow(
      expect.objectContaining({ code: 'WRONG_STATE', message: expect.stringContaining('理由') }),
    );
    requireComplete(review, [mark(first, 'licence', false, '执照已过期'), passed]);
  });

  test('only when a score in a band that asks for it has its reason', () => {
    const low = { from: 0, to: 9.5, text: '严重缺项', reason: true };
    const high = { from: 10, to: 30, text: '完整' };
    const items = technical.items.map(i => (i.id === 'plan' ? { ...i, bands: [high, low] } : i));
    const form = { ...technical, items };
    const given = (value: number, reason = '') => [
      mark(first, 'plan', value, reason),
      ...full.slice(1),
    ];
    requireComplete(form, given(10));
    expect(() => requireComplete(form, given(9.5))).toThrow(
      expect.objectContaining({ code: 'WRONG_STATE', facts: { bid: first, item: 'plan' } }),
    );
    requireComplete(form, given(9.5, '没有进度计划'));
  });
});

test('a bid rejected earlier is not on a later sheet', () => {
  const rejected = {
    bid: first,
    stage: 'qualification' as const,
    passed: false,
    reasons: [],
    votes: { pass: 0, fail: 5 },
  };
  expect(formOf(smallRules(), 'technical', bids, [rejected]).bids.map(b => b.bid)).toEqual([
    second,
  ]);
  expect(formOf(smallRules(), 'qualification', bids, [rejected]).bids).toHaveLength(2);
});
