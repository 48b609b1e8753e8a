import { expect, test } from 'vitest';
import { cardOf, clueMoves, dueBy, requireOwner } from '../../../src/clues/rules/clue.ts';
import { adjusted, adjustment, precisionOf } from '../../../src/clues/rules/feedback.ts';
import { chinaCalendar } from '../../../src/kernel/calendar.ts';
import { move } from '../../../src/kernel/move.ts';

const at = (time: string) => new Date(`${time}+08:00`);

test('a clue is due five working days later; holidays do not count', () => {
  // 2026-09-30 is a Wednesday; the National Day holiday lasts to 10-07, 10-10 is worked.
  expect(dueBy('new', at('2026-09-07T10:00'), chinaCalendar)).toEqual(at('2026-09-15T00:00'));
  expect(dueBy('held', at('2026-09-30T10:00'), chinaCalendar) > at('2026-10-12T00:00')).toBe(true);
});

test('yellow in the last days, red when over, none once somebody has ended it', () => {
  const due = dueBy('held', at('2026-09-07T10:00'), chinaCalendar);
  const card = (now: string) => cardOf('held', due, at(now), chinaCalendar);
  expect(['2026-09-08T09:00', '2026-09-14T09:00', '2026-09-15T00:00'].map(card)).toEqual([
    'none',
    'yellow',
    'red',
  ]);
  expect(cardOf('dismissed', due, at('2026-10-01T00:00'), chinaCalendar)).toBe('none');
});

test('what was confirmed becomes a case within ten working days, with the same cards', () => {
  const due = dueBy('confirmed', at('2026-09-07T10:00'), chinaCalendar);
  expect(due).toEqual(at('2026-09-21T00:00'));
  const card = (now: string) => cardOf('confirmed', due, at(now), chinaCalendar);
  expect(['2026-09-15T09:00', '2026-09-20T09:00', '2026-09-21T00:00'].map(card)).toEqual([
    'none',
    'yellow',
    'red',
  ]);
  expect(cardOf('case', due, at('2026-10-01T00:00'), chinaCalendar)).toBe('none');
});

test('only who took a clue ends it, and a case is not undone here', () => {
  expect(() => requireOwner(null, 'p')).toThrow('领取');
  expect(() => requireOwner('q', 'p')).toThrow('领取');
  expect(() => requireOwner('p', 'p')).not.toThrow();
  expect(() => move(clueMoves, 'new', 'confirmed')).toThrow();
  expect(() => move(clueMoves, 'case', 'dismissed')).toThrow();
  expect(move(clueMoves, 'dismissed', 'held')).toBe('held');
});

test('verdicts move an indicator slowly and within bounds; without them nothing moves', () => {
  expect(adjustment({ confirmed: 0, dismissed: 0 })).toBe(0);
  expect(Math.abs(adjustment({ confirmed: 1, dismissed: 0 }))).toBeLessThan(0.5);
  expect(adjustment({ confirmed: 0, dismissed: 100 })).toBe(-1.5);
  expect(adjustment({ confirmed: 100, dismissed: 0 })).toBe(1.5);
});

test('precision has an interval that says how little few verdicts prove', () => {
  expect(precisionOf({ confirmed: 0, dismissed: 0 })).toBeNull();
  const few = precisionOf({ confirmed: 2, dismissed: 0 });
  expect(few?.value).toBe(1);
  expect(few?.low).toBeLessThan(0.5);
  const many = precisionOf({ confirmed: 80, dismissed: 20 });
  expect(many?.low).toBeGreaterThan(0.7);
  expect(many?.high).toBeLessThan(0.9);
});

test('feedback by clicks moves the fixed weights, and not what decided cases taught', () => {
  const clicks = new Map([
    ['price-gap', 1.5],
    ['learnt-gap', 1.5],
  ]);
  expect(adjusted({ rule: 'price-gap', logOdds: 1 }, clicks).logOdds).toBe(2.5);
  expect(adjusted({ rule: 'learnt-gap', logOdds: 1 }, clicks).logOdds).toBe(1);
});
