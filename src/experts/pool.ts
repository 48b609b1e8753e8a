import { Bid } from '../bidding/entities.ts';
import { dayOf } from '../kernel/calendar.ts';
import type { Context, Transaction } from '../platform/command.ts';
import { Expert, Organisation } from '../registry/entities.ts';
import type { Project } from '../tender/entities.ts';
import { type Parties, type PoolSnapshot, snapshotPool } from './rules/exclusion.ts';

/** The pool as it is now, seen from one lot: who is in it and who must not judge these parties (D12). */
export async function takePool(
  ctx: Context,
  tx: Transaction,
  lot: string,
  project: Project,
): Promise<PoolSnapshot> {
  const experts = await tx.em.find(Expert, {}, { populate: ['person'] });
  const now = await tx.now();
  const barred = await barredOf(ctx, tx, experts, now);
  const pool = experts.map(expert => ({
    person: expert.person.id,
    city: expert.city,
    disciplines: expert.disciplines,
    employer: expert.employer,
    pastEmployers: expert.pastEmployers,
    active: expert.active,
    sanctions: barred.get(expert.person.id) ?? [],
  }));
  return snapshotPool(pool, await partiesOf(tx, lot, project), dayOf(now));
}

/** Who of the pool is on a list now, and until when. */
async function barredOf(
  ctx: Context,
  { em }: Transaction,
  experts: readonly Expert[],
  now: Date,
): Promise<Map<string, { until: string | null }[]>> {
  const barred = new Map<string, { until: string | null }[]>();
  for (const { person } of experts) {
    const bar = await ctx.barOn(em, { expert: person.id }, now);
    if (bar) barred.set(person.id, [{ until: bar.until && dayOf(new Date(bar.until)) }]);
  }
  return barred;
}

/** Whoever submitted counts as a bidder, a bid later withdrawn included. */
async function partiesOf({ em }: Transaction, lot: string, project: Project): Promise<Parties> {
  const bids = await em.find(Bid, { lot }, { fields: ['organisation'] });
  const agency = project.agency ? [project.agency] : [];
  const ids = [project.tenderer, ...agency, ...bids.map(b => b.organisation)];
  const units = await em.find(Organisation, { id: { $in: ids } });
  const all = await em.find(Organisation, {});
  const supervisors = all.filter(o => o.kinds.includes('supervision'));
  return { units: units.map(u => u.name), supervisors: supervisors.map(s => s.name) };
}
