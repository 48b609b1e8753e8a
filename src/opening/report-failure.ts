import { Bid } from '../bidding/entities.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { manifestInside } from '../sealing/signed-manifest.ts';
import { say } from './close-lot.ts';
import { findPlace, lockHall, lockOwnBid } from './hall.ts';
import { isIntact } from './intact.ts';
import { type Failure, requireWindow } from './rules.ts';

/**
 * Puts on record that a bidder's machine could not release, with its cause. Whether the platform still holds the
 * packages as it received them is checked at once: it decides whose turn it is.
 */
export async function reportFailure(
  ctx: Context,
  lot: string,
  { cause, detail }: { cause: Failure; detail: string },
): Promise<{ done: true }> {
  const { own } = await findPlace(ctx, lot);
  const bid = await ctx.em.findOneOrFail(Bid, { id: must(own, 'ownBid').bid });
  const outers = manifestInside(bid.manifest).envelopes.map(envelope => envelope.outerSha256);
  const owner = (await isIntact(ctx.storage, outers)) ? 'bidder' : 'platform';
  return transact(ctx, async tx => {
    const hall = await lockHall(tx.em, lot);
    requireWindow({ ...hall, windowEndsAt: hall.windowEndsAt ?? null }, await tx.now());
    const mine = await lockOwnBid(tx.em, ctx, lot);
    const said = mine.failure === cause && mine.failureDetail === detail;
    if (mine.releasedAt || said) return { done: true };
    Object.assign(mine, { failure: cause, failureDetail: detail });
    const { bid: id, organisation } = mine;
    const facts = { bid: id, organisation, cause, detail, owner } as const;
    await say(tx, lot, 'opening.release-failed', facts);
    return { done: true };
  });
}
