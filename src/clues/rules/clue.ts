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

/** Working days in which somebody must have looked into a clue [K]; the last of them are yellow. */
export const lookWithinDays = 5;
const yellowDays = 2;

export function dueBy(raisedAt: Date, calendar: WorkCalendar): Date {
  const last = calendar.addWorkingDays(dayOf(raisedAt), lookWithinDays);
  return instantOf(addDays(last, 1));
}

/** 红黄牌: yellow in the last two working days, red once the time is over; none when somebody has ended it. */
export function cardOf(
  state: ClueState,
  due: Date,
  now: Date,
  calendar: WorkCalendar,
): 'none' | 'yellow' | 'red' {
  if (state !== 'new' && state !== 'held') return 'none';
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
