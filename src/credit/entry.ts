import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Context, must } from '../platform/command.ts';
import { CreditAct, CreditEntry, CreditObjection } from './entities.ts';
import { entryFactId } from './facts/entries.ts';
import type { EntryFacts, Standing } from './rules/flow.ts';

/** An entry with everything done with it. */
export interface EntryFile {
  readonly held: CreditEntry;
  readonly acts: readonly CreditAct[];
  readonly facts: EntryFacts;
}

/** An entry of the caller's own authority; others do not find it here. */
export async function findEntry(
  { actor }: Pick<Context, 'actor'>,
  em: EntityManager,
  number: string,
): Promise<EntryFile> {
  const held = must(await em.findOne(CreditEntry, { number }), 'entry');
  must(held.authority === actor.organisation ? held : null, 'entry');
  return fileOf(em, held);
}

/** The same under the row lock; ask for the time after it. */
export async function lockEntry(
  ctx: Pick<Context, 'actor'>,
  em: EntityManager,
  number: string,
): Promise<EntryFile> {
  await em.findOne(CreditEntry, { number }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  return findEntry(ctx, em, number);
}

export async function fileOf(em: EntityManager, held: CreditEntry): Promise<EntryFile> {
  const acts = await em.find(CreditAct, { entry: held.id }, { orderBy: { position: 1 } });
  const waiting = { fact: entryFactId(held.number), state: 'filed' as const };
  const disputed = (await em.count(CreditObjection, waiting)) > 0;
  return { held, acts, facts: { state: held.state, answerBy: held.answerBy ?? null, disputed } };
}

export const standingTo = ({ actor }: Pick<Context, 'actor'>, { acts }: EntryFile): Standing => ({
  enterer: acts[0]?.person === actor.person,
});
