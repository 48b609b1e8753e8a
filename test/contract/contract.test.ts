import { describe, expect, test } from 'vitest';
import {
  colourOf,
  contractDue,
  reportDue,
  requireContract,
} from '../../src/contract/rules/contract.ts';
import { chinaCalendar, instantOf } from '../../src/kernel/calendar.ts';
import { parseYuan, shareOf } from '../../src/kernel/money.ts';

const awardedAt = instantOf('2026-09-10', '10:00');
const now = instantOf('2026-09-20', '10:00');
const winner = { amount: '780.05', periodDays: 540, manager: '经理甲' };
const lawful = {
  ...winner,
  signedOn: '2026-09-18',
  performanceBond: '78.01',
  documentSha256: '00'.repeat(32),
};
const given = { winner, awardedAt, rules: { performanceBond: '10' } };

describe('the contract (A46, B58)', () => {
  test('as the winning bid, with the bond asked, is taken', () =>
    expect(() => requireContract(lawful, given, now)).not.toThrow());
  test.each([
    ['another amount', { amount: '780.06' }],
    ['another period', { periodDays: 541 }],
    ['another manager', { manager: '经理乙' }],
    ['a bond over 10 %', { performanceBond: '78.02' }],
    ['no bond where one is asked', { performanceBond: '0.00' }],
    ['a day before the award', { signedOn: '2026-09-09' }],
    ['a day to come', { signedOn: '2026-09-21' }],
  ])('with %s is refused', (_, change) =>
    expect(() => requireContract({ ...lawful, ...change }, given, now)).toThrow(
      expect.objectContaining({ code: 'CONTRACT_DEVIATES' }),
    ),
  );
  test('a share is rounded half-up to a fen', () => {
    expect(shareOf(parseYuan('780.05'), '10')).toBe(7801n);
    expect(shareOf(parseYuan('780.04'), '2.5')).toBe(1950n);
    expect(() => shareOf(1n, '1e3')).toThrow(RangeError);
  });
});

describe('duties and their days', () => {
  test('thirty days end after the National Day rest (A46), fifteen before it (A47)', () => {
    expect(contractDue(awardedAt, chinaCalendar)).toEqual(instantOf('2026-10-11'));
    expect(reportDue(awardedAt, chinaCalendar)).toEqual(instantOf('2026-09-29'));
  });
  test('green, yellow for the last five days, red when it is over, done when done', () => {
    const due = instantOf('2026-10-11');
    const at = (day: string) => colourOf(due, false, instantOf(day));
    expect([at('2026-10-05'), at('2026-10-06'), at('2026-10-11')]).toEqual([
      'green',
      'yellow',
      'red',
    ]);
    expect(colourOf(due, true, instantOf('2026-11-01'))).toBe('done');
  });
});
