import type { EntityManager } from '@mikro-orm/postgresql';
import type { Appeal, AppealDecision, AppealStatement } from '../../contracts/sanctions.ts';
import { chinaCalendar } from '../kernel/calendar.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must } from '../platform/command.ts';
import { lastAct } from './case-file.ts';
import type { NoticeText } from './case-text.ts';
import { CaseAct, Sanction, SanctionAppeal, SanctionCase, SanctionEvidence } from './entities.ts';
import { presentEvidence } from './read-case.ts';
import { toneOf } from './rules/due.ts';

/** Appeals, newest first: the caller's own, or for a supervisor all. */
export async function listAppeals(ctx: Context): Promise<{ rows: Appeal[] }> {
  const { actor } = ctx;
  const mine = actor.organisation ? { organisation: actor.organisation } : { person: actor.person };
  const where = actor.roles.includes('supervisor') ? {} : mine;
  const found = await ctx.em
    .fork()
    .find(SanctionAppeal, where, { orderBy: { filedAt: 'desc', id: 'desc' }, limit: 200 });
  const rows: Appeal[] = [];
  for (const appeal of found) rows.push(await presentAppeal(ctx, appeal));
  return { rows };
}

export async function readAppeal(ctx: Context, id: string): Promise<Appeal> {
  return presentAppeal(ctx, must(await ctx.em.fork().findOne(SanctionAppeal, { id }), 'appeal'));
}

export async function requireParty(
  { actor }: Pick<Context, 'actor'>,
  { organisation, person }: SanctionAppeal,
): Promise<void> {
  const own = organisation ? actor.organisation === organisation : actor.person === person;
  must(own || actor.roles.includes('supervisor') ? true : null, 'appeal');
}

/** Who decides had no part in the case: neither opened, investigated, chaired nor decided it. */
export async function requireUninvolved({ actor, em }: Context, sanction: Sanction): Promise<void> {
  if (await isUninvolved({ actor, em }, sanction)) return;
  throw new RuleError(
    'FORBIDDEN',
    {
      zh: '办过本案的人员应当回避，由其他人员决定（行政处罚法第四十三条）。',
      en: 'Who handled the case stands aside; others decide (Administrative Penalties Law, art. 43).',
    },
    {
      reason: 'involved',
    },
  );
}

async function isUninvolved(
  { actor, em }: Pick<Context, 'actor' | 'em'>,
  { case: id }: Sanction,
): Promise<boolean> {
  if (!actor.roles.includes('supervisor')) return false;
  const held = id ? await em.fork().findOne(SanctionCase, { id }) : null;
  if (!held) return true;
  const involved = [held.openedBy, held.decider, held.chair, ...held.officers.map(o => o.person)];
  return !involved.includes(actor.person);
}

/** What the notice before the decision used; none where the case is another city's. */
export async function evidenceUsed(
  em: EntityManager,
  { case: id }: Sanction,
): Promise<SanctionEvidence[]> {
  if (!id) return [];
  const acts = await em.find(CaseAct, { case: id }, { orderBy: { position: 1 } });
  const used = lastAct<NoticeText>(acts, 'notice')?.evidence.map(e => e.id) ?? [];
  return em.find(SanctionEvidence, { id: { $in: used } }, { orderBy: { at: 1, id: 1 } });
}

async function presentAppeal(ctx: Context, appeal: SanctionAppeal): Promise<Appeal> {
  const em = ctx.em.fork();
  const { id, number, kind, state, filedAt, due } = appeal;
  const sanction = await em.findOneOrFail(Sanction, { id: appeal.sanction });
  const statement = JSON.parse(appeal.text) as AppealStatement;
  const files = await em.find(SanctionEvidence, {
    owner: sanction.id,
    sha256: { $in: statement.proofs },
  });
  const now = await ctx.clock.now(em);
  const open = state === 'filed';
  return {
    ...{ id, number, subject: sanction.subject, kind, state, statement },
    statementSha256: appeal.sha256,
    evidence: (await evidenceUsed(em, sanction)).map(presentEvidence),
    proofs: files.map(f => ({ id: f.id, name: f.name, sha256: f.sha256, bytes: f.bytes })),
    ...{ filedAt: filedAt.toISOString(), due: due.toISOString() },
    tone: toneOf(open ? due : null, now, chinaCalendar),
    decidedAt: appeal.decidedAt?.toISOString() ?? null,
    decisions: appeal.decisions.map(({ text, name, at }) => ({
      ...(JSON.parse(text) as AppealDecision),
      by: name,
      at,
    })),
    mayDecide: open && (await isUninvolved(ctx, sanction)),
  };
}
