import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { type ServerMessage, socketPath } from '../../contracts/rooms.ts';
import { makeClock } from '../../src/platform/clock.ts';
import type { Context } from '../../src/platform/command.ts';
import type { Orm } from '../../src/platform/database.ts';
import { type Actor, visitor } from '../../src/platform/identity.ts';
import { type Bell, startBell } from '../../src/platform/ledger/bell.ts';
import { type Rooms, type RoomsOptions, startRooms } from '../../src/platform/rooms/hub.ts';
import { defineRoom } from '../../src/platform/rooms/room.ts';
import { until } from './ledger.ts';

type HallViewer =
  | { role: 'bidder'; bidder: string }
  | { role: 'public' }
  | { role: 'expert'; expert: string };
export interface HallState {
  readonly said: readonly string[];
  readonly own: readonly string[];
}

/** A hall in which everyone hears what is said, a bidder alone sees its own letters, and a price is masked to others. */
export const hall = defineRoom<HallState, HallViewer>({
  name: 'hall',
  async authorize(ctx, id) {
    if (id === 'closed') return null;
    const { roles, person } = ctx.actor;
    if (roles.includes('bidder')) return { role: 'bidder', bidder: person };
    return roles.includes('expert') ? { role: 'expert', expert: person } : { role: 'public' };
  },
  view(event, viewer) {
    const owner = viewer.role === 'bidder' && event.data.bidder === viewer.bidder;
    if (event.type === 'hall.letter') return owner ? event : null;
    if (event.type === 'hall.price' && !owner) return { ...event, data: { price: 'sealed' } };
    return event;
  },
  reducer: {
    initial: { said: [], own: [] },
    reduce: (state, event) =>
      event.type === 'hall.letter'
        ? { ...state, own: [...state.own, String(event.data.text)] }
        : { ...state, said: [...state.said, String(event.data.text ?? event.data.price)] },
  },
  presence: {
    seat: (actor, viewer, venue) => ({
      city: actor.city,
      venue,
      role: viewer.role,
      name: viewer.role === 'expert' ? actor.name : null,
    }),
    seenBy: viewer => viewer.role === 'expert',
  },
});

export const person = (
  name: string,
  role: Actor['roles'][number],
  session = `s-${name}`,
): Actor => ({
  ...visitor,
  person: name,
  name,
  city: 'north',
  roles: [role],
  session,
});

export interface Node {
  readonly rooms: Rooms;
  readonly bell: Bell;
  readonly port: number;
  readonly errors: unknown[];
  context(actor: Actor): Context;
  /** A fresh address of a room's socket for `actor`. */
  address(actor: Actor, room?: string): Promise<string>;
  stop(): Promise<void>;
}

/** A node as the composition root makes one: bell, rooms, HTTP server. `ended` are sessions that are no longer good. */
export async function startNode(
  db: { orm: Orm; url: string },
  ended: Set<string> = new Set(),
  limits: RoomsOptions['limits'] = {},
): Promise<Node> {
  const clock = makeClock(null);
  const errors: unknown[] = [];
  const context = (actor: Actor) => ({ em: db.orm.em.fork(), actor, clock }) as unknown as Context;
  let rooms: Rooms | undefined;
  const bell = await startBell({
    url: db.url,
    onRing: () => rooms?.wake(),
    onTell: (topic, message) => rooms?.hear(topic, message),
  });
  const hub = startRooms({
    rooms: [hall],
    context,
    tell: bell.tell,
    aliveSessions: async (_, ids) => new Set(ids.filter(id => !ended.has(id))),
    origins: () => ['https://trade.example'],
    onError: error => errors.push(error),
    limits,
  });
  rooms = hub;
  const server = createServer().on('upgrade', (request, socket, head) =>
    hub.upgrade(request, socket, head),
  );
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    rooms: hub,
    bell,
    port,
    errors,
    context,
    async address(actor, room = 'hall:1') {
      const { ticket } = await hub.issueTicket(context(actor), room);
      return `ws://127.0.0.1:${port}${socketPath}?ticket=${ticket}`;
    },
    async stop() {
      await hub.stop();
      await bell.stop();
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}

/** A bare socket that keeps every message, so that a test sees exactly what was sent. */
export class Ear {
  readonly heard: ServerMessage[] = [];
  readonly socket: WebSocket;
  closed: number | null = null;

  constructor(address: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(address, { headers });
    this.socket.on('message', data => this.heard.push(JSON.parse(data.toString())));
    this.socket.on('close', code => {
      this.closed = code;
    });
    this.socket.on('error', () => undefined);
  }

  /** Waits for the handshake; throws with the HTTP status when it is refused. */
  async open(): Promise<this> {
    await new Promise<void>((done, fail) => {
      this.socket.once('open', done);
      this.socket.once('unexpected-response', (_, r) => fail(new Error(String(r.statusCode))));
      this.socket.once('error', fail);
    });
    return this;
  }

  say(message: unknown): this {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
    return this;
  }

  next<T extends ServerMessage['type']>(type: T): Promise<ServerMessage & { type: T }> {
    return until(
      () => (this.heard.find(m => m.type === type) as ServerMessage & { type: T }) ?? null,
    );
  }

  events(): { seq: number; data: Record<string, unknown> }[] {
    return this.heard.flatMap(m =>
      m.type === 'event' ? [{ seq: m.seq, data: m.event.data }] : [],
    );
  }

  /** Waits until so many events came. */
  count(events: number): Promise<boolean> {
    return until(() => this.events().length >= events);
  }

  async end(): Promise<void> {
    this.socket.terminate();
    await until(() => this.closed !== null);
  }
}
