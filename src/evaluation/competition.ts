import type { Context } from '../platform/command.ts';
import { endStage } from './advance.ts';
import { atDesk, say } from './desk.ts';
import { lockedSheets } from './locked-sheets.ts';
import { requireCheckedIn } from './rules/committee.ts';
import { competitionDecision, requireOpenVote } from './rules/competition.ts';

/** Votes on whether fewer than three bids are still a competition; more than half decide (D27). */
export async function voteOnCompetition(
  ctx: Context,
  lot: string,
  vote: { readonly proceed: boolean; readonly reason: string },
) {
  await atDesk(ctx, lot, async desk => {
    const { evaluation, member, members } = desk;
    requireCheckedIn({ checkedInAt: member.checkedInAt ?? null });
    const open = evaluation.competition ?? null;
    const before = (open?.votes ?? []).map(v => ({
      ...v,
      member: v.number,
      proceed: v.proceed === true,
    }));
    requireOpenVote(open, before, member.number);
    if (!open) return;
    const votes = [...open.votes, { number: member.number, ...vote }];
    await say(desk, 'evaluation.voted', { number: member.number, ...vote });
    const all = [...before, { member: member.number, ...vote }];
    const proceed = competitionDecision(all, members.length);
    evaluation.competition = { ...open, votes, proceed };
    if (proceed === null) return;
    await say(desk, 'evaluation.competition-decided', { proceed, votes });
    const outcomes = evaluation.outcomes.filter(o => o.stage === 'responsiveness');
    const sheets = (await lockedSheets(desk)).filter(s => s.stage === 'responsiveness');
    await endStage(desk, 'responsiveness', outcomes, sheets);
  });
  return { done: true as const };
}
