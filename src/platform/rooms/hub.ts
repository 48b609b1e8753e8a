import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { closeCodes } from '../../../contracts/rooms.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import type { Context } from '../command.ts';
import { type Actor, visitor } from '../identity.ts';
import { Chair } from './chair.ts';
import { type Admission, openDoor } from './door.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { LiveRoom } from './live-room.ts';
import { Presence } from './presence.ts';
import { mayHaveMore, readAfter } from './reader.ts';
import type { Room } from './room.ts';
import { issue, sweep } from './tickets.ts';

export interface RoomsOptions {
  readonly rooms: readonly Room[];
  readonly context: (actor: Actor) => Context;
  /** Word to the other nodes: `bell.tell`. */
  readonly tell: (topic: string, message: unknown) => void;
  /** Which of these sessions are still good. */
  readonly aliveSessions: (ctx: Context, ids: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Further origins (besides the request's own host) whose pages may open sockets. */
  readonly origins: () => readonly string[];
  readonly onError: (error: unknown) => void;
  readonly onSockets?: (open: number) => void;
  readonly limits?: Partial<Limits>;
}

/** All rooms of this node. */
export interface Rooms {
  /** A one-time ticket, if the caller may enter; NOT_FOUND for an unknown kind of room, FORBIDDEN for a closed door. */
  issueTicket(ctx: Context, room: string): Promise<{ ticket: string; expiresAt: Date }>;
  /** For the HTTP server's `upgrade` event. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Something was committed: `bell.onRing`. */
  wake(): void;
  /** Another node spoke: `bell.onTell`. */
  hear(topic: string, message: unknown): void;
  /** Closes every socket; clients come back to another node, or to us after the restart. */
  stop(): Promise<void>;
}

const topic = 'presence';
/** Sessions are looked at again at most so often when events come in, and at each beat. */
const sessionsMs = 1000;

export function startRooms(options: RoomsOptions): Rooms {
  return new Hub(options);
}

class Hub implements Rooms {
  readonly #options: RoomsOptions;
  readonly #limits: Limits;
  readonly #kinds: ReadonlyMap<string, Room>;
  readonly #live = new Map<string, Promise<LiveRoom>>();
  readonly #ready = new Map<string, LiveRoom>();
  readonly #presence: Presence;
  readonly #server: WebSocketServer;
  readonly #beat: NodeJS.Timeout;
  #reading: Promise<void> | null = null;
  #again = false;
  #checking: NodeJS.Timeout | undefined;
  #stopped = false;
  #asked: Promise<Date> | null = null;

  constructor(options: RoomsOptions) {
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#kinds = new Map(options.rooms.map(room => [room.name, room]));
    this.#presence = new Presence(randomUUID(), word => options.tell(topic, word));
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: this.#limits.messageBytes,
    });
    this.#beat = setInterval(() => this.#onBeat(), this.#limits.heartbeatMs);
  }

  async issueTicket(ctx: Context, name: string) {
    const { definition, id } = this.#kindOf(name);
    if ((await definition.authorize(ctx, id)) === null)
      throw new RuleError('FORBIDDEN', '您不在这个房间的名单里。');
    return issue(ctx.em, ctx.actor, name);
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    void openDoor(request, socket, {
      origins: this.#options.origins(),
      context: this.#options.context,
      full: actor => this.#isFull(actor),
      enter: admission => this.#enter(admission),
    })
      .then(async entered => {
        if (!entered) return;
        const { actor, viewer, room } = entered;
        this.#server.handleUpgrade(request, socket, head, ws =>
          this.#seat(ws, { actor, viewer }, room),
        );
      })
      .catch(this.#options.onError);
  }

