import { beijingMilli, beijingSecond } from '../src/kernel/beijing.ts';

type Moment = string | number;
const seconds = (at: Moment) => beijingSecond(new Date(at));

/** 2026-09-10, in Beijing. */
export const dateOf = (at: Moment): string => seconds(at).slice(0, 10);
/** 15:00:00 */
export const timeOf = (at: Moment): string => seconds(at).slice(11);
/** 15:00 */
export const minuteOf = (at: Moment): string => seconds(at).slice(11, 16);
/** 15:00:00.412, where order matters. */
export const milliOf = (at: Moment): string => beijingMilli(new Date(at)).slice(11);

const weekdays = {
  'zh-CN': ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} as const;

/** 周四 of a calendar day 2026-09-10. */
export function weekdayOf(day: string, locale = 'zh-CN'): string {
  const names = weekdays[locale === 'en' ? 'en' : 'zh-CN'];
  return names[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';
}

/** The instant of a Beijing day and time: ("2026-10-08", "09:30") → 2026-10-08T01:30:00.000Z. */
export const instantOf = (day: string, time: string): string =>
  new Date(`${day}T${time}:00+08:00`).toISOString();

function shortDay(at: Moment, now: number): string {
  const day = dateOf(at);
  return day.slice(0, 4) === dateOf(now).slice(0, 4) ? day.slice(5) : day;
}

/** Lists drop the year when it is this one: 09-10 15:00. */
export const shortOf = (at: Moment, now: number): string => `${shortDay(at, now)} ${minuteOf(at)}`;

/** 15:00 when it is today; of any other day with its date: 10-08 15:00, 2027-01-04 15:00. */
export function nearOf(at: Moment, now: number, to: 'minute' | 'second'): string {
  const time = to === 'minute' ? minuteOf(at) : timeOf(at);
  return dateOf(at) === dateOf(now) ? time : `${shortDay(at, now)} ${time}`;
}

const two = (n: number) => String(n).padStart(2, '0');

/** What is left: 11:28 under one hour, "4 小时 48 分" under two days, then "12 天"; 00:00 when over. */
export function countdown(left: number, locale = 'zh-CN'): string {
  const total = Math.max(0, Math.ceil(left / 1000));
  const [hours, minutes] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60)];
  const english = locale === 'en';
  if (total < 3600) return `${two(minutes)}:${two(total % 60)}`;
  if (hours < 48) return english ? `${hours} h ${minutes} min` : `${hours} 小时 ${minutes} 分`;
  const days = Math.floor(hours / 24);
  return english ? `${days} days` : `${days} 天`;
}
