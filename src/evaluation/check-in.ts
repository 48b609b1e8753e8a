import type { Context } from '../platform/command.ts';
import { atDesk, say } from './desk.ts';

/** Checks a member in at its venue with the promise of impartiality; a second time changes nothing. */
export async function checkIn(ctx: Context, lot: string, venue: string) {
  await atDesk(ctx, lot, async desk => {
    const { member, tx } = desk;
    if (member.checkedInAt) return;
    member.checkedInAt = await tx.now();
    member.venue = venue;
    await say(desk, 'evaluation.checked-in', { number: member.number, venue });
  });
  return { done: true as const };
}
