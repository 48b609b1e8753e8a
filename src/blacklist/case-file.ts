import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Context, must } from '../platform/command.ts';
import { Organisation, Person } from '../registry/entities.ts';
import { CaseAct, SanctionCase, SanctionEvidence } from './entities.ts';
import type { CaseFacts, Standing } from './rules/flow.ts';

/** A case with everything in it. */
export interface CaseFile {
  readonly held: SanctionCase;
  readonly acts: readonly CaseAct[];
  readonly evidence: readonly SanctionEvidence[];
  readonly standing: Standing;
}

/**
 * The case as the caller may reach it: its authority from the clue on, the respondent from the notice on. Nobody else
 * finds it: that somebody is looked into is no matter of others.
 */
export async function findCase(ctx: Context, em: EntityManager, id: string): Promise<CaseFile> {
  return fileOf(ctx, em, await em.findOne(SanctionCase, { id }));
}

/** The same under the row lock; ask for the time after it. */
export async function lockCase(ctx: Context, em: EntityManager, id: string): Promise<CaseFile> {
  const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
  return fileOf(ctx, em, await em.findOne(SanctionCase, { id }, lock));
}

async function fileOf(
  ctx: Context,
  em: EntityManager,
  found: SanctionCase | null,
): Promise<CaseFile> {
  const held = must(found, 'case');
  const standing = await standingOf(ctx, em, held);
  must(standing.ofAuthority || (standing.respondent && held.noticedAt) ? held : null, 'case');
  const of = { orderBy: { position: 1 } } as const;
  return {
    held,
    standing,
    acts: await em.find(CaseAct, { case: held.id }, of),
    evidence: await em.find(SanctionEvidence, { owner: held.id }, { orderBy: { at: 1, id: 1 } }),
  };
}

async function standingOf(
  { actor }: Context,
  em: EntityManager,
  held: SanctionCase,
): Promise<Standing> {
  const ofAuthority = actor.roles.includes('supervisor') && actor.organisation === held.authority;
  return {
    ofAuthority,
    officer: held.officers.some(o => o.person === actor.person),
    chair: held.chair === actor.person,
    respondent: await isRespondent({ actor }, em, held),
  };
}

/** Whether the caller is the one whom a case or listing names. */
export async function isRespondent(
  { actor }: Pick<Context, 'actor'>,
  em: EntityManager,
  { code, person }: Pick<SanctionCase, 'code' | 'person'>,
): Promise<boolean> {
  if (person) return actor.person === person;
  if (!code || !actor.organisation || actor.roles.includes('supervisor')) return false;
  const own = await em.findOne(Organisation, { id: actor.organisation });
  return own?.code === code;
}

/** Supervisors of the caller's own authority, by name. */
export async function colleaguesOf({ actor }: Context, em: EntityManager): Promise<Person[]> {
  const organisation = must(actor.organisation, 'ownAuthority');
  const order = { orderBy: { name: 'asc', id: 'asc' } } as const;
  const people = await em.find(Person, { organisation }, order);
  return people.filter(p => p.roles.includes('supervisor'));
}

export const factsOf = (held: SanctionCase): CaseFacts => ({
  state: held.state,
  answerBy: held.answerBy ?? null,
  answeredAt: held.answeredAt ?? null,
  hearingAt: held.hearingAt ?? null,
  servedAt: held.servedAt ?? null,
});

/** The body of the newest act of a kind, out of its signed text. */
export function lastAct<T>(acts: readonly CaseAct[], act: CaseAct['act']): T | null {
  const found = acts.findLast(a => a.act === act);
  return found ? (JSON.parse(found.text) as T) : null;
}
