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
import type { LiveRoom } from './live-room.ts';
import { LiveRooms } from './live-rooms.ts';
import { Presence } from './presence.ts';
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
  /** The room as the caller would see it on joining, for pages that only look; the same refusals. */
  look(ctx: Context, room: string): Promise<{ seq: number; view: string; state: unknown }>;
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
  readonly #live: LiveRooms;
  readonly #presence: Presence;
  readonly #server: WebSocketServer;
  readonly #beat: NodeJS.Timeout;
  #checking: NodeJS.Timeout | undefined;
  #stopped = false;
  #asked: Promise<Date> | null = null;

  constructor(options: RoomsOptions) {
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#kinds = new Map(options.rooms.map(room => [room.name, room]));
    this.#presence = new Presence(randomUUID(), word => options.tell(topic, word));
    this.#live = new LiveRooms({
      em: () => options.context(visitor).em,
      onPresence: room => this.#presence.changed(room),
      onDrop: room => this.#presence.forget(room),
      onError: options.onError,
    });
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: this.#limits.messageBytes,
    });
    this.#beat = setInterval(() => this.#onBeat(), this.#limits.heartbeatMs);
  }

  async issueTicket(ctx: Context, name: string) {
    await this.#viewerOf(ctx, name);
    return issue(ctx.em, ctx.actor, name);
  }

  async look(ctx: Context, name: string) {
    const viewer = await this.#viewerOf(ctx, name);
    const room = await this.#live.open(name, this.#kindOf(name).definition);
    const { seq, tag, state } = room.audienceOf(viewer);
    return { seq, view: tag, state };
  }

  async #viewerOf(ctx: Context, name: string): Promise<unknown> {
    const { definition, id } = this.#kindOf(name);
    const viewer = await definition.authorize(ctx, id);
    if (viewer === null)
      throw new RuleError('FORBIDDEN', {
        zh: '您不在这个房间的名单里。',
        en: 'You are not on the list of this room.',
      });
    return viewer;
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
    if (this.#stopped) return;
    this.#live.wake();
    this.#checking ??= setTimeout(() => {
      this.#checking = undefined;
      void this.#checkSessions().catch(this.#options.onError);
    }, sessionsMs);
  }

  hear(said: string, message: unknown): void {
    if (said !== topic) return;
    const room = this.#live.get(this.#presence.hear(message) ?? '');
    if (room) this.#presence.show(room);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#beat);
    clearTimeout(this.#checking);
    for (const chair of this.#chairs()) chair.close('goingAway');
    await this.#live.settled();
  }

  *#chairs(): Generator<Chair> {
    for (const room of this.#live.all()) yield* room.chairs;
  }

  #kindOf(name: string): { definition: Room; id: string } {
    const border = name.indexOf(':');
    const definition = this.#kinds.get(name.slice(0, border));
    if (!definition)
      throw new RuleError('NOT_FOUND', { zh: '没有这个房间。', en: 'There is no such room.' });
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
    return viewer === null ? null : { viewer, room: await this.#live.open(name, definition) };
  }

  #seat(socket: WebSocket, who: { actor: Actor; viewer: unknown }, room: LiveRoom): void {
    // The room may have been put away while the socket was being opened.
    if (this.#live.get(room.name) !== room || this.#stopped) {
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

  #onBeat(): void {
    for (const room of this.#live.all()) {
      for (const chair of room.chairs) chair.beat();
      if (room.chairs.size > 0) this.#presence.changed(room);
      else this.#live.drop(room);
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
