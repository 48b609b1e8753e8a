import { Bid, BidSegment } from '../bidding/entities.ts';
import { type Context, transact } from '../platform/command.ts';
import type { DueWork } from '../platform/due.ts';
import { eachAlone } from '../platform/each-alone.ts';
import { manifestInside } from '../sealing/signed-manifest.ts';

/** Bids of a lot that another submission of the same bidder took the place of. */
const superseded = `
  select b.id from bid b
  where b.lot = ? and b.kind = 'submitted' and b.destroyed_at is null and exists (
    select 1 from bid n where n.lot = b.lot and n.organisation = b.organisation
      and n.sequence > b.sequence)`;

/**
 * Destroys the outer packages of superseded and withdrawn bids, on record: without them neither bidder nor committee
 * can ever open what the bidder took back. Bytes first, then the record: after a crash the rest is done again.
 */
export const destroySuperseded: DueWork = {
  name: 'destroy superseded bids',
  everyMs: 2000,
  async run(ctx) {
    const halls = await ctx.em.execute<{ lot: string }[]>(
      'select lot from hall where swept_at is null',
    );
    await eachAlone(halls, ({ lot }) => sweep(ctx, lot));
  },
};

/** Once a lot has closed nothing supersedes any more: each is swept once. */
async function sweep(ctx: Context, lot: string): Promise<void> {
  const rows = await ctx.em.execute<{ id: string }[]>(superseded, [lot]);
  await eachAlone(rows, row => destroy(ctx, row.id));
  const now = await ctx.clock.now(ctx.em);
  await ctx.em.execute('update hall set swept_at = ? where lot = ?', [now, lot]);
}

async function destroy(ctx: Context, id: string): Promise<void> {
  const bid = await ctx.em.fork().findOneOrFail(Bid, { id });
  const kept = await keptOuters(ctx, bid);
  const outers = outersOf(bid).filter(sha256 => !kept.has(sha256));
  for (const sha256 of outers) await ctx.storage.remove(sha256);
  await transact(ctx, async tx => {
    const mine = await tx.em.findOneOrFail(Bid, { id });
    if (mine.destroyedAt) return;
    mine.destroyedAt = await tx.now();
    const { lot, sequence, manifestSha256 } = bid;
    const data = { lot, bid: id, sequence, manifestSha256, outers };
    await tx.record({ type: 'opening.destroyed', subject: id, data });
  });
}

/**
 * What stays: a package that the standing bid carries along unchanged, and one that somebody else has sent too. Without
 * the second, two bidders with one package could make the platform destroy what it must keep.
 */
async function keptOuters(ctx: Context, bid: Bid): Promise<Set<string>> {
  const { lot, organisation } = bid;
  const em = ctx.em.fork();
  const newest = await em.findOne(Bid, { lot, organisation }, { orderBy: { sequence: 'desc' } });
  const others = await em.find(BidSegment, {
    sha256: { $in: outersOf(bid) },
    $or: [{ lot: { $ne: lot } }, { organisation: { $ne: organisation } }],
  });
  const standing = newest?.kind === 'submitted' ? outersOf(newest) : [];
  return new Set([...standing, ...others.map(row => row.sha256)]);
}

const outersOf = (bid: Bid): string[] =>
  manifestInside(bid.manifest).envelopes.map(envelope => envelope.outerSha256);
