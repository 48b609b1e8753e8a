import { expect, test } from 'vitest';
import {
  countdown,
  dateOf,
  instantOf,
  milliOf,
  nearOf,
  shortOf,
  timeOf,
  weekdayOf,
} from '../../web/time.ts';

test('moments are shown in Beijing time, whatever the machine’s zone', () => {
  const at = '2026-09-10T16:30:00.412Z';
  expect(dateOf(at)).toBe('2026-09-11');
  expect(timeOf(at)).toBe('00:30:00');
  expect(milliOf(at)).toBe('00:30:00.412');
});

test('lists of this year drop the year, others keep it', () => {
  const now = Date.parse('2026-09-10T00:00:00Z');
  expect(shortOf('2026-10-08T01:30:00Z', now)).toBe('10-08 09:30');
  expect(shortOf('2027-01-04T01:30:00Z', now)).toBe('2027-01-04 09:30');
});

test('a time in a sentence has its date unless it is today in Beijing', () => {
  const now = Date.parse('2026-09-10T15:59:00Z');
  expect(nearOf('2026-09-09T16:00:05Z', now, 'second')).toBe('00:00:05');
  expect(nearOf('2026-09-10T16:00:00Z', now, 'minute')).toBe('09-11 00:00');
  expect(nearOf('2027-01-04T01:30:00Z', now, 'second')).toBe('2027-01-04 09:30:00');
});

test('a day and time chosen on a Beijing calendar are that instant', () => {
  expect(instantOf('2026-10-08', '09:30')).toBe('2026-10-08T01:30:00.000Z');
  expect(weekdayOf('2026-10-08')).toBe('周四');
});

test.each([
  [11 * 60_000 + 28_000, '11:28'],
  [11 * 60_000 + 27_001, '11:28'],
  [0, '00:00'],
  [-5_000, '00:00'],
  [4 * 3_600_000 + 48 * 60_000, '4 小时 48 分'],
  [47 * 3_600_000 + 59 * 60_000, '47 小时 59 分'],
  [12 * 24 * 3_600_000, '12 天'],
])('%i ms left reads %s', (left, words) => {
  expect(countdown(left)).toBe(words);
});
