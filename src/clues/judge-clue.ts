import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { chinaCalendar } from '../kernel/calendar.ts';
import { move } from '../kernel/move.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { Clue } from './entities.ts';
import { clueMoves, dueBy, requireOwner } from './rules/clue.ts';

const done = { done: true as const };

/** Under its row lock: two people must not end one clue. */
export async function lockClue(em: EntityManager, id: string): Promise<Clue> {
  return must(await em.findOne(Clue, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE }), 'clue');
}

/** Takes a clue: from now on it is the caller's to look into. A dismissed one is thereby taken up again. */
export async function holdClue(ctx: Context, id: string) {
  await transact(ctx, async tx => {
    const clue = await lockClue(tx.em, id);
    // Taken up again, a clue has its time anew.
    if (clue.state === 'dismissed') clue.dueBy = dueBy('held', await tx.now(), chinaCalendar);
    clue.state = move(clueMoves, clue.state, 'held');
    clue.owner = ctx.actor.person;
    clue.ownerName = ctx.actor.name;
    clue.verdict = null;
    clue.judgedAt = null;
    await tx.record({ type: 'clues.held', subject: id, data: { number: clue.number } });
  });
  return done;
}

/** A person's verdict on a clue; indicators are measured by it. */
export async function judgeClue(
  ctx: Context,
  id: string,
  { verdict, reason }: { verdict: 'confirmed' | 'dismissed'; reason: string },
) {
  await transact(ctx, async tx => {
    const clue = await lockClue(tx.em, id);
    requireOwner(clue.owner ?? null, ctx.actor.person);
    clue.state = move(clueMoves, clue.state, verdict);
    clue.verdict = reason;
    clue.judgedAt = await tx.now();
    if (verdict === 'confirmed') clue.dueBy = dueBy(verdict, clue.judgedAt, chinaCalendar);
    const data = { number: clue.number, reason };
    await tx.record({ type: `clues.${verdict}`, subject: id, data });
  });
  return done;
}
