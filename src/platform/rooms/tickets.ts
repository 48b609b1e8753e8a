import { createHash, randomBytes } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../identity.ts';

/** Long enough to open a socket, too short to find in a log and use. */
const lifetime = 30;

const digest = (ticket: string) => createHash('sha256').update(ticket).digest('hex');

/** A ticket for one socket of `actor` in `room`; any node of the database honours it once. Lives in real time, whatever the demo clock says. */
export async function issue(
  em: EntityManager,
  actor: Actor,
  room: string,
): Promise<{ ticket: string; expiresAt: Date }> {
  const ticket = randomBytes(24).toString('base64url');
  const rows = await em.execute<{ expires_at: Date | string }[]>(
    `insert into room_ticket (digest, room, actor, expires_at)
     values (?, ?, ?, clock_timestamp() + ? * interval '1 second') returning expires_at`,
    [digest(ticket), room, JSON.stringify(actor), lifetime],
  );
  return { ticket, expiresAt: new Date(rows[0]?.expires_at ?? 0) };
}

/** What the ticket was issued for, null when it is unknown, used or too old; after this it is used. */
export async function redeem(
  em: EntityManager,
  ticket: string,
): Promise<{ actor: Actor; room: string } | null> {
  const rows = await em.execute<{ room: string; actor: string; fresh: boolean }[]>(
    `delete from room_ticket where digest = ?
     returning room, actor, expires_at > clock_timestamp() as fresh`,
    [digest(ticket)],
  );
  const [row] = rows;
  return row?.fresh ? { room: row.room, actor: JSON.parse(row.actor) as Actor } : null;
}

/** Forgets tickets that nobody used. */
export async function sweep(em: EntityManager): Promise<void> {
  await em.execute('delete from room_ticket where expires_at < clock_timestamp()');
}
