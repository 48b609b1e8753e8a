import type { EntityManager } from '@mikro-orm/postgresql';
import type { Transaction } from '../platform/command.ts';
import type { Recorded } from '../platform/ledger/append.ts';
import { prepared } from '../platform/prepared.ts';
import { SanctionEntry } from './entities.ts';
import type { EntryKind } from './rules/listing.ts';

/** Any number of its own: the lock of both lists. */
const lockId = 5_820_117;

/**
 * Changes of the lists go one after another, and after every act that has asked whether it is barred: a bid accepted at
 * a time was checked against every listing in effect at that time, and cursors of the feed are in order of commit.
 */
export const lockLists = (em: EntityManager) =>
  em.execute('select pg_advisory_xact_lock(?)', [lockId]);

/** Held to the end of an act that must not be barred. */
export const shareLists = (em: EntityManager) =>
  prepared(em, 'select pg_advisory_xact_lock_shared($1)', [lockId]);

/** Records what has become of a listing: one event, which is also the text of the feed's entry. The caller holds the lock. */
export async function enter(
  tx: Transaction,
  sanction: { readonly id: string; readonly number: string },
  kind: EntryKind,
  said: object,
): Promise<Recorded> {
  const { id, number } = sanction;
  const data = { kind, number, ...said };
  const event = await tx.record({ type: `sanction.${kind}`, subject: id, data });
  const at = new Date((JSON.parse(event.text) as { at: string }).at);
  tx.em.create(SanctionEntry, { number, kind, event: event.id, at, signature: null });
  await tx.em.flush();
  return event;
}
