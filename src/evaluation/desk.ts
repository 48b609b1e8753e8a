import { LockMode } from '@mikro-orm/core';
import { CommitteeSeat } from '../experts/entities.ts';
import { seatActor } from '../experts/rules/committee.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, type Transaction, transact } from '../platform/command.ts';
import { Lot } from '../tender/entities.ts';
import { Evaluation, EvaluationMember } from './entities.ts';
import type { EvaluationFacts } from './rules/facts.ts';

/** The evaluation under its row lock, in the transaction that will change it. */
export interface Room {
  readonly tx: Transaction;
  readonly evaluation: Evaluation;
  readonly lot: Lot;
  /** Those who sit now, by number. */
  readonly members: readonly EvaluationMember[];
}

/** A member at work in the room. */
export interface Desk extends Room {
  readonly member: EvaluationMember;
  readonly leads: boolean;
}

/** Locks the room; suspended or ended lots admit nothing (B22, B54). */
export async function lockRoom(tx: Transaction, lotId: string): Promise<Room> {
  const evaluation = must(
    await tx.em.findOne(Evaluation, { lot: lotId }, { lockMode: LockMode.PESSIMISTIC_WRITE }),
    'evaluation',
  );
  const lot = must(await tx.em.findOne(Lot, { id: lotId }), 'lot');
  const running = ['closed', 'opening', 'opened', 'evaluating'].includes(lot.state);
  if (!running)
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '这个标段的评标已经暂停或结束。',
        en: 'The evaluation of this lot is suspended or over.',
      },
      { state: lot.state },
    );
  const members = await tx.em.find(
    EvaluationMember,
    { lot: lotId, leftAt: null },
    { orderBy: { number: 1 } },
  );
  return { tx, evaluation, lot, members };
}

/** The caller's seat on the committee of a lot, or null. */
export const seatOf = (ctx: Context, lot: string): Promise<CommitteeSeat | null> =>
  ctx.em
    .fork()
    .findOne(CommitteeSeat, { lot, person: ctx.actor.person, leftAt: null, reply: 'accepted' });

/** Lets a member act at its desk, on record under its seat; who has none does not find the room. */
export async function atDesk<T>(
  ctx: Context,
  lot: string,
  act: (desk: Desk) => Promise<T>,
): Promise<T> {
  const seat = must(await seatOf(ctx, lot), 'ownSeat');
  return transact({ ...ctx, actor: seatActor(ctx.actor, seat.id) }, async tx => {
    const room = await lockRoom(tx, lot);
    const member = must(
      room.members.find(m => m.id === seat.id),
      'ownSeat',
    );
    const leads = room.evaluation.leader === member.number;
    return act({ ...room, member, leads });
  });
}

/** Records what happened in the room. */
export function say<T extends keyof EvaluationFacts>(
  { tx, lot }: Pick<Room, 'tx' | 'lot'>,
  type: T,
  data: EvaluationFacts[T],
): ReturnType<Transaction['record']> {
  const json = data as unknown as Record<string, unknown>;
  return tx.record({ type, subject: lot.id, room: `evaluation:${lot.id}`, data: json });
}
