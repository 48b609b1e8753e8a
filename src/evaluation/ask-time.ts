import type { Context } from '../platform/command.ts';
import { atDesk, say } from './desk.ts';
import { requireCheckedIn } from './rules/committee.ts';
import { extendedTo, extensionOf, firstDue, requireMayAskTime } from './rules/time.ts';

/** A member finds the time too short; with more than a third of the committee it is extended at once (B48). */
export async function askForTime(
  ctx: Context,
  lot: string,
  { minutes, reason }: { readonly minutes: number; readonly reason: string },
) {
  await atDesk(ctx, lot, async desk => {
    const { evaluation, member, members, tx } = desk;
    requireCheckedIn({ checkedInAt: member.checkedInAt ?? null });
    requireMayAskTime(evaluation.stage, evaluation.timeAsks, member.number);
    const ask = { number: member.number, minutes, reason };
    const asks = [...evaluation.timeAsks, ask];
    evaluation.timeAsks = asks;
    await say(desk, 'evaluation.time-asked', ask);
    const granted = extensionOf(asks, members.length);
    if (granted === null) return;
    const now = await tx.now();
    const dueAt = extendedTo(
      evaluation.dueAt ?? firstDue(desk.lot.rules.method, now),
      now,
      granted,
    );
    evaluation.dueAt = dueAt;
    evaluation.timeAsks = [];
    const extension = { minutes: granted, dueAt: dueAt.toISOString(), asks };
    evaluation.extensions = [...evaluation.extensions, { ...extension, at: now.toISOString() }];
    await say(desk, 'evaluation.time-extended', extension);
  });
  return { done: true as const };
}
