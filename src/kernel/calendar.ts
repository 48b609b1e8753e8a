import { DateTime } from 'luxon';
import type { Words } from '../../contracts/words.ts';
import { holidays2025 } from './holidays/2025.ts';
import { holidays2026 } from './holidays/2026.ts';
import { holidays2027 } from './holidays/2027.ts';
import type { HolidayYear } from './holidays/year.ts';

/** The zone of every legal date, whatever the machine's own zone. */
export const zone = 'Asia/Shanghai';

/** A calendar day in China, "2026-10-08". */
export type Day = string;

interface DayKind {
  readonly day: Day;
  readonly working: boolean;
  readonly kind: 'working' | 'make-up' | 'weekend' | 'holiday';
  /** Name of the holiday, when it is one. */
  readonly name: Words | null;
  /** The year's official arrangement is not known: the answer may change. */
  readonly provisional: boolean;
}

/** Where the last day of a period falls: as counted, and after moving off a day of rest. */
interface PeriodEnd {
  readonly counted: Day;
  readonly rolled: Day;
}

export interface WorkCalendar {
  /** The arrangement in force for a year; one that nobody has entered knows only days whose date never moves. */
  readonly yearOf: (year: number) => HolidayYear;
  readonly kindOf: (day: Day) => DayKind;
  readonly isWorking: (day: Day) => boolean;
  /** `day` itself when it is worked, else the next day that is (Civil Code 203). */
  readonly roll: (day: Day) => Day;
  /** The n-th working day after `day`; before it when n is negative. */
  readonly addWorkingDays: (day: Day, n: number) => Day;
  /** Working days after `from` up to and including `to`; negative when `to` is earlier. */
  readonly countWorkingDays: (from: Day, to: Day) => number;
  /**
   * The last day of a period of `days` calendar days: the day of the start is not counted (Civil Code 201), and a last
   * day of rest moves to the next working day (Civil Code 203).
   */
  readonly periodEnd: (start: Day, days: number) => PeriodEnd;
}

const at = (day: Day) => DateTime.fromISO(day, { zone });
const iso = (time: DateTime) => time.toFormat('yyyy-MM-dd');

/** The day in China on which `instant` falls. */
export const dayOf = (instant: Date): Day => iso(DateTime.fromJSDate(instant, { zone }));

/** The time of day in China, "09:30". */
export const clockOf = (instant: Date): string =>
  DateTime.fromJSDate(instant, { zone }).toFormat('HH:mm');

/** The instant of `day` at `clock` ("09:30") in China. */
export const instantOf = (day: Day, clock = '00:00'): Date =>
  DateTime.fromISO(`${day}T${clock}`, { zone }).toJSDate();

export const addDays = (day: Day, n: number): Day => iso(at(day).plus({ days: n }));

/** Calendar days from `from` to `to`: 09-14 to 10-04 is 20. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round(at(to).diff(at(from), 'days').days);

const weekdays: Readonly<Record<keyof Words, readonly string[]>> = {
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
};
export const weekdayOf = (day: Day, language: keyof Words = 'zh'): string =>
  weekdays[language][at(day).weekday - 1] ?? '';

/** For a year that nobody has entered: the statutory days whose date never moves. */
const fixedDays = (year: number): HolidayYear => ({
  year,
  version: 0,
  provisional: true,
  source: '尚未收录，仅含日期固定的法定节日',
  sourceEn: 'Not entered yet; only the statutory days of fixed date',
  holidays: [
    { name: '元旦', nameEn: 'New Year', from: `${year}-01-01`, to: `${year}-01-01` },
    { name: '劳动节', nameEn: 'Labour Day', from: `${year}-05-01`, to: `${year}-05-02` },
    { name: '国庆', nameEn: 'National Day', from: `${year}-10-01`, to: `${year}-10-03` },
  ],
  makeUpDays: [],
});

/** Of several arrangements of one year the highest version holds. */
function newest(years: readonly HolidayYear[]): Map<number, HolidayYear> {
  const byYear = new Map<number, HolidayYear>();
  for (const entry of years)
    if (entry.version >= (byYear.get(entry.year)?.version ?? 0)) byYear.set(entry.year, entry);
  return byYear;
}

/** A year that an operator entered may name its holidays in Chinese only. */
const nameOf = ({ name, nameEn }: HolidayYear['holidays'][number]): Words => ({
  zh: name,
  en: nameEn ?? 'Public holiday',
});

function kindIn(arrangement: HolidayYear, day: Day): DayKind {
  const { provisional } = arrangement;
  const holiday = arrangement.holidays.find(h => h.from <= day && day <= h.to);
  if (holiday) return { day, working: false, kind: 'holiday', name: nameOf(holiday), provisional };
  if (arrangement.makeUpDays.includes(day))
    return { day, working: true, kind: 'make-up', name: null, provisional };
  return at(day).weekday >= 6
    ? { day, working: false, kind: 'weekend', name: null, provisional }
    : { day, working: true, kind: 'working', name: null, provisional };
}

/** Builds a calendar from arrangements by year; a year without one knows weekends and fixed days only. */
export function workCalendar(years: readonly HolidayYear[]): WorkCalendar {
  const byYear = newest(years);
  const yearOf = (year: number) => byYear.get(year) ?? fixedDays(year);
  const kindOf = (day: Day) => kindIn(yearOf(Number(day.slice(0, 4))), day);
  const isWorking = (day: Day) => kindOf(day).working;
  const roll = (day: Day): Day => (isWorking(day) ? day : roll(addDays(day, 1)));
  const addWorkingDays = (day: Day, n: number): Day => {
    const step = Math.sign(n);
    let [reached, left] = [day, Math.abs(n)];
    while (left > 0) {
      reached = addDays(reached, step);
      if (isWorking(reached)) left -= 1;
    }
    return reached;
  };
  const countWorkingDays = (from: Day, to: Day): number => {
    if (to < from) return -countWorkingDays(to, from);
    let count = 0;
    for (let day = from; day < to; ) {
      day = addDays(day, 1);
      if (isWorking(day)) count += 1;
    }
    return count;
  };
  const periodEnd = (start: Day, days: number): PeriodEnd => {
    const counted = addDays(start, days);
    return { counted, rolled: roll(counted) };
  };
  return {
    yearOf,
    kindOf,
    isWorking,
    roll,
    addWorkingDays,
    countWorkingDays,
    periodEnd,
  };
}

/** The State Council's arrangements that the project carries. */
export const builtInYears: readonly HolidayYear[] = [holidays2025, holidays2026, holidays2027];
export const chinaCalendar: WorkCalendar = workCalendar(builtInYears);

/** The end (24:00 in China) of the last of `days` days after `from`; a last day of rest moves to the next working day. */
export function endOfPeriod(from: Date, days: number, calendar: WorkCalendar): Date {
  const { rolled } = calendar.periodEnd(dayOf(from), days);
  return instantOf(addDays(rolled, 1));
}

/** The end (24:00 in China) of the n-th working day after `from`; the day of `from` is not counted. */
export const endOfWorkingDays = (from: Date, days: number, calendar: WorkCalendar): Date =>
  instantOf(addDays(calendar.addWorkingDays(dayOf(from), days), 1));

/** The same time of day `n` calendar months later in China; a day which that month lacks becomes its last. */
export const addMonths = (from: Date, n: number): Date =>
  DateTime.fromJSDate(from, { zone }).plus({ months: n }).toJSDate();
