import { v7 } from 'uuid';
import type { CommitteeQuestion, QuestionFinding } from '../../contracts/committee-questions.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { atDesk, lockRoom, type Room, say } from './desk.ts';
import { Evaluation, ReportSignature } from './entities.ts';
import { drawOf } from './price.ts';
import { announceReport, drawUpReport } from './report.ts';
import { requireCheckedIn } from './rules/committee.ts';
import { questionDecision, requireAskable, requireOpenQuestion } from './rules/questions.ts';
import { sheetStages } from './rules/stages.ts';

type Asked = Pick<CommitteeQuestion, 'item' | 'limb' | 'bids' | 'words' | 'innocent'>;

const same = (a: Asked) => (b: Asked) =>
  a.item === b.item && a.limb === b.limb && a.bids.join() === b.bids.join();

/**
 * Puts to the committee what its bids have in common (B40), while it examines them; before and after, and while the
 * lot stands still, there is nobody to ask. A question about the same case and bids is put once.
 */
export async function putQuestions(ctx: Context, lot: string, asked: readonly Asked[]) {
  const { stage } = (await ctx.em.fork().findOne(Evaluation, { lot })) ?? {};
  const examined = sheetStages.some(s => s === stage);
  const open = asked.filter(({ limb }) => examined || (stage === 'report' && limb === 'prices'));
  if (open.length === 0) return;
  await transact(ctx, async tx => {
    const room = await lockRoom(tx, lot);
    const { evaluation } = room;
    const state = { stage: evaluation.stage, signed: await signedBy(room) };
    const fresh = open.filter(question => !evaluation.questions.some(same(question)));
    if (fresh.length === 0 || (state.stage === 'report' && state.signed > 0)) return;
    const at = (await tx.now()).toISOString();
    for (const question of fresh) {
      requireAskable(question, state);
      const whole = { ...question, id: v7(), at, votes: [], decided: null };
      evaluation.questions = [...evaluation.questions, whole];
      await say(room, 'evaluation.questioned', { id: whole.id, ...question });
    }
    await redraw(ctx, room);
  });
}

/** A member's finding on one question; more than half decide. */
export async function findOnQuestion(
  ctx: Context,
  { lot, question: id }: { readonly lot: string; readonly question: string },
  { finding, reason }: { readonly finding: QuestionFinding; readonly reason: string },
) {
  await atDesk(ctx, lot, async desk => {
    const { evaluation, member, members } = desk;
    requireCheckedIn({ checkedInAt: member.checkedInAt ?? null });
    const question = must(
      evaluation.questions.find(q => q.id === id),
      'question',
    );
    requireAskable(question, { stage: evaluation.stage, signed: await signedBy(desk) });
    requireOpenQuestion(question, member.number);
    const { number } = member;
    const votes = [...question.votes, { number, finding, reason }];
    const decided = questionDecision(votes, members.length);
    const after = { ...question, votes, decided };
    evaluation.questions = evaluation.questions.map(q => (q.id === id ? after : q));
    await say(desk, 'evaluation.question-answered', { id, number, finding, reason });
    if (!decided) return;
    await say(desk, 'evaluation.question-decided', { id, decided, votes });
    await redraw(ctx, desk);
  });
  return { done: true as const };
}

const signedBy = ({ tx, lot }: Room): Promise<number> =>
  tx.em.count(ReportSignature, { lot: lot.id });

/** The report that waits for its signatures says what was asked and found meanwhile. */
async function redraw(ctx: Context, room: Room): Promise<void> {
  if (room.evaluation.stage !== 'report') return;
  await drawUpReport(room, await drawOf(ctx, room.lot));
  await announceReport(room);
}
