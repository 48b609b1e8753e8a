import type { Context } from '../platform/command.ts';
import { atDesk, say } from './desk.ts';
import { requireCheckedIn } from './rules/committee.ts';
import { electedLeader, requireMayElect, withVote } from './rules/leader.ts';

/** Votes for the member who is to lead the committee; the vote that decides makes it so (D9). */
export async function electLeader(ctx: Context, lot: string, choice: number) {
  await atDesk(ctx, lot, async desk => {
    const { evaluation, member, members } = desk;
    requireCheckedIn({ checkedInAt: member.checkedInAt ?? null });
    const numbers = members.map(m => m.number);
    const { stage, leader = null } = evaluation;
    requireMayElect({ stage, leader }, numbers, choice);
    const { votes } = withVote({ leader, votes: evaluation.leaderVotes }, member.number, choice);
    evaluation.leaderVotes = votes;
    await say(desk, 'evaluation.leader-voted', { number: member.number, choice });
    const elected = electedLeader(votes, numbers);
    if (elected === null) return;
    evaluation.leader = elected;
    await say(desk, 'evaluation.leader-elected', { number: elected, votes });
  });
  return { done: true as const };
}
