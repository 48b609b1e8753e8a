import type { ClueState } from '../../../contracts/clues/clue.ts';
import { addDays, dayOf, instantOf, type WorkCalendar } from '../../kernel/calendar.ts';
import type { Moves } from '../../kernel/move.ts';
import { RuleError } from '../../kernel/rule-error.ts';

/** A clue is looked into by a person; only a person ends it, and a dismissed one may be taken up again. */
export const clueMoves: Moves<ClueState> = {
  new: ['held'],
  held: ['confirmed', 'dismissed', 'case'],
  confirmed: ['case'],
  dismissed: ['held'],
  case: [],
};

/**
 * Working days in which a clue must leave a state [K]: somebody looks into it, and what was confirmed becomes a case.
 * In the other states nothing more is due. The last of the days are yellow.
 */
const withinDays = { new: 5, held: 5, confirmed: 10 } as const;
const yellowDays = 2;

/** When a clue that came into `state` at `since` must have left it. */
export function dueBy(state: keyof typeof withinDays, since: Date, calendar: WorkCalendar): Date {
  return instantOf(addDays(calendar.addWorkingDays(dayOf(since), withinDays[state]), 1));
}

/** 红黄牌: yellow in the last two working days, red once the time is over; none when it is over. */
export function cardOf(
  state: ClueState,
  due: Date,
  now: Date,
  calendar: WorkCalendar,
): 'none' | 'yellow' | 'red' {
  if (!(state in withinDays)) return 'none';
  if (now >= due) return 'red';
  const lastDay = dayOf(new Date(due.getTime() - 1));
  return calendar.countWorkingDays(dayOf(now), lastDay) < yellowDays ? 'yellow' : 'none';
}

/** Only who has taken a clue ends it: a verdict has a name. */
export function requireOwner(owner: string | null, person: string): void {
  if (owner !== person)
    throw new RuleError(
      'FORBIDDEN',
      {
        zh: '这条线索由别人负责，或还没有人领取。请先领取，再作处理。',
        en: 'Somebody else holds this clue, or nobody does. Take it first.',
      },
      {
        reason: 'owner',
      },
    );
}
