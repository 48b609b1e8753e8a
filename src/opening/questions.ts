import { v7 } from 'uuid';
import type { Hall as HallReply } from '../../contracts/opening.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { say } from './close-lot.ts';
import { enter, lockHall, requireHost } from './hall.ts';
import { replay, viewerOf } from './read-hall.ts';
import { requireTalk } from './rules.ts';

/** Asks on the spot; the question and its answer go into the record (B44). */
export async function ask(ctx: Context, lot: string, text: string): Promise<{ done: true }> {
  await enter(ctx, lot);
  const from = must(ctx.actor.organisationName, 'ownOrganisation');
  return transact(ctx, async tx => {
    requireTalk((await lockHall(tx.em, lot)).stage);
    await say(tx, lot, 'opening.asked', { question: v7(), from, text });
    return { done: true };
  });
}

/** The host answers on the spot, once. */
export async function answer(
  ctx: Context,
  { lot, question }: { lot: string; question: string },
  text: string,
): Promise<{ done: true }> {
  requireHost(ctx, await enter(ctx, lot));
  const from = ctx.actor.organisationName ?? ctx.actor.name;
  return transact(ctx, async tx => {
    requireTalk((await lockHall(tx.em, lot)).stage);
    const { hall } = await replay(tx, lot, viewerOf(ctx));
    const asked = must(find(hall, question), 'openingQuestion');
    if (asked.answer !== null)
      throw new RuleError('CONFLICT', {
        zh: '这个提问已经答复。',
        en: 'This question has been answered.',
      });
    await say(tx, lot, 'opening.answered', { question, from, text });
    return { done: true };
  });
}

const find = (hall: HallReply, id: string) => hall.questions.find(question => question.id === id);
