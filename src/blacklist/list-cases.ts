import type { z } from 'zod';
import type { listCases as contract } from '../../contracts/blacklist.ts';
import type { GroundId } from '../../contracts/sanctions.ts';
import { finalStates } from '../kernel/move.ts';
import type { Context } from '../platform/command.ts';
import { Expert, Organisation } from '../registry/entities.ts';
import { colleaguesOf } from './case-file.ts';
import { SanctionCase } from './entities.ts';
import { presentRow } from './read-case.ts';
import { caseMoves } from './rules/flow.ts';
import { fineText, grounds } from './rules/grounds.ts';

const pageSize = 50;

/** Cases of the caller's authority, or those a respondent was given notice of; newest first. */
export async function listCases(ctx: Context, query: z.output<typeof contract.query>) {
  const em = ctx.em.fork();
  const { list, state, open, after } = query;
  const over = finalStates(caseMoves);
  const found = await em.find(
    SanctionCase,
    {
      ...(await mine(ctx)),
      ...(list ? { list } : {}),
      ...(open === '1' ? { state: { $nin: over } } : {}),
      ...(state ? { state } : {}),
      ...(after ? { number: { $lt: after } } : {}),
    },
    { orderBy: { number: 'desc' }, limit: pageSize + 1 },
  );
  const now = await ctx.clock.now(em);
  const rows = found.slice(0, pageSize).map(held => presentRow(held, now));
  return { rows, next: found.length > pageSize ? (rows.at(-1)?.number ?? null) : null };
}

async function mine({ em, actor }: Context) {
  if (actor.roles.includes('supervisor')) return { authority: actor.organisation ?? actor.person };
  const noticed = { noticedAt: { $ne: null } };
  if (actor.roles.includes('expert')) return { ...noticed, person: actor.person };
  const own = await em.fork().findOne(Organisation, { id: actor.organisation ?? actor.person });
  return { ...noticed, code: own?.code ?? '' };
}

export async function listOfficers(ctx: Context) {
  const people = await colleaguesOf(ctx, ctx.em.fork());
  return { rows: people.map(({ id, name }) => ({ person: id, name })) };
}

const mostExperts = 20;

/** Experts of the pool, for a case against one: by part of a name or employer, never the whole pool. */
export async function findExperts({ em }: Context, text: string) {
  const like = { $like: `%${text.replace(/[\\%_]/g, '\\$&')}%` };
  const found = await em
    .fork()
    .find(
      Expert,
      { $or: [{ person: { name: like } }, { employer: like }] },
      { populate: ['person'], orderBy: { person: { name: 'asc' } }, limit: mostExperts },
    );
  return {
    rows: found.map(({ person: { id, name }, employer }) => ({ person: id, name, employer })),
  };
}

/** The published table of grounds. */
export async function listGrounds() {
  const rows = (Object.keys(grounds) as GroundId[]).map(id => {
    const { fine, articles, ...rest } = grounds[id];
    return { id, ...rest, articles: [...articles], fine: fineText(fine) };
  });
  return { rows };
}
