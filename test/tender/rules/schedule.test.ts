import { describe, expect, test } from 'vitest';
import type { Schedule } from '../../../contracts/tender/project.ts';
import { chinaCalendar, instantOf } from '../../../src/kernel/calendar.ts';
import {
  deadlineAfterAmendment,
  latestAmendment,
  latestObjection,
} from '../../../src/tender/rules/day-count.ts';
import { checkSchedule, requireLawfulSchedule } from '../../../src/tender/rules/schedule.ts';

const at = (day: string, clock = '09:30') => instantOf(day, clock).toISOString();
const now = instantOf('2026-09-10', '10:36');
const lawful: Schedule = {
  issueFrom: at('2026-09-14', '09:00'),
  issueTo: at('2026-09-21', '17:00'),
  deadline: at('2026-10-08'),
  evaluationFrom: at('2026-10-09'),
};
const finding = (item: string, change: Partial<Schedule>) => {
  const found = checkSchedule({ ...lawful, ...change }, chinaCalendar, now).find(
    f => f.item === item,
  );
  if (!found) throw new Error(`no rule ${item}`);
  return found;
};

test('a lawful schedule passes every rule', () => {
  const findings = requireLawfulSchedule(lawful, chinaCalendar, now);
  expect(findings).toHaveLength(8);
  expect(findings.every(f => f.lawful && f.article && f.text && f.earliest === null)).toBe(true);
});

describe('time to prepare a bid', () => {
  test('under 20 days is refused with the earliest lawful time, after the holiday (A24)', () => {
    const found = finding('preparation', { deadline: at('2026-09-30') });
    expect(found).toMatchObject({
      lawful: false,
      article: '招标投标法第二十四条',
      earliest: at('2026-10-08'),
      how: '09-14 发出，第 20 日是 10-04，在国庆假期内，顺延到其后第一个工作日 10-08 周四。您选的是第 16 日，早 8 天。',
    });
  });

  test('the twentieth day is enough when it is worked, the nineteenth is not (A24)', () => {
    const issueFrom = at('2026-10-14', '09:00');
    expect(finding('preparation', { issueFrom, deadline: at('2026-11-03') }).lawful).toBe(true);
    expect(finding('preparation', { issueFrom, deadline: at('2026-11-02') }).lawful).toBe(false);
  });

  test('days are those of China: an issue late in the evening UTC is the next day', () => {
    const issueFrom = '2026-10-13T16:30:00.000Z';
    expect(finding('preparation', { issueFrom, deadline: at('2026-11-02') }).lawful).toBe(false);
  });
});

test('documents on offer for under 5 days are refused (B16)', () => {
  expect(finding('sale', { issueTo: at('2026-09-18') })).toMatchObject({
    lawful: false,
    earliest: at('2026-09-20'),
  });
  expect(finding('sale', { issueTo: at('2026-09-20') }).lawful).toBe(true);
});

test('documents issued before the notice are refused (B16)', () =>
  expect(finding('issue', { issueFrom: at('2026-09-09') }).lawful).toBe(false));

test('a deadline on a day of rest is refused, and the next working day named (CC203)', () => {
  expect(finding('deadline-day', { deadline: at('2026-10-17') })).toMatchObject({
    lawful: false,
    how: '10-17 周六 是休息日，不办理开标。最早可选 10-19 周一。',
    earliest: at('2026-10-19'),
  });
  expect(finding('deadline-day', { deadline: at('2026-10-10') }).lawful).toBe(true);
});

test('a day of rest that is too early anyway names a day that satisfies both rules', () =>
  expect(finding('deadline-day', { deadline: at('2026-09-27') }).earliest).toBe(at('2026-10-08')));

test('sale must end before the deadline, evaluation begin after it', () => {
  expect(finding('sale-before-deadline', { issueTo: at('2026-10-09') }).lawful).toBe(false);
  expect(finding('evaluation', { evaluationFrom: at('2026-10-08') }).lawful).toBe(false);
});

test('the last days for changes and objections count backward and do not move (B21, B22)', () => {
  expect(latestAmendment(lawful.deadline)).toBe('2026-09-23');
  expect(latestObjection(lawful.deadline)).toBe('2026-09-28');
  expect(finding('amendment', {}).how).toContain('最迟 09-23 周三');
  expect(finding('amendment', { deadline: at('2026-09-28') }).lawful).toBe(false);
});

test('a year whose holidays are provisional says so', () =>
  expect(
    finding('preparation', { issueFrom: at('2026-12-14'), deadline: at('2027-01-04') }).how,
  ).toContain('2027 年节假日安排尚为暂定'));

test('the refusal carries every broken rule', () => {
  const illegal = { ...lawful, deadline: at('2026-10-03') };
  expect(() => requireLawfulSchedule(illegal, chinaCalendar, now)).toThrow(
    expect.objectContaining({
      code: 'SCHEDULE_ILLEGAL',
      facts: {
        findings: [
          expect.objectContaining({ item: 'preparation' }),
          expect.objectContaining({ item: 'deadline-day' }),
        ],
      },
    }),
  );
});

describe('an amendment that affects bids (B21)', () => {
  const deadline = instantOf('2026-10-08', '09:30');
  test('15 days before leaves the deadline', () =>
    expect(deadlineAfterAmendment(deadline, instantOf('2026-09-16'), chinaCalendar)).toEqual(
      deadline,
    ));
  test('later moves it to the first working day that gives 15 days, at the same time of day', () =>
    expect(
      deadlineAfterAmendment(deadline, instantOf('2026-09-29', '16:00'), chinaCalendar),
    ).toEqual(instantOf('2026-10-14', '09:30')));
});

test('a day before the issue is called that, not a negative day', () => {
  const { how, lawful } = finding('preparation', { deadline: at('2026-08-20') });
  expect(lawful).toBe(false);
  expect(how).toContain('您选的日子在发出之前，早');
  expect(how).not.toMatch(/第 -/);
});

test('a finding says in English what it says in Chinese, law included', () => {
  const early = finding('preparation', { deadline: at('2026-10-03') });
  expect(early.howEn).toBe(
    'Issued 09-14: day 20 is 10-04, a day off (National Day), and moves to the next working day, 10-08 Thu. You chose day 19, 5 days too early.',
  );
  expect(early.articleEn).toBe('Bidding Law, art. 24');
  for (const deadline of ['2026-08-20', '2026-09-27', '2026-10-03', '2026-10-08'])
    for (const found of checkSchedule({ ...lawful, deadline: at(deadline) }, chinaCalendar, now))
      expect(`${found.howEn} ${found.articleEn} ${found.textEn}`).not.toMatch(/\p{Script=Han}/u);
});
