import type { EntityManager } from '@mikro-orm/postgresql';
import type {
  CreditObjectionDecision as Decision,
  CreditObjection as Objection,
  CreditObjectionStatement as Statement,
} from '../../contracts/credit-entries.ts';
import { type Context, must } from '../platform/command.ts';
import { CreditAct, CreditEntry, CreditObjection } from './entities.ts';
import { entryFactId } from './facts/entries.ts';

/** Objections for supervisors, those that wait first, by their due time. */
export async function listObjections(ctx: Context): Promise<{ rows: Objection[] }> {
  const em = ctx.em.fork();
  const order = { orderBy: { due: 'desc', id: 'desc' }, limit: 200 } as const;
  const waiting = await em.find(CreditObjection, { state: 'filed' }, { orderBy: { due: 'asc' } });
  const decided = await em.find(CreditObjection, { state: { $ne: 'filed' } }, order);
  return { rows: await presentAll(ctx, [...waiting, ...decided]) };
}

export async function presentAll(ctx: Context, found: readonly CreditObjection[]) {
  const rows: Objection[] = [];
  for (const one of found) rows.push(await present(ctx, one));
  return rows;
}

export const readObjection = async (ctx: Context, id: string): Promise<Objection> =>
  present(ctx, must(await ctx.em.fork().findOne(CreditObjection, { id }), 'objection'));

async function present(ctx: Context, one: CreditObjection): Promise<Objection> {
  const { id, fact, name, state, sha256, filedAt, due, decision, decidedBy, decidedAt } = one;
  return {
    ...{ id, fact, name, state, statementSha256: sha256 },
    statement: JSON.parse(one.text) as Statement,
    ...{ filedAt: filedAt.toISOString(), due: due.toISOString() },
    decision:
      decision && decidedAt
        ? {
            by: decidedBy ?? '',
            reason: (JSON.parse(decision) as Decision).reason,
            at: decidedAt.toISOString(),
          }
        : null,
    mayDecide: state === 'filed' && (await isUninvolved(ctx, ctx.em.fork(), fact)),
  };
}

/** Whether the caller, a supervisor, had no part in the entry; of what a trade proves nobody has made an entry. */
export async function isUninvolved(
  { actor }: Pick<Context, 'actor'>,
  em: EntityManager,
  fact: string,
): Promise<boolean> {
  if (!actor.roles.includes('supervisor')) return false;
  const entry = await entryOf(em, fact);
  if (!entry) return true;
  const part = await em.count(CreditAct, { entry: entry.id, person: actor.person });
  return part === 0 && entry.authority === actor.organisation;
}

/** The entry that a fact is, or null when it comes from a trade. */
export async function entryOf(em: EntityManager, fact: string): Promise<CreditEntry | null> {
  const prefix = entryFactId('');
  if (!fact.startsWith(prefix)) return null;
  return em.findOne(CreditEntry, { number: fact.slice(prefix.length) });
}
