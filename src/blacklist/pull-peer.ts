import { LockMode } from '@mikro-orm/core';
import type { FeedPage, Peer } from '../../contracts/sanction-exchange.ts';
import { type Context, must, transact } from '../platform/command.ts';
import type { DueWork } from '../platform/due.ts';
import { eachAlone } from '../platform/each-alone.ts';
import { SanctionPeer } from './entities.ts';
import { fetchConsistency, fetchPage } from './fetch-feed.ts';
import { lockLists } from './lists.ts';
import { readPeer } from './peers.ts';
import { takeEntry } from './take-import.ts';
import {
  checkedHead,
  FeedFault,
  requireContinued,
  type VerifiedEntry,
  verifyEntry,
} from './verify-feed.ts';

const pause = { wellMs: 5 * 60_000, illMs: 10 * 60_000 };
const mostPages = 20;

/** Reads the lists of other cities every few minutes; one that is in alarm waits for a person. */
export const pullPeers: DueWork = {
  name: 'pull-peers',
  everyMs: 5000,
  async run(ctx) {
    const em = ctx.em.fork();
    const due = { state: 'active' as const, nextAt: { $lte: await ctx.clock.now(em) } };
    await eachAlone(await em.find(SanctionPeer, due), ({ id }) => pull(ctx, id));
  },
};

/** Reads one now, in alarm or not: if it proves itself, it goes on. */
export async function pullPeer(ctx: Context, id: string): Promise<Peer> {
  must(await ctx.em.fork().findOne(SanctionPeer, { id }), 'city');
  await pull(ctx, id);
  return readPeer(ctx, id);
}

async function pull(ctx: Context, id: string): Promise<void> {
  try {
    for (let page = 0; page < mostPages; page++) if (!(await pullPage(ctx, id))) return;
  } catch (error) {
    if (!(error instanceof FeedFault)) throw error;
    await keepFault(ctx, id, error);
  }
}

/** One page, all of it or nothing: fetched and verified outside the transaction. Says whether there is more. */
async function pullPage(ctx: Context, id: string): Promise<boolean> {
  const peer = await ctx.em.fork().findOneOrFail(SanctionPeer, { id });
  const page = await fetchPage(peer.url, peer.cursor);
  const entries = await verifyPage(peer, page);
  await transact(ctx, async tx => {
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
    const held = await tx.em.findOneOrFail(SanctionPeer, { id }, lock);
    if (held.cursor !== peer.cursor || held.checkpoint !== peer.checkpoint) return;
    await lockLists(tx.em);
    const now = await tx.now();
    for (const entry of entries) await takeEntry(tx, held, entry, now);
    Object.assign(held, {
      ...{ cursor: entries.at(-1)?.cursor ?? held.cursor, state: 'active', fault: null },
      ...{ checkpoint: page.checkpoint, pulledAt: now },
      nextAt: new Date(now.getTime() + pause.wellMs),
    });
    if (entries.length === 0) return;
    const data = { name: held.name, cursor: held.cursor, entries: entries.length };
    await tx.record({ type: 'sanction.pulled', subject: id, data });
  });
  return page.more && entries.length > 0;
}

async function verifyPage(peer: SanctionPeer, page: FeedPage): Promise<VerifiedEntry[]> {
  const { checkpoint } = page;
  const seen = peer.checkpoint ?? null;
  if (checkpoint === null) {
    if (seen !== null || page.entries.length > 0) throw new FeedFault('rollback');
    return [];
  }
  const head = checkedHead(checkpoint, peer);
  if (seen !== null) {
    const before = checkedHead(seen, peer);
    const grown = head.size > before.size && before.size > 0;
    const proof = grown ? await fetchConsistency(peer.url, before.size, head.size) : [];
    requireContinued(before, head, proof);
  }
  const verified: VerifiedEntry[] = [];
  for (const entry of page.entries) {
    const after = verified.at(-1)?.cursor ?? peer.cursor;
    verified.push(await verifyEntry(entry, after, checkpoint, peer));
  }
  return verified;
}

/** A lie is an alarm on record; an unreachable peer is asked again later. */
function keepFault(ctx: Context, id: string, { alarming, fault, message }: FeedFault) {
  return transact(ctx, async tx => {
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
    const held = await tx.em.findOneOrFail(SanctionPeer, { id }, lock);
    const now = await tx.now();
    const known = held.fault === message;
    held.fault = message;
    held.nextAt = new Date(now.getTime() + pause.illMs);
    if (alarming) held.state = 'alarm';
    const data = { name: held.name, fault };
    if (alarming && !known) await tx.record({ type: 'sanction.peer-alarm', subject: id, data });
  });
}
