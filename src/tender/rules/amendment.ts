import type { LotRules } from '../../../contracts/tender/lot-rules.ts';
import type { Schedule } from '../../../contracts/tender/project.ts';
import {
  addDays,
  clockOf,
  dayOf,
  instantOf,
  type WorkCalendar,
  weekdayOf,
} from '../../kernel/calendar.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import { articles } from './articles.ts';
import { deadlineAfterAmendment } from './day-count.ts';
import { requireLawfulRules } from './lot-rules.ts';

interface LotOfRules {
  readonly id: string;
  readonly rules: LotRules;
}

/** A project as it stands before the amendment. */
export interface Amendable {
  readonly schedule: Schedule;
  readonly lots: readonly LotOfRules[];
}

export interface Change {
  readonly affectsBids: boolean;
  readonly deadline?: string | undefined;
  readonly lots: readonly LotOfRules[];
}

/** What an amendment comes to. `lots` are those whose rules take a new version, so that older seals are refused. */
export interface Amended {
  readonly schedule: Schedule;
  readonly moved: boolean;
  readonly lots: readonly LotOfRules[];
}

/**
 * Decides an amendment sent at `now`. A change of rules always affects bids; what affects bids comes 15 days before the
 * deadline, or the deadline moves of itself (B21); a deadline never comes earlier. Without lots named, a change that
 * affects bids gives every lot a new version.
 */
export function amend(
  project: Amendable,
  change: Change,
  now: Date,
  calendar: WorkCalendar,
): Amended {
  const deadline = new Date(project.schedule.deadline);
  if (now >= deadline)
    throw new RuleError(
      'DEADLINE_PASSED',
      {
        zh: '投标截止之后不能再修改招标文件。',
        en: 'The tender documents cannot change after the deadline.',
      },
      {
        deadline: project.schedule.deadline,
      },
    );
  const affects = change.affectsBids || change.lots.length > 0;
  const least = affects ? deadlineAfterAmendment(deadline, now, calendar) : deadline;
  const chosen = change.deadline === undefined ? least : new Date(change.deadline);
  requireDeadline(chosen, { least, deadline }, calendar);
  return {
    schedule: moveSchedule(project.schedule, chosen),
    moved: chosen.getTime() !== deadline.getTime(),
    lots: affects ? nextVersions(project.lots, change.lots) : [],
  };
}

function requireDeadline(
  chosen: Date,
  { least, deadline }: { least: Date; deadline: Date },
  calendar: WorkCalendar,
): void {
  const facts = { earliest: least.toISOString(), article: articles.B21.name };
  const earliest = dayOf(least);
  const day = `${earliest} ${weekdayOf(earliest)} ${clockOf(least)}`;
  const dayEn = `${earliest} ${weekdayOf(earliest, 'en')} ${clockOf(least)}`;
  if (chosen < least)
    throw new RuleError(
      'SCHEDULE_ILLEGAL',
      {
        zh: `修改影响投标文件编制的，离截止不足 15 日须顺延，截止时间也不能提前。最早 ${day}。`,
        en: `A change that affects bids comes 15 days before the deadline, or the deadline moves; it never comes earlier. Earliest: ${dayEn}.`,
      },
      facts,
    );
  if (chosen.getTime() !== deadline.getTime() && !calendar.isWorking(dayOf(chosen)))
    throw new RuleError(
      'SCHEDULE_ILLEGAL',
      { zh: '投标截止应选在工作日。', en: 'The deadline must be a working day.' },
      {
        ...facts,
        earliest: instantOf(calendar.roll(dayOf(chosen)), clockOf(chosen)).toISOString(),
      },
    );
}

/** Evaluation keeps its distance from a deadline that overtakes it. */
export function moveSchedule(schedule: Schedule, deadline: Date): Schedule {
  const evaluation = new Date(schedule.evaluationFrom);
  const distance = evaluation.getTime() - new Date(schedule.deadline).getTime();
  const evaluationFrom =
    evaluation > deadline ? evaluation : new Date(deadline.getTime() + distance);
  return {
    ...schedule,
    deadline: deadline.toISOString(),
    evaluationFrom: evaluationFrom.toISOString(),
  };
}

function nextVersions(lots: readonly LotOfRules[], changed: readonly LotOfRules[]): LotOfRules[] {
  const stranger = changed.find(c => !lots.some(l => l.id === c.id));
  if (stranger)
    throw new RuleError(
      'NOT_FOUND',
      { zh: '项目里没有这个标段。', en: 'The project has no such lot.' },
      { lot: stranger.id },
    );
  const named = changed.length === 0 ? lots : changed;
  return named.map(({ id, rules }) => {
    const before = lots.find(l => l.id === id)?.rules ?? rules;
    const next = { ...rules, version: before.version + 1 };
    requireLawfulRules(next);
    return { id, rules: next };
  });
}

const dayMs = 86_400_000;

/**
 * The deadline as it would be if the trade went on at `now`: while bids were due and the trade stands still it moves
 * with the clock, so that nothing that comes meanwhile is late (B22).
 */
export const deadlineAsOf = (
  deadline: Date,
  stoppedAt: Date | null,
  now: Date,
  calendar: WorkCalendar,
): Date =>
  stoppedAt ? deadlineAfterSuspension(deadline, { from: stoppedAt, to: now }, calendar) : deadline;

/** The deadline of a lot that was stopped while bids were due: later by the days of the stop, on a working day. */
export function deadlineAfterSuspension(
  deadline: Date,
  stopped: { readonly from: Date; readonly to: Date },
  calendar: WorkCalendar,
): Date {
  const days = Math.ceil((stopped.to.getTime() - stopped.from.getTime()) / dayMs);
  return instantOf(calendar.roll(addDays(dayOf(deadline), days)), clockOf(deadline));
}
