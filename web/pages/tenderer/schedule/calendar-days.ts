import type { Finding } from '../../../../contracts/tender/lawfulness.ts';
import type { Schedule } from '../../../../contracts/tender/project.ts';
import { addDays, type WorkCalendar } from '../../../../src/kernel/calendar.ts';
import { legalDays } from '../../../../src/tender/rules/day-count.ts';
import { dateOf } from '../../../time.ts';
import { sayRow } from '../../../words/language.ts';

export interface Month {
  readonly year: number;
  readonly month: number;
}

export const monthOf = (day: string): Month => ({
  year: Number(day.slice(0, 4)),
  month: Number(day.slice(5, 7)),
});

export function shiftMonth({ year, month }: Month, by: number): Month {
  const index = year * 12 + month - 1 + by;
  return { year: Math.floor(index / 12), month: (index % 12) + 1 };
}

const two = (n: number) => String(n).padStart(2, '0');

/** The weeks of a month, Monday first; null outside it. */
export function weeksOf({ year, month }: Month): (string | null)[][] {
  const first = new Date(Date.UTC(year, month - 1, 1));
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const lead = (first.getUTCDay() + 6) % 7;
  const cells: (string | null)[] = Array.from({ length: lead }, () => null);
  for (let d = 1; d <= days; d++) cells.push(`${year}-${two(month)}-${two(d)}`);
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, i) => cells.slice(i * 7, i * 7 + 7));
}

export interface DayMark {
  readonly classes: readonly string[];
  /** Key of a word, or a holiday's own name. */
  readonly note: string;
  readonly named: boolean;
}

/** How a schedule looks on a calendar: what each day is, and what falls on it. */
export function markDays(
  schedule: Schedule,
  calendar: WorkCalendar,
  findings: readonly Finding[],
  today: string,
): (day: string) => DayMark {
  const issue = dateOf(schedule.issueFrom);
  const deadline = dateOf(schedule.deadline);
  const refused = findings.find(f => ['preparation', 'deadline-day'].includes(f.item) && !f.lawful);
  const prepared = addDays(issue, legalDays.preparation);
  const events: readonly (readonly [string, string, string])[] = [
    [issue, 'ev', 'issued'],
    [deadline, refused ? 'badd' : 'ev', refused ? 'tooEarly' : 'due'],
    [refused?.earliest ? dateOf(refused.earliest) : '', 'legal', 'earliest'],
    [dateOf(schedule.issueTo), '', 'saleEnds'],
    [dateOf(schedule.evaluationFrom), '', 'evaluates'],
    [today, '', 'today'],
  ];
  return day => {
    const event = events.find(([at]) => at === day);
    const kind = calendar.kindOf(day);
    const classes = [
      kind.working ? '' : 'off',
      kind.kind === 'make-up' ? 'mk' : '',
      issue <= day && day <= prepared ? 'span' : '',
      day === today ? 'today' : '',
      event?.[1] ?? '',
    ];
    return { classes: classes.filter(name => name !== ''), ...noteOf(kind, event?.[2]) };
  };
}

function noteOf(
  kind: ReturnType<WorkCalendar['kindOf']>,
  event: string | undefined,
): Pick<DayMark, 'note' | 'named'> {
  if (event) return { note: event, named: false };
  if (kind.kind === 'make-up') return { note: 'workday', named: false };
  return { note: kind.name ? sayRow(kind.name) : '', named: true };
}
