import { describe, expect, test } from 'vitest';
import { chinaCalendar, instantOf } from '../../../src/kernel/calendar.ts';
import { openTenderRules } from '../../../src/tender/methods/open-tender.ts';
import {
  type Amendable,
  amend,
  type Change,
  deadlineAfterSuspension,
} from '../../../src/tender/rules/amendment.ts';

const at = (day: string, clock = '09:30') => instantOf(day, clock).toISOString();
const rules = {
  ...openTenderRules,
  estimate: '1000000.00',
  ceiling: '1000000.00',
  committee: {
    ...openTenderRules.committee,
    cities: ['云江市', '望川市'],
    disciplines: [
      { id: 'structure', seats: 3 },
      { id: 'cost', seats: 2 },
    ],
  },
};
const project: Amendable = {
  schedule: {
    issueFrom: at('2026-09-14', '09:00'),
    issueTo: at('2026-09-21', '17:00'),
    deadline: at('2026-10-08'),
    evaluationFrom: at('2026-10-09'),
  },
  lots: [
    { id: 'a', rules },
    { id: 'b', rules: { ...rules, version: 4 } },
  ],
};
const plain: Change = { affectsBids: false, lots: [] };
const sent = (day: string, change: Change) =>
  amend(project, change, instantOf(day, '16:00'), chinaCalendar);
const refusal = (code: string) => expect.objectContaining({ code });

describe('an amendment', () => {
  test('that affects no bid changes neither deadline nor rules', () =>
    expect(sent('2026-10-07', plain)).toEqual({
      schedule: project.schedule,
      moved: false,
      lots: [],
    }));

  test('that affects bids, 15 days before, keeps the deadline and gives every lot a new version', () => {
    const amended = sent('2026-09-23', { ...plain, affectsBids: true });
    expect(amended.moved).toBe(false);
    expect(amended.lots.map(l => [l.id, l.rules.version])).toEqual([
      ['a', 2],
      ['b', 5],
    ]);
  });

  test('later moves the deadline of itself, and evaluation with it (B21)', () => {
    const { schedule, moved } = sent('2026-09-29', { ...plain, affectsBids: true });
    expect(moved).toBe(true);
    expect([schedule.deadline, schedule.evaluationFrom]).toEqual([
      at('2026-10-14'),
      at('2026-10-15'),
    ]);
  });

  test('of the rules always affects bids, and the server counts the version', () => {
    const amended = sent('2026-09-29', {
      ...plain,
      lots: [{ id: 'b', rules: { ...rules, version: 99 } }],
    });
    expect(amended.lots.map(l => [l.id, l.rules.version])).toEqual([['b', 5]]);
    expect(amended.moved).toBe(true);
  });

  test('with a deadline under 15 days is refused, with the earliest lawful one (B21)', () =>
    expect(() =>
      sent('2026-09-29', { affectsBids: true, deadline: at('2026-10-13'), lots: [] }),
    ).toThrow(
      expect.objectContaining({
        code: 'SCHEDULE_ILLEGAL',
        facts: expect.objectContaining({ earliest: at('2026-10-14') }),
      }),
    ));

  test('never brings the deadline forward', () =>
    expect(() => sent('2026-09-15', { ...plain, deadline: at('2026-09-30') })).toThrow(
      refusal('SCHEDULE_ILLEGAL'),
    ));

  test('may give more time, on a working day only', () => {
    expect(sent('2026-09-29', { ...plain, deadline: at('2026-10-16') }).schedule.deadline).toBe(
      at('2026-10-16'),
    );
    expect(() => sent('2026-09-29', { ...plain, deadline: at('2026-10-17') })).toThrow(
      refusal('SCHEDULE_ILLEGAL'),
    );
  });

  test('at the deadline comes too late', () => {
    expect(() => amend(project, plain, new Date(project.schedule.deadline), chinaCalendar)).toThrow(
      refusal('DEADLINE_PASSED'),
    );
  });

  test('to unlawful rules or another project’s lot is refused', () => {
    const bad = { id: 'a', rules: { ...rules, bond: '20000.01' } };
    expect(() => sent('2026-09-15', { ...plain, lots: [bad] })).toThrow(
      refusal('RULES_INCOMPLETE'),
    );
    expect(() => sent('2026-09-15', { ...plain, lots: [{ id: 'x', rules }] })).toThrow(
      refusal('NOT_FOUND'),
    );
  });
});

test('a stop of two days and an hour moves the deadline three days, to a working day', () => {
  const stopped = { from: instantOf('2026-09-22', '10:00'), to: instantOf('2026-09-24', '11:00') };
  expect(deadlineAfterSuspension(instantOf('2026-09-30', '09:30'), stopped, chinaCalendar)).toEqual(
    instantOf('2026-10-08', '09:30'),
  );
});
