import { describe, expect, test } from 'vitest';
import {
  extendedTo,
  extensionOf,
  firstDue,
  requireMayAskTime,
} from '../../../src/evaluation/rules/time.ts';

const code = (name: string) => expect.objectContaining({ code: name });
const asks = (...minutes: number[]) =>
  minutes.map((m, i) => ({ number: i + 1, minutes: m, reason: '篇幅大' }));
const at = (time: string) => new Date(`2026-09-10T${time}Z`);

describe('more time, when more than a third of the committee finds it too short (B48)', () => {
  test.each([
    [5, [60], null],
    [5, [60, 120], 120],
    [6, [60, 60], null],
    [6, [30, 60, 240], 60],
    [7, [60, 60], null],
    [7, [90, 30, 60], 60],
    [9, [60, 60, 60], null],
  ])('of %i members these ask: %j → %s minutes', (members, minutes, granted) =>
    expect(extensionOf(asks(...minutes), members)).toBe(granted),
  );

  test('counts from the end of the period, or from now where that has passed', () => {
    expect(firstDue('open-tender', at('01:00:00'))).toEqual(at('09:00:00'));
    expect(extendedTo(at('09:00:00'), at('08:00:00'), 60)).toEqual(at('10:00:00'));
    expect(extendedTo(at('09:00:00'), at('09:30:00'), 60)).toEqual(at('10:30:00'));
  });

  test('is asked for once each, while there is something to judge', () => {
    requireMayAskTime('technical', asks(60), 2);
    expect(() => requireMayAskTime('technical', asks(60), 1)).toThrow(code('ALREADY_LOCKED'));
    for (const stage of ['waiting', 'price', 'report', 'finished'] as const)
      expect(() => requireMayAskTime(stage, [], 1)).toThrow(code('WRONG_STATE'));
  });
});
