import type { EntityManager } from '@mikro-orm/postgresql';
import { Bid } from '../bidding/entities.ts';
import { hex } from '../kernel/bytes.ts';
import { must } from '../platform/command.ts';
import { Event } from '../platform/ledger/entities.ts';
import { leafHash } from '../transparency/hash.ts';
import { leafEntry } from '../transparency/leaf.ts';
import { paddedRoot } from '../transparency/padded-root.ts';
import { standing } from './rules.ts';

export interface SealedSet {
  /** In the order of their leaf hashes, which the blinds make random: neither time nor bidder shows in it. */
  readonly bids: readonly Bid[];
  /** RFC 6962 root over the log entries of the bids in this order, padded; hexadecimal. */
  readonly root: string;
}

/** What is sealed at the close of a lot: the newest bid of each bidder that did not withdraw. */
export async function sealedSet(em: EntityManager, lot: string): Promise<SealedSet> {
  const { sealed } = standing(await em.find(Bid, { lot }));
  const events = await em.find(Event, { id: { $in: sealed.map(bid => bid.event) } });
  const byId = new Map(events.map(event => [event.id, event]));
  const leaves = sealed.map(bid => {
    const { type, blind, text } = must(byId.get(bid.event), 'bid');
    const entry = leafEntry(type, new Uint8Array(blind), text);
    return { bid, entry, place: hex(leafHash(entry)) };
  });
  leaves.sort((a, b) => (a.place < b.place ? -1 : 1));
  return {
    bids: leaves.map(leaf => leaf.bid),
    root: hex(paddedRoot(leaves.map(leaf => leaf.entry))),
  };
}
