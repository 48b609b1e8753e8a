import type { EntityManager } from '@mikro-orm/postgresql';
import { type Context, must, type Transaction } from '../platform/command.ts';
import { Organisation } from '../registry/entities.ts';
import type { BidderFacts } from './rules/bidder.ts';
import { type LotFacts, lotTitle } from './rules/lot.ts';

/** What the rules look at, and what papers call the lot. */
export interface Found {
  readonly lot: LotFacts;
  readonly title: string;
  readonly code: string;
}

/** What of a lot may change after its publication. In a last minute rows are read by the hundred: no entities. */
interface Changing extends Pick<LotFacts, 'state' | 'rulesSha256' | 'committeeKeySha256'> {
  readonly deadline: string;
  readonly stoppedAt: string | null;
  readonly envelopes: LotFacts['rules']['envelopes'];
  readonly bond: LotFacts['rules']['bond'];
  readonly bondTerms: LotFacts['rules']['bondTerms'];
}

const changing = `l.state, l.deadline, l.stopped_at as "stoppedAt", l.rules -> 'envelopes' as envelopes,
  l.rules ->> 'bond' as bond, l.rules -> 'bondTerms' as "bondTerms",
  l.rules_sha256 as "rulesSha256", l.committee_key_sha256 as "committeeKeySha256"`;

/** A lot and its project, for `factsOf`: columns and tables of a select. */
export interface LotRow extends Changing, Pick<LotFacts, 'id' | 'project' | 'tenderer' | 'agency'> {
  readonly code: string;
  readonly name: string;
  readonly title: string;
}
export const lotRow = {
  columns: `l.id, ${changing}, l.title, p.id as project, p.tenderer, p.agency, p.code, p.name`,
  tables: 'lot l join project p on p.id = l.project_id',
};

export function foundOf(row: LotRow): Found {
  const { id, project, tenderer, agency, code } = row;
  const lot = { id, project, tenderer, agency, ...factsOf(row) };
  return { lot, title: lotTitle(row, row), code };
}

const factsOf = (row: Changing) => {
  const { state, deadline, envelopes, bond, bondTerms, rulesSha256, committeeKeySha256 } = row;
  const rules = { envelopes, bond, bondTerms };
  const stoppedAt = row.stoppedAt === null ? null : new Date(row.stoppedAt);
  return { state, deadline: new Date(deadline), stoppedAt, rules, rulesSha256, committeeKeySha256 };
};

/** The lot as it is now, without a lock: good for a first look, not for a decision. */
export async function findLot(em: EntityManager, id: string): Promise<Found> {
  const { columns, tables } = lotRow;
  const [row] = await em.execute<LotRow[]>(`select ${columns} from ${tables} where l.id = ?`, [id]);
  return foundOf(must(row, 'lot'));
}

/**
 * The lot under its row lock, which orders submissions and the close, and the time read after the lock. What never
 * changes after publication is taken from `found`: while the lock is held all other bidders of the lot wait.
 */
export async function lockLot(
  tx: Transaction,
  { lot: found }: Found,
): Promise<{ lot: LotFacts; now: Date }> {
  const select = `select ${changing} from lot l where l.id = $1 for update`;
  const { row, now } = must(await tx.lock<Changing>(select, [found.id]), 'lot');
  return { lot: { ...found, ...factsOf(row) }, now };
}

/** A bidder by the name that papers bear. */
export type Bidder = Omit<BidderFacts, 'sanction'> & { readonly name: string };

/** The organisation for which the caller acts, as the register knows it. */
export async function readBidder(ctx: Context): Promise<Bidder> {
  const id = must(ctx.actor.organisation, 'ownOrganisation');
  const { kinds, name } = must(await ctx.em.findOne(Organisation, { id }), 'ownOrganisation');
  return { organisation: id, kinds, name };
}
