import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Context, must } from '../platform/command.ts';
import { type CreditAct, CreditEntry, CreditObjection } from './entities.ts';
import { entryFactId } from './facts/entries.ts';
import type { EntryFacts, Standing } from './rules/flow.ts';

type Act = Pick<CreditAct, 'entry' | 'act' | 'text' | 'sha256' | 'person' | 'name' | 'at'>;

/** An entry with everything done with it. */
export interface EntryFile {
  readonly held: CreditEntry;
  readonly acts: readonly Act[];
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
  return must((await filesOf(em, [held]))[0], 'entry');
}

/** Many at once, in two questions; the signatures stay where they are. */
export async function filesOf(
  em: EntityManager,
  entries: readonly CreditEntry[],
): Promise<EntryFile[]> {
  if (entries.length === 0) return [];
  const acts = await em.execute<Act[]>(
    `select entry, act, text, sha256, person, name, at from credit_act where entry in (?) order by position`,
    [entries.map(held => held.id)],
  );
  const waiting = await em.find(
    CreditObjection,
    { fact: { $in: entries.map(held => entryFactId(held.number)) }, state: 'filed' },
    { fields: ['fact'] },
  );
  const disputed = new Set(waiting.map(({ fact }) => fact));
  const ofEntry = Map.groupBy(acts, act => act.entry);
  return entries.map(held => {
    const { state, answerBy = null } = held;
    const facts = { state, answerBy, disputed: disputed.has(entryFactId(held.number)) };
    return {
      held,
      acts: (ofEntry.get(held.id) ?? []).map(act => ({ ...act, at: new Date(act.at) })),
      facts,
    };
  });
}

export const standingTo = ({ actor }: Pick<Context, 'actor'>, { acts }: EntryFile): Standing => ({
  enterer: acts[0]?.person === actor.person,
});