  wake(): void {
    this.#again = true;
    if (this.#reading === null && !this.#stopped) {
      this.#reading = this.#read()
        .catch(this.#options.onError)
        .finally(() => {
          this.#reading = null;
        });
    }
    this.#checking ??= setTimeout(() => {
      this.#checking = undefined;
      void this.#checkSessions().catch(this.#options.onError);
    }, sessionsMs);
  }

  hear(said: string, message: unknown): void {
    if (said !== topic) return;
    const room = this.#ready.get(this.#presence.hear(message) ?? '');
    if (room) this.#presence.show(room);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#beat);
    clearTimeout(this.#checking);
    for (const chair of this.#chairs()) chair.close('goingAway');
    await this.#reading;
  }

  *#chairs(): Generator<Chair> {
    for (const room of this.#ready.values()) yield* room.chairs;
  }

  #kindOf(name: string): { definition: Room; id: string } {
    const border = name.indexOf(':');
    const definition = this.#kinds.get(name.slice(0, border));
    if (!definition) throw new RuleError('NOT_FOUND', '没有这个房间。');
    return { definition, id: name.slice(border + 1) };
  }

  #isFull(actor: Actor): boolean {
    let all = 0;
    let own = 0;
    for (const chair of this.#chairs()) {
      all++;
      if (actor.session !== null && chair.actor.session === actor.session) own++;
    }
    return this.#stopped || all >= this.#limits.sockets || own >= this.#limits.socketsPerSession;
  }

  /** Asks once more who this is: rights may have gone since the ticket, or the session ended. */
  async #enter({ actor, room: name }: Admission) {
    const ctx = this.#options.context(actor);
    const { definition, id } = this.#kindOf(name);
    if (actor.session !== null) {
      const alive = await this.#options.aliveSessions(ctx, [actor.session]);
      if (!alive.has(actor.session)) return null;
    }
    const viewer = await definition.authorize(ctx, id);
    return viewer === null ? null : { viewer, room: await this.#open(name, definition) };
  }

  /** The room with all its events so far; rings that come while it is read are not lost. */
  #open(name: string, definition: Room): Promise<LiveRoom> {
    const known = this.#live.get(name);
    if (known) return known;
    const room = new LiveRoom(name, definition, changed => this.#presence.changed(changed));
    const opening = (async () => {
      this.#ready.set(name, room);
      await this.#catchUp([room]);
      return room;
    })();
    this.#live.set(name, opening);
    opening.catch(() => this.#drop(room));
    return opening;
  }

  #drop(room: LiveRoom): void {
    this.#live.delete(room.name);
    this.#ready.delete(room.name);
    this.#presence.forget(room);
    for (const chair of room.chairs) chair.close('goingAway');
  }

  #seat(socket: WebSocket, who: { actor: Actor; viewer: unknown }, room: LiveRoom): void {
    // The room may have been put away while the socket was being opened.
    if (this.#ready.get(room.name) !== room || this.#stopped) {
      socket.close(closeCodes.goingAway);
      return;
    }
    const time = () => this.#time();
    room.chairs.add(new Chair(socket, room, who, { limits: this.#limits, time }));
  }

  /** The platform's time; all who ask at once share one answer. */
  #time(): Promise<Date> {
    if (this.#asked) return this.#asked;
    const ctx = this.#options.context(visitor);
    const asked = ctx.clock.now(ctx.em).finally(() => {
      this.#asked = null;
    });
    this.#asked = asked;
    return asked;
  }

  async #read(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      await this.#catchUp([...this.#ready.values()]);
    }
  }

  async #catchUp(rooms: readonly LiveRoom[]): Promise<void> {
    if (rooms.length === 0) return;
    const found = await readAfter(this.#options.context(visitor).em, rooms);
    for (const room of rooms) {
      try {
        room.take(found.get(room.name) ?? []);
      } catch (error) {
        // A view or reducer that fails must not leave a stream half told: all start over.
        this.#drop(room);
        throw error;
      }
    }
    if (mayHaveMore(found)) await this.#catchUp(rooms);
  }

  #onBeat(): void {
    for (const room of this.#ready.values()) {
      for (const chair of room.chairs) chair.beat();
      if (room.chairs.size > 0) this.#presence.changed(room);
      else this.#drop(room);
    }
    this.#options.onSockets?.([...this.#chairs()].length);
    // Rings may be lost with a node that died before it rang.
    this.wake();
    void sweep(this.#options.context(visitor).em).catch(this.#options.onError);
  }

  async #checkSessions(): Promise<void> {
    const chairs = [...this.#chairs()].filter(c => c.actor.session !== null);
    const ids = new Set(chairs.map(c => c.actor.session as string));
    if (ids.size === 0) return;
    const alive = await this.#options.aliveSessions(this.#options.context(visitor), [...ids]);
    for (const chair of chairs)
      if (!alive.has(chair.actor.session as string)) chair.close('sessionEnded');
  }
}
