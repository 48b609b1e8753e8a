import type { CaseLook } from '../../contracts/sanction-case.ts';
import { type Context, transact } from '../platform/command.ts';
import { Event } from '../platform/ledger/entities.ts';
import { Person } from '../registry/entities.ts';
import { type CaseFile, findCase } from './case-file.ts';
import type { SanctionAppeal } from './entities.ts';
import type { Standing } from './rules/flow.ts';
import { lookTypes, lookWords } from './rules/looks.ts';

/** Every look at a case is on record before anything is shown, with the capacity in which it was made. */
export async function recordLook(
  ctx: Context,
  { held, standing }: Pick<CaseFile, 'held' | 'standing'>,
  type: keyof typeof lookWords,
  said: object,
): Promise<void> {
  const data = { ...said, as: capacityOf(standing) };
  await transact(ctx, tx => tx.record({ type, subject: held.id, data }));
}

/** The same for a look through an appeal: by its author, or by who handles it. */
export async function recordAppealLook(
  ctx: Context,
  { sanction }: SanctionAppeal,
  type: keyof typeof lookWords,
  said: object,
): Promise<void> {
  const as: CaseLook['as'] = ctx.actor.roles.includes('supervisor') ? 'appeal' : 'respondent';
  await transact(ctx, tx => tx.record({ type, subject: sanction, data: { ...said, as } }));
}

function capacityOf({ ofAuthority, officer, chair }: Standing): CaseLook['as'] {
  if (!ofAuthority) return 'respondent';
  if (officer) return 'officer';
  return chair ? 'chair' : 'authority';
}

const most = 500;

/**
 * Who looked, newest first. The authority reads names. The respondent reads when, at what and in what capacity, and no
 * name but its own: nothing in the law gives it more, and officers are named to it where it may refuse them.
 */
export async function listLooks(ctx: Context, id: string): Promise<{ rows: CaseLook[] }> {
  const em = ctx.em.fork();
  const { held, standing } = await findCase(ctx, em, id);
  const since = standing.ofAuthority ? held.openedAt : (held.noticedAt ?? held.openedAt);
  const events = await em.find(
    Event,
    { subject: held.id, type: { $in: [...lookTypes] }, at: { $gte: since } },
    { orderBy: { at: 'desc', id: 'desc' }, limit: most },
  );
  const people = await em.find(Person, { id: { $in: events.map(event => event.actor) } });
  const rows = events.flatMap(({ type, actor, at, text }) => {
    const { as } = (JSON.parse(text) as { data: Pick<CaseLook, 'as'> }).data;
    const what = lookWords[type];
    const named = standing.ofAuthority || actor === ctx.actor.person;
    const by = named ? (people.find(person => person.id === actor)?.name ?? null) : null;
    return what ? [{ at: at.toISOString(), what, as, by }] : [];
  });
  return { rows };
}
