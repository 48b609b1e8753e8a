import { LockMode } from '@mikro-orm/core';
import { v7 } from 'uuid';
import { type Context, must, transact } from '../platform/command.ts';
import { Lot } from '../tender/entities.ts';
import { say } from './close-lot.ts';
import { HallSignIn } from './entities.ts';
import { lockHall, lockOwnBid } from './hall.ts';
import { requireSignIn } from './rules.ts';

/**
 * Signs a bidder in. Before the close it goes into a table that nobody reads and an event that belongs to no room: even
 * the number of those who signed in would tell how many have bid (C21). The close shows them all together.
 */
export async function signIn(ctx: Context, lotId: string): Promise<{ done: true }> {
  const organisation = must(ctx.actor.organisation, 'ownOrganisation');
  return transact(ctx, async tx => {
    // Shared, so that it goes before the close or after it, and never in between.
    const row = await tx.em.findOne(Lot, { id: lotId }, { lockMode: LockMode.PESSIMISTIC_READ });
    const lot = must(row, 'lot');
    const now = await tx.now();
    if (lot.state === 'bidding') {
      requireSignIn(lot, 'waiting', now);
      const key = { lot: lotId, organisation };
      if (await tx.em.findOne(HallSignIn, key)) return { done: true };
      tx.em.create(HallSignIn, { ...key, at: now });
      await tx.record({ type: 'opening.signed-in', subject: v7(), data: key });
      return { done: true };
    }
    const hall = await lockHall(tx.em, lotId);
    requireSignIn(lot, hall.stage, now);
    const bid = await lockOwnBid(tx.em, ctx, lotId);
    if (bid.signedInAt) return { done: true };
    bid.signedInAt = now;
    await say(tx, lotId, 'opening.signed-in', { bid: bid.bid });
    return { done: true };
  });
}
