import type { AwardView } from '../../../contracts/award.ts';
import {
  addDays,
  dayOf,
  endOfPeriod,
  instantOf,
  type WorkCalendar,
} from '../../kernel/calendar.ts';
import type { Moves } from '../../kernel/move.ts';
import { RuleError } from '../../kernel/rule-error.ts';

export type AwardState = AwardView['state'];

/** Out of `awarded` only by a supervisor's decision that the award is void. */
export const awardMoves: Moves<AwardState> = {
  none: ['candidates'],
  candidates: ['awarded'],
  awarded: ['candidates', 'void'],
  void: [],
};

/** Days in which the candidates are published after the report, the window stays open, and an objection is answered (B54). */
export const publishWithinDays = 3;
export const windowDays = 3;
export const answerWithinDays = 3;
/** The written contract follows within thirty days of the award notice (A46). */
export const contractWithinDays = 30;

/** The clock of the objection window. While `remainingMs` holds a number the clock stands still (B54). */
export interface Window {
  readonly endsAt: Date;
  readonly remainingMs: number | null;
}

export const openWindow = (publishedAt: Date, calendar: WorkCalendar): Window => ({
  endsAt: endOfPeriod(publishedAt, windowDays, calendar),
  remainingMs: null,
});

/** An objection stops the trade until it is answered; a second one finds the clock stopped already. */
export function stopWindow(window: Window, now: Date): Window {
  if (window.remainingMs !== null) return window;
  return { ...window, remainingMs: window.endsAt.getTime() - now.getTime() };
}

/** The last answer lets the remaining time run on; an end on a day of rest moves to the end of the next working day. */
export function resumeWindow(window: Window, now: Date, calendar: WorkCalendar): Window {
  if (window.remainingMs === null) return window;
  const end = new Date(now.getTime() + window.remainingMs);
  // An end at 24:00 belongs to the day before it.
  const lastDay = dayOf(new Date(end.getTime() - 1));
  const endsAt = calendar.isWorking(lastDay) ? end : instantOf(addDays(calendar.roll(lastDay), 1));
  return { endsAt, remainingMs: null };
}

/** Objections are taken from publication to the end of the window, standing clock included (B54). */
export function requireWindowOpen(state: AwardState, window: Window | null, now: Date): void {
  if (state !== 'candidates' || !window)
    throw new RuleError('WRONG_STATE', {
      zh: '中标候选人还没有公示，或者已经定标，现在不能提出异议。',
      en: 'The candidates are not published yet, or the lot is awarded: no objections now.',
    });
  if (window.remainingMs === null && now >= window.endsAt)
    throw new RuleError(
      'DEADLINE_PASSED',
      {
        zh: '没有接收：公示期已过（实施条例第五十四条）。可以在十日内向行政监督部门投诉。',
        en: 'Not taken: the publicity period is over (Implementing Regulations, art. 54). You may complain to the supervisor within ten days.',
      },
      { windowEndsAt: window.endsAt.toISOString() },
    );
}

export interface Standing {
  readonly rank: number;
  /** Why it gave up or was disqualified; null while it stands. */
  readonly outReason: string | null;
}

/** The winner: the highest-ranked candidate that still stands (B55: where the state pays, nobody else may be chosen). */
export function winnerOf<C extends Standing>(candidates: readonly C[]): C {
  const standing = candidates.filter(c => c.outReason === null).sort((a, b) => a.rank - b.rank);
  const [first] = standing;
  if (!first)
    throw new RuleError('WRONG_STATE', {
      zh: '候选人都已放弃或被取消资格，不能定标，应当重新招标（实施条例第五十五条）。',
      en: 'All candidates have given up or are disqualified. The lot cannot be awarded; hold the tender again (Implementing Regulations, art. 55).',
    });
  return first;
}

/** Only while candidates are published, once each, and with a reason: the next then follows (B55). */
export function requireStanding(
  state: AwardState,
  candidate: Standing | undefined,
): asserts candidate is Standing {
  if (state !== 'candidates')
    throw new RuleError(
      'WRONG_STATE',
      { zh: '现在没有公示中的候选人。', en: 'No candidates are on publicity now.' },
      { state },
    );
  if (!candidate)
    throw new RuleError('NOT_FOUND', {
      zh: '没有这个名次的候选人。',
      en: 'There is no candidate of this rank.',
    });
  if (candidate.outReason !== null)
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '这个候选人已经放弃或被取消资格。',
        en: 'This candidate has given up or is disqualified.',
      },
      {
        reason: candidate.outReason,
      },
    );
}

/** No award before the window has ended, nor while an objection waits for its answer (B54). */
export function requireMayAward(
  state: AwardState,
  window: Window | null,
  openObjections: number,
  now: Date,
): void {
  if (state !== 'candidates' || !window)
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '先公示中标候选人，才能定标（实施条例第五十四条）。',
        en: 'Publish the candidates before the award (Implementing Regulations, art. 54).',
      },
      {
        state,
      },
    );
  if (openObjections > 0)
    throw new RuleError(
      'OBJECTION_PENDING',
      {
        zh: `还有 ${openObjections} 件异议没有答复，答复前暂停招标投标活动（实施条例第五十四条）。`,
        en: `${openObjections} objections are open; the tender is stopped until they are answered (Implementing Regulations, art. 54).`,
      },
      { open: openObjections },
    );
  if (now < window.endsAt)
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '公示期还没有结束，不能定标（实施条例第五十四条）。',
        en: 'The publicity period is not over; no award yet (Implementing Regulations, art. 54).',
      },
      {
        windowEndsAt: window.endsAt.toISOString(),
      },
    );
}
