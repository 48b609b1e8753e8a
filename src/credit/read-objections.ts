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
  const waiting = found.filter(({ state }) => state === 'filed').map(({ fact }) => fact);
  const mayDecide = new Set(await uninvolvedIn(ctx, ctx.em.fork(), waiting));
  return found.map(one => present(one, one.state === 'filed' && mayDecide.has(one.fact)));
}

export async function readObjection(ctx: Context, id: string): Promise<Objection> {
  const found = must(await ctx.em.fork().findOne(CreditObjection, { id }), 'objection');
  return must((await presentAll(ctx, [found]))[0], 'objection');
}

function present(one: CreditObjection, mayDecide: boolean): Objection {
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
    mayDecide,
  };
}

/** The facts in whose entry the caller, a supervisor, had no part; of what a trade proves nobody has made an entry. */
export async function uninvolvedIn(
  { actor }: Pick<Context, 'actor'>,
  em: EntityManager,
  facts: readonly string[],
): Promise<string[]> {
  if (!actor.roles.includes('supervisor') || facts.length === 0) return [];
  const numbers = facts.flatMap(fact => entryNumber(fact) ?? []);
  const entries = await em.find(CreditEntry, { number: { $in: numbers } });
  const byFact = new Map(entries.map(entry => [entryFactId(entry.number), entry]));
  const own = { entry: { $in: entries.map(({ id }) => id) }, person: actor.person };
  const acts = await em.find(CreditAct, own, { fields: ['entry'] });
  const involved = new Set(acts.map(({ entry }) => entry));
  return facts.filter(fact => {
    const entry = byFact.get(fact);
    return !entry || (entry.authority === actor.organisation && !involved.has(entry.id));
  });
}

/** The number of the entry that a fact is, or null when it comes from a trade. */
function entryNumber(fact: string): string | null {
  const prefix = entryFactId('');
  return fact.startsWith(prefix) ? fact.slice(prefix.length) : null;
}

/** The entry that a fact is, or null when it comes from a trade. */
export async function entryOf(em: EntityManager, fact: string): Promise<CreditEntry | null> {
  const number = entryNumber(fact);
  return number === null ? null : em.findOne(CreditEntry, { number });
}
