import type { Words } from '../../../contracts/words.ts';
import {
  addDays,
  clockOf,
  type Day,
  dayOf,
  endOfPeriod,
  instantOf,
  type WorkCalendar,
  weekdayOf,
} from '../../kernel/calendar.ts';

/**
 * Numbers of the law, and how days are counted. Forward: the day of the start is not counted, the last day counts
 * whole, and a last day of rest moves to the next working day (Civil Code 201, 203). Backward from the deadline: the
 * day of the deadline is not counted and a day of rest does not move: that would shorten the time the law gives.
 */
export const legalDays = {
  sale: 5,
  preparation: 20,
  amendment: 15,
  objection: 10,
  answer: 3,
} as const;

export const day = (time: string): Day => dayOf(new Date(time));
/** "10-08 周四", "10-08 Thu". */
export const short = (d: Day): Words => ({
  zh: `${d.slice(5)} ${weekdayOf(d)}`,
  en: `${d.slice(5)} ${weekdayOf(d, 'en')}`,
});

/** "国庆假期", or why else nobody works that day. */
export function restName(calendar: WorkCalendar, d: Day): Words {
  const { kind, name } = calendar.kindOf(d);
  return kind === 'holiday' && name
    ? { zh: `${name.zh}假期`, en: `a day off (${name.en})` }
    : { zh: '休息日', en: 'a day of rest' };
}

export function provisional(calendar: WorkCalendar, d: Day): Words {
  if (!calendar.kindOf(d).provisional) return { zh: '', en: '' };
  const year = d.slice(0, 4);
  return { zh: `${year} 年节假日安排尚为暂定。`, en: ` The holidays of ${year} are provisional.` };
}

/** A period counted forward, in words: "09-14 发出，第 20 日是 10-04，在国庆假期内，顺延到 10-08 周四。" */
export function countedForward(calendar: WorkCalendar, start: Day, days: number) {
  const { counted, rolled } = calendar.periodEnd(start, days);
  const moved = counted === rolled ? { zh: '', en: '' } : movedWords(calendar, counted, rolled);
  const doubt = provisional(calendar, rolled);
  const [from, to] = [start.slice(5), counted.slice(5)];
  const how = {
    zh: `${from} 发出，第 ${days} 日是 ${to}${moved.zh}。${doubt.zh}`,
    en: `Issued ${from}: day ${days} is ${to}${moved.en}.${doubt.en}`,
  };
  return { last: rolled, how };
}

function movedWords(calendar: WorkCalendar, counted: Day, rolled: Day): Words {
  const [rest, next] = [restName(calendar, counted), short(rolled)];
  return {
    zh: `，在${rest.zh}内，顺延到其后第一个工作日 ${next.zh}`,
    en: `, ${rest.en}, and moves to the next working day, ${next.en}`,
  };
}

/** Until when a bid binds: so many days from the day bids are due (B25). */
export const bidsBindUntil = (deadline: Date, days: number, calendar: WorkCalendar): Date =>
  endOfPeriod(deadline, days, calendar);

/** The last day for something that must be done `days` before the deadline. */
export const latestBefore = (deadline: string, days: number): Day => addDays(day(deadline), -days);
export const latestAmendment = (deadline: string): Day =>
  latestBefore(deadline, legalDays.amendment);
export const latestObjection = (deadline: string): Day =>
  latestBefore(deadline, legalDays.objection);

/**
 * The deadline after an amendment that affects bids, sent at `now`: unchanged when 15 days are left, else the same time
 * of day on the day that gives them (B21).
 */
export function deadlineAfterAmendment(deadline: Date, now: Date, calendar: WorkCalendar): Date {
  const { rolled } = calendar.periodEnd(dayOf(now), legalDays.amendment);
  return dayOf(deadline) >= rolled ? deadline : instantOf(rolled, clockOf(deadline));
}
