import { v7 } from 'uuid';
import type { CommitteeQuestion, QuestionFinding } from '../../contracts/committee-questions.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { atDesk, lockRoom, say } from './desk.ts';
import { Evaluation } from './entities.ts';
import { requireCheckedIn } from './rules/committee.ts';
import { questionDecision, requireOpenQuestion } from './rules/questions.ts';
import { requireStage, sheetStage, sheetStages } from './rules/stages.ts';

type Asked = Pick<CommitteeQuestion, 'item' | 'bids' | 'words' | 'innocent'>;

const same = (a: Asked) => (b: Asked) => a.item === b.item && a.bids.join() === b.bids.join();

/**
 * Puts to the committee what its bids have in common (B40), while it examines them; before and after, and while the
 * lot stands still, there is nobody to ask. A question about the same case and bids is put once.
 */
export async function putQuestions(ctx: Context, lot: string, asked: readonly Asked[]) {
  const { stage } = (await ctx.em.fork().findOne(Evaluation, { lot })) ?? {};
  if (asked.length === 0 || !sheetStages.some(s => s === stage)) return;
  await transact(ctx, async tx => {
    const room = await lockRoom(tx, lot);
    const { evaluation } = room;
    requireStage(evaluation.stage, sheetStage(evaluation.stage));
    const at = (await tx.now()).toISOString();
    for (const question of asked) {
      if (evaluation.questions.some(same(question))) continue;
      const whole = { ...question, id: v7(), at, votes: [], decided: null };
      evaluation.questions = [...evaluation.questions, whole];
      await say(room, 'evaluation.questioned', { id: whole.id, ...question });
    }
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
    sheetStage(evaluation.stage);
    const question = must(
      evaluation.questions.find(q => q.id === id),
      'question',
    );
    requireOpenQuestion(question, member.number);
    const { number } = member;
    const votes = [...question.votes, { number, finding, reason }];
    const decided = questionDecision(votes, members.length);
    const after = { ...question, votes, decided };
    evaluation.questions = evaluation.questions.map(q => (q.id === id ? after : q));
    await say(desk, 'evaluation.question-answered', { id, number, finding, reason });
    if (decided) await say(desk, 'evaluation.question-decided', { id, decided, votes });
  });
  return { done: true as const };
}
