import { RuleError } from '../kernel/rule-error.ts';
import type { Context } from '../platform/command.ts';
import { atDesk, say } from './desk.ts';
import { requireCheckedIn } from './rules/committee.ts';

/** Speaks to the committee; what is said is kept with the record. */
export async function speak(ctx: Context, lot: string, text: string) {
  await atDesk(ctx, lot, async desk => {
    const { member, evaluation } = desk;
    requireCheckedIn({ checkedInAt: member.checkedInAt ?? null });
    if (evaluation.stage === 'finished')
      throw new RuleError('WRONG_STATE', {
        zh: '评标已经结束，讨论已封存。',
        en: 'The evaluation is over; the discussion is sealed.',
      });
    await say(desk, 'evaluation.said', { number: member.number, text });
  });
  return { done: true as const };
}
