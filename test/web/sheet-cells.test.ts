import { describe, expect, test } from 'vitest';
import type { ScoreItem } from '../../contracts/tender/lot-rules.ts';
import type { SheetForm } from '../../src/evaluation/rules/form.ts';
import {
  beside,
  type Cell,
  emptyCell,
  isFault,
  judged,
  keyOf,
  onward,
  type Place,
  progressOf,
  readScore,
  subtotal,
  typed,
  wantsReason,
} from '../../web/pages/evaluation/marks/sheet-cells.ts';

const plan: ScoreItem = {
  id: 'plan',
  title: '施工组织设计',
  max: 15,
  step: 0.5,
  kind: 'subjective',
  bands: [
    { from: 5, to: 15, text: '完整' },
    { from: 0, to: 4.5, text: '严重缺项', reason: true },
  ],
};
const team: ScoreItem = { ...plan, id: 'team', title: '项目班子', max: 8, step: 1, bands: [] };
const form: SheetForm = {
  stage: 'technical',
  items: [plan, team],
  bids: [
    { bid: 'a', number: 1 },
    { bid: 'b', number: 2 },
  ],
};
const place = (bid: string, item: string): Place => ({ bid, item });
const sheet = (cells: Record<string, Cell>) => (p: Place) => cells[keyOf(p)] ?? emptyCell;

describe('what is typed into a score cell', () => {
  test('is a number in range and on its step, in half or full width', () => {
    expect(readScore('14.5', plan)).toBe(14.5);
    expect(readScore('１４．５', plan)).toBe(14.5);
    expect(readScore(' 0 ', plan)).toBe(0);
    expect(readScore('', plan)).toBeNull();
  });

  test.each(['15.5', '14.3', '-1', 'abc', '1e1', '1..5'])('%s is a fault and no mark', text => {
    expect(readScore(text, plan)).toBe('fault');
    const cell = typed(emptyCell, text, plan);
    expect(cell).toMatchObject({ text, value: null });
    expect(isFault(cell, plan)).toBe(true);
  });

  test('a step of one takes no halves', () => {
    expect(readScore('7.5', team)).toBe('fault');
    expect(readScore('7', team)).toBe(7);
  });
});

describe('a reason is asked for', () => {
  test('with each fail (B51), and in the band that says so', () => {
    const item = { id: 'licence', title: '营业执照有效', article: '' };
    expect(wantsReason(judged(emptyCell, false), item)).toBe(true);
    expect(wantsReason({ ...judged(emptyCell, false), reason: '已过期' }, item)).toBe(false);
    expect(wantsReason(judged(emptyCell, true), item)).toBe(false);
    expect(wantsReason(typed(emptyCell, '3', plan), plan)).toBe(true);
    expect(wantsReason(typed(emptyCell, '13', plan), plan)).toBe(false);
  });
});

describe('moving through the grid', () => {
  test('Enter goes along the bids of an item, then to the next item, and stays at the last', () => {
    expect(onward(form, place('a', 'plan'), 1)).toEqual(place('b', 'plan'));
    expect(onward(form, place('b', 'plan'), 1)).toEqual(place('a', 'team'));
    expect(onward(form, place('b', 'team'), 1)).toEqual(place('b', 'team'));
    expect(onward(form, place('a', 'team'), -1)).toEqual(place('b', 'plan'));
  });

  test('arrows stay inside', () => {
    expect(beside(form, place('a', 'plan'), -1, 0)).toEqual(place('a', 'plan'));
    expect(beside(form, place('a', 'plan'), 1, 1)).toEqual(place('b', 'team'));
    expect(beside(form, place('b', 'team'), 0, 1)).toEqual(place('b', 'team'));
  });
});

test('progress counts given cells, faults and missing reasons apart', () => {
  const cell = sheet({
    'a plan': typed(emptyCell, '3', plan),
    'b plan': typed(emptyCell, '16', plan),
    'a team': typed(emptyCell, '8', team),
  });
  expect(progressOf(form, cell)).toEqual({ all: 4, given: 2, faults: 1, reasons: 1 });
});

test('a subtotal waits for every score of the bid', () => {
  const cell = sheet({
    'a plan': typed(emptyCell, '13.5', plan),
    'a team': typed(emptyCell, '8', team),
    'b plan': typed(emptyCell, '9', plan),
  });
  expect(subtotal(form, 'a', cell)).toBe(21.5);
  expect(subtotal(form, 'b', cell)).toBeNull();
});
