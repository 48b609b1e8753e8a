import { randomBytes } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { canonicalText } from '../../kernel/canonical.ts';
import type { DomainEvent } from '../../kernel/event.ts';
import { insertRows, type NewRow, rowOf } from '../prepared.ts';
import { Event } from './entities.ts';

/** An event as it was written, for receipts and proofs. */
export type Recorded = Pick<Event, 'id' | 'type' | 'text' | 'blind' | 'roomSeq'>;

/** Rows that an event is about, made when the event is known: they go to the server together with it. */
export type Along = (event: Recorded) => readonly NewRow[];

/** Writes `event` to the outbox inside the caller's transaction: stored with its change, or not at all. */
export async function append(
  em: EntityManager,
  event: DomainEvent,
  actor: string,
  at: Date,
  along: Along = () => [],
): Promise<Recorded> {
  const id = v7();
  const { type, subject, data } = event;
  const text = canonicalText({ id, type, subject, actor, at: at.toISOString(), data });
  const stored = {
    id,
    type,
    subject,
    room: event.room ?? null,
    roomSeq: event.room ? await nextSeq(em, event.room) : null,
    actor,
    at,
    text,
    blind: randomBytes(32),
    leafIndex: null,
  };
  // What was changed before is stored before.
  await em.flush();
  await insertRows(em, [rowOf(em, Event, stored), ...along(stored)]);
  return stored;
}

async function nextSeq(em: EntityManager, room: string): Promise<number> {
  const rows = await em.execute<{ seq: string }[]>(
    `insert into ledger_room (name, seq) values (?, 1)
     on conflict (name) do update set seq = ledger_room.seq + 1 returning seq`,
    [room],
  );
  return Number(rows[0]?.seq);
}
