import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { socketPath } from '../../../contracts/rooms.ts';
import type { Context } from '../command.ts';
import { originMatches } from '../guards.ts';
import { type Actor, visitor } from '../identity.ts';
import type { LiveRoom } from './live-room.ts';
import { redeem } from './tickets.ts';

/** What a redeemed ticket says. */
export interface Admission {
  readonly actor: Actor;
  readonly room: string;
}

export interface Door {
  readonly origins: readonly string[];
  readonly context: (actor: Actor) => Context;
  readonly full: (actor: Actor) => boolean;
  readonly enter: (admission: Admission) => Promise<{ viewer: unknown; room: LiveRoom } | null>;
}

type Entered = { actor: Actor; viewer: unknown; room: LiveRoom };

/** Decides on an upgrade request before any WebSocket exists; a refusal is answered in plain HTTP and is null. */
export async function openDoor(
  request: IncomingMessage,
  socket: Duplex,
  door: Door,
): Promise<Entered | null> {
  // Without a listener a connection that breaks meanwhile would end the process.
  const broken = () => socket.destroy();
  socket.on('error', broken);
  const decided = await decide(request, door).catch(error => {
    refuse(socket, 503);
    throw error;
  });
  if (typeof decided === 'number') {
    refuse(socket, decided);
    return null;
  }
  socket.off('error', broken);
  return decided;
}

async function decide(request: IncomingMessage, door: Door): Promise<Entered | number> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://host');
  if (pathname !== socketPath) return 404;
  // A page of another site could use the visitor's address and cookies; other clients name no Origin.
  const { origin = '', host = '' } = request.headers;
  if (origin !== '' && !originMatches(origin, host, door.origins)) return 403;
  const ticket = searchParams.get('ticket') ?? '';
  if (!/^[\w-]{32}$/.test(ticket)) return 401;
  const admission = await redeem(door.context(visitor).em, ticket);
  if (admission === null) return 401;
  if (door.full(admission.actor)) return 503;
  const entered = await door.enter(admission);
  return entered === null ? 403 : { ...entered, actor: admission.actor };
}

function refuse(socket: Duplex, status: number): void {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}
