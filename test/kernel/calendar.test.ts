import { describe, expect, test } from 'vitest';
import {
  addDays,
  builtInYears,
  chinaCalendar,
  clockOf,
  dayOf,
  daysBetween,
  instantOf,
  weekdayOf,
  workCalendar,
} from '../../src/kernel/calendar.ts';
import { HolidayYear } from '../../src/kernel/holidays/year.ts';

describe('days of rest and work', () => {
  test.each([
    ['2026-10-01', 'holiday', { zh: '国庆' }, false],
    ['2026-10-08', 'working', null, true],
    ['2026-10-10', 'make-up', null, true],
    ['2026-10-11', 'weekend', null, false],
    ['2026-09-20', 'make-up', null, true],
    ['2025-02-08', 'make-up', null, true],
    ['2025-10-08', 'holiday', { zh: '国庆、中秋' }, false],
    ['2026-11-22', 'weekend', null, false],
  ])('%s is %s', (day, kind, name, working) =>
    expect(chinaCalendar.kindOf(day)).toMatchObject({ kind, name, working, provisional: false }),
  );

  test('2027 is known to be provisional', () => {
    expect(chinaCalendar.kindOf('2027-02-05')).toMatchObject({
      name: { zh: '春节' },
      provisional: true,
    });
    expect(chinaCalendar.kindOf('2027-10-05')).toMatchObject({
      name: { zh: '国庆' },
      provisional: true,
    });
  });

  test('a year that nobody has entered keeps weekends and fixed days, and says that it is provisional', () => {
    expect(chinaCalendar.kindOf('2040-05-01')).toMatchObject({ working: false, provisional: true });
    expect(chinaCalendar.kindOf('2040-05-03')).toMatchObject({ working: true, provisional: true });
  });

  test.each(builtInYears.map(y => [y.year, y] as const))(
    'the data of %s are consistent',
    (year, data) => {
      expect(HolidayYear.parse(data)).toEqual(data);
      for (const day of data.makeUpDays) {
        expect(Number(day.slice(0, 4))).toBe(year);
        expect(['周六', '周日']).toContain(weekdayOf(day));
        expect(data.holidays.some(h => h.from <= day && day <= h.to)).toBe(false);
      }
    },
  );

  test('an operator replaces a year by a higher version, never by a lower one', () => {
    const [, y2026] = builtInYears;
    if (!y2026) throw new Error('2026 is missing');
    const changed = { ...y2026, version: 2, makeUpDays: [] };
    expect(workCalendar([y2026, changed]).isWorking('2026-10-10')).toBe(false);
    expect(workCalendar([changed, y2026]).isWorking('2026-10-10')).toBe(false);
  });
});

describe('counting', () => {
  test('the last day of a period that is a day of rest moves to the next working day', () => {
    expect(chinaCalendar.periodEnd('2026-09-14', 20)).toEqual({
      counted: '2026-10-04',
      rolled: '2026-10-08',
    });
    expect(chinaCalendar.periodEnd('2026-09-14', 5)).toEqual({
      counted: '2026-09-19',
      rolled: '2026-09-20',
    });
  });

  test('working days skip the national holiday and count the make-up day', () => {
    expect(chinaCalendar.addWorkingDays('2026-09-30', 3)).toBe('2026-10-10');
    expect(chinaCalendar.addWorkingDays('2026-10-10', -3)).toBe('2026-09-30');
    expect(chinaCalendar.addWorkingDays('2026-10-10', 0)).toBe('2026-10-10');
    expect(chinaCalendar.countWorkingDays('2026-09-30', '2026-10-10')).toBe(3);
    expect(chinaCalendar.countWorkingDays('2026-10-10', '2026-09-30')).toBe(-3);
    expect(chinaCalendar.countWorkingDays('2026-09-30', '2026-09-30')).toBe(0);
  });

  test('calendar days cross months and leap days', () => {
    expect(daysBetween('2026-09-14', '2026-10-04')).toBe(20);
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-10-08', -15)).toBe('2026-09-23');
  });

  test('the day is that of China, not that of the machine', () => {
    expect(dayOf(new Date('2026-10-07T16:00:00Z'))).toBe('2026-10-08');
    expect(dayOf(new Date('2026-10-07T15:59:59Z'))).toBe('2026-10-07');
    expect(clockOf(new Date('2026-10-08T01:30:00Z'))).toBe('09:30');
    expect(instantOf('2026-10-08', '09:30').toISOString()).toBe('2026-10-08T01:30:00.000Z');
  });
});
