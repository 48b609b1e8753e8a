import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { DropWhy } from '../../../contracts/sanction-case.ts';
import { leastBids } from '../../analytics/price/prices.ts';
import {
  CaseAct,
  Sanction,
  SanctionAppeal,
  SanctionCase,
  SanctionEvidence,
} from '../../blacklist/entities.ts';
import { SealedBid } from '../../opening/entities.ts';
import type { Context } from '../../platform/command.ts';
import { type Labels, labelsOf, type TeachingCase } from '../rules/labels.ts';

const Noticed = z.object({ evidence: z.array(z.object({ id: z.string() })) });
const Dropped = z.object({ because: DropWhy });
const Stored = z.object({ finding: z.object({ lot: z.string().nullable() }) });

export interface DecidedLots extends Labels {
  /** Decided lots that prices say nothing of: fewer than three bids were opened. */
  readonly tooFewBids: number;
}

/** The lots of the city that people have decided, out of the signed acts of its cases: clues and clicks are not asked. */
export async function readDecided(ctx: Context): Promise<DecidedLots> {
  const { labels, leftOut } = labelsOf(await readCases(ctx));
  const lots = { $in: labels.map(({ lot }) => lot) };
  const opened = { lot: lots, opened: { $ne: null } };
  const bids = await ctx.em.fork().find(SealedBid, opened, { fields: ['lot'] });
  const byLot = Map.groupBy(bids, bid => bid.lot);
  const priced = labels.filter(({ lot }) => (byLot.get(lot)?.length ?? 0) >= leastBids);
  return { labels: priced, leftOut, tooFewBids: labels.length - priced.length };
}

async function readCases(ctx: Context): Promise<TeachingCase[]> {
  const em = ctx.em.fork();
  const cases = await em.find(SanctionCase, { list: 'violations' }, { orderBy: { number: 1 } });
  const of = { $in: cases.map(({ id }) => id) };
  const acts = await em.find(CaseAct, { case: of, act: { $in: ['notice', 'drop'] } });
  const evidence = Map.groupBy(await em.find(SanctionEvidence, { owner: of }), e => e.owner);
  const listings = await em.find(Sanction, { case: of, peer: null });
  const contested = await contestedOf(ctx, listings);
  const read: TeachingCase[] = [];
  for (const { id, number, ground, state } of cases) {
    const own = acts.filter(act => act.case === id).sort((a, b) => a.position - b.position);
    const all = evidence.get(id) ?? [];
    const used = usedOf(
      own.findLast(({ act }) => act === 'notice'),
      all,
    );
    const listing = listings.find(one => one.case === id);
    const dropped = own.findLast(({ act }) => act === 'drop');
    read.push({
      ...{ number, ground, state, lots: await lotsOf(ctx, used) },
      because: dropped ? (Dropped.safeParse(JSON.parse(dropped.text)).data?.because ?? null) : null,
      listing: listing ? { state: listing.state, contested: contested.has(listing.id) } : null,
      ownFindings: used.some(({ kind }) => kind === 'file'),
    });
  }
  return read;
}

/** What the notice rests on; without one, all that was gathered. */
function usedOf(notice: CaseAct | undefined, all: readonly SanctionEvidence[]) {
  if (!notice) return all;
  const named = new Set(Noticed.parse(JSON.parse(notice.text)).evidence.map(({ id }) => id));
  return all.filter(({ id }) => named.has(id));
}

async function contestedOf(ctx: Context, listings: readonly Sanction[]): Promise<Set<string>> {
  const filed = await ctx.em.fork().find(SanctionAppeal, {
    ...{ sanction: { $in: listings.map(({ id }) => id) }, state: 'filed' },
    kind: { $in: ['objection', 'review'] },
  });
  return new Set(filed.map(({ sanction }) => sanction));
}

/** The lots of these clues, from the snapshots whose hashes the acts bear; a clue over the years names no single one. */
async function lotsOf(ctx: Context, evidence: readonly SanctionEvidence[]): Promise<string[]> {
  const lots: string[] = [];
  for (const { sha256 } of evidence.filter(({ kind }) => kind === 'clue')) {
    const read = Stored.safeParse(await json(ctx.storage.open(sha256)));
    if (read.data?.finding.lot) lots.push(read.data.finding.lot);
  }
  return [...new Set(lots)];
}
