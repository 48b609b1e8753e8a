import { LockMode } from '@mikro-orm/core';
import type { Bid } from '../bidding/entities.ts';
import { utf8 } from '../kernel/bytes.ts';
import { move } from '../kernel/move.ts';
import { type Context, type Transaction, transact } from '../platform/command.ts';
import type { DueWork } from '../platform/due.ts';
import { eachAlone } from '../platform/each-alone.ts';
import type { Recorded } from '../platform/ledger/append.ts';
import { Event } from '../platform/ledger/entities.ts';
import { Organisation } from '../registry/entities.ts';
import { Lot } from '../tender/entities.ts';
import { afterClose, lotMoves } from '../tender/rules/lifecycle.ts';
import { Hall, HallSignIn, SealedBid } from './entities.ts';
import type { HallFacts } from './reducer.ts';
import { hallMoves, isDue } from './rules.ts';
import { sealedSet } from './sealed-set.ts';

/** `opening:<lot>` */
export const roomOf = (lot: string): string => `opening:${lot}`;

/** Closes every lot whose deadline has come and that no objection has stopped. */
export const closeLots: DueWork = {
  name: 'close lots',
  everyMs: 250,
  async run(ctx) {
    const due = await ctx.em.execute<{ id: string }[]>(
      `select id from lot where state = 'bidding' and stopped_at is null
         and deadline <= (select to_timestamp(${ctx.clock.sql}::bigint / 1000.0))`,
    );
    await eachAlone(due, lot => closeLot(ctx, lot.id));
  },
};

/** Stamps what was closed; the authority may answer slowly, or not at all, and no other lot waits for it. */
export const stampCloses: DueWork = {
  name: 'stamp closes',
  everyMs: 500,
  async run(ctx) {
    const unstamped = await ctx.em.find(Hall, { closeToken: null });
    await eachAlone(unstamped, hall => stampClose(ctx, hall));
  },
};

/**
 * Closes one lot under the row lock that every submission takes: whoever got a receipt is in the set, whoever waits for
 * the lock is late. Does nothing when another node was first or the deadline has moved.
 */
export async function closeLot(ctx: Context, id: string): Promise<void> {
  await transact(ctx, async tx => {
    const lot = await tx.em.findOneOrFail(Lot, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const now = await tx.now();
    if (!isDue(lot, now)) return;
    lot.state = move(lotMoves, lot.state, 'closed');
    const { bids, root } = await sealedSet(tx.em, id);
    const outcome = afterClose(bids.length);
    const opens = outcome === 'opening';
    const { releaseWindowMinutes } = lot.rules;
    const windowEndsAt = opens ? new Date(now.getTime() + releaseWindowMinutes * 60_000) : null;
    const shown = opens ? await seal(tx, id, bids) : [];
    const count = bids.length;
    const facts = { root, count, windowEndsAt: windowEndsAt?.toISOString() ?? null, bids: shown };
    const closed = await say(tx, id, 'opening.closed', facts);
    if (!opens) await say(tx, id, 'opening.failed', { count });
    lot.state = move(lotMoves, lot.state, outcome);
    tx.em.create(Hall, {
      ...{ lot: id, stage: move(hallMoves, 'waiting', opens ? 'releasing' : 'failed') },
      ...{ closedAt: now, root, closeEvent: closed.id, closeToken: null, windowEndsAt },
      ...{ revealedAt: null, record: null, recordSha256: null, recordEvent: null },
      ...{ recordedAt: null, sweptAt: null },
    });
  });
}

/** Says something in the hall: an event of the lot's room. */
export function say<T extends keyof HallFacts>(
  tx: Transaction,
  lot: string,
  type: T,
  facts: HallFacts[T],
): Promise<Recorded> {
  return tx.record({ type, subject: lot, room: roomOf(lot), data: { lot, ...facts } });
}

async function seal(
  tx: Transaction,
  lot: string,
  bids: readonly Bid[],
): Promise<HallFacts['opening.closed']['bids']> {
  const ids = bids.map(bid => bid.organisation);
  const firms = await tx.em.find(Organisation, { id: { $in: ids } });
  const names = new Map(firms.map(firm => [firm.id, firm.name]));
  const signIns = await tx.em.find(HallSignIn, { lot });
  const times = new Map(signIns.map(signIn => [signIn.organisation, signIn.at]));
  return bids.map(({ id: bid, organisation }, i) => {
    const signedInAt = times.get(organisation) ?? null;
    const known = { bid, number: i + 1, organisation, bidder: names.get(organisation) ?? '' };
    tx.em.create(SealedBid, {
      ...{ ...known, lot, signedInAt, releasedAt: null, recovery: null, failure: null },
      ...{ failureDetail: null, fate: null, cause: null, owner: null, opened: null },
    });
    return { ...known, signedInAt: signedInAt?.toISOString() ?? null };
  });
}

/** An RFC 3161 token over the record of the close: an outside clock says that the set was fixed by then. */
async function stampClose(ctx: Context, hall: Hall): Promise<void> {
  const event = await ctx.em.findOneOrFail(Event, { id: hall.closeEvent });
  const token = await ctx.centre.stamp(utf8(event.text), await ctx.clock.now(ctx.em));
  await ctx.em.execute('update hall set close_token = ? where lot = ? and close_token is null', [
    Buffer.from(token),
    hall.lot,
  ]);
}
