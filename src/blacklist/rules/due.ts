import type { CaseRow, CaseState } from '../../../contracts/sanction-case.ts';
import type { AppealKind } from '../../../contracts/sanctions.ts';
import {
  addDays,
  dayOf,
  endOfPeriod,
  endOfWorkingDays,
  type WorkCalendar,
} from '../../kernel/calendar.ts';

/** How long a step may take, and who says so. Local values may be changed here. */
interface Term {
  readonly days: number;
  readonly count: 'working' | 'calendar';
  readonly source: string;
}
const term = (days: number, count: Term['count'], source: string): Term => ({
  days,
  count,
  source,
});

export const terms = {
  /** To file a case or dismiss the clue. */
  clue: term(15, 'working', '本市规定'),
  /** From filing to the decision. */
  decision: term(90, 'calendar', '行政处罚法第六十条'),
  /** For statement, defence and the request of a hearing. */
  answer: term(5, 'working', '行政处罚法第六十四、八十五条'),
  service: term(7, 'calendar', '行政处罚法第六十一条'),
  publication: term(7, 'working', '本市规定；行政处罚信息公示七个工作日'),
  /** To ask for review after publication, and to decide on it. */
  reviewFiling: term(60, 'calendar', '行政复议法第二十条'),
  objection: term(3, 'working', '本市规定'),
  review: term(60, 'calendar', '行政复议法第六十二条'),
  repair: term(10, 'working', '本市规定'),
} as const;

export const endOf = ({ days, count }: Term, from: Date, calendar: WorkCalendar): Date =>
  count === 'working' ? endOfWorkingDays(from, days, calendar) : endOfPeriod(from, days, calendar);

/** When each step began, as far as it has. */
export interface Steps {
  readonly openedAt: Date;
  readonly filedAt: Date | null;
  readonly decidedAt: Date | null;
  readonly servedAt: Date | null;
}

/** Until when the next step of a case is due; null when there is none. */
export function dueOf(state: CaseState, steps: Steps, calendar: WorkCalendar): Date | null {
  if (state === 'clue') return endOf(terms.clue, steps.openedAt, calendar);
  if (['investigating', 'noticed', 'hearing', 'heard'].includes(state) && steps.filedAt)
    return endOf(terms.decision, steps.filedAt, calendar);
  if (state !== 'decided' || !steps.decidedAt) return null;
  return endOf(steps.servedAt ? terms.publication : terms.service, steps.decidedAt, calendar);
}

export const appealDue = (kind: AppealKind, filedAt: Date, calendar: WorkCalendar): Date =>
  endOf(terms[kind], filedAt, calendar);

const warnDays = 3;

/** Yellow card three working days before, red card after 红黄牌. */
export function toneOf(due: Date | null, now: Date, calendar: WorkCalendar): CaseRow['tone'] {
  if (!due) return 'done';
  if (now >= due) return 'red';
  // The due time is 24:00 of its last day, which is the day before.
  const lastDay = addDays(dayOf(due), -1);
  return calendar.countWorkingDays(dayOf(now), lastDay) < warnDays ? 'yellow' : 'ok';
}
