import { randomUUID } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import { ClientMessage, closeCodes } from '../../../contracts/rooms.ts';
import type { Actor } from '../identity.ts';
import type { Audience } from './audience.ts';
import { bucket, type Limits } from './limits.ts';

const resync = Buffer.from('{"type":"resync"}');

/** The room as its chairs know it. */
export interface ChairRoom {
  audienceOf(viewer: unknown): Audience;
  joined(): void;
  leave(chair: Chair): void;
}

/** One socket in one room: where its reader is in the stream, and how much it may still be sent. */
export class Chair {
  readonly id = randomUUID();
  readonly actor: Actor;
  readonly viewer: unknown;
  venue: string | null = null;
  readonly #socket: WebSocket;
  readonly #room: ChairRoom;
  readonly #limits: Limits;
  readonly #time: () => Promise<Date>;
  readonly #allowance: { take: () => boolean };
  #audience: Audience | null = null;
  #cursor = 0;
  #lagging = false;
  #stuck: NodeJS.Timeout | undefined;
  #heard = true;

  constructor(
    socket: WebSocket,
    room: ChairRoom,
    who: { actor: Actor; viewer: unknown },
    { limits, time }: { limits: Limits; time: () => Promise<Date> },
  ) {
    this.actor = who.actor;
    this.viewer = who.viewer;
    this.#socket = socket;
    this.#room = room;
    this.#limits = limits;
    this.#time = time;
    this.#allowance = bucket(limits.burst, limits.perSecond);
    const joinBy = setTimeout(() => {
      if (this.#audience === null) this.close('malformed');
    }, limits.joinMs);
    socket.on('pong', () => {
      this.#heard = true;
    });
    socket.on('message', (data, binary) => this.#hear(data, binary));
    // ws closes the socket itself after a protocol error (too big, not UTF-8); 'close' follows.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(joinBy);
      clearTimeout(this.#stuck);
      room.leave(this);
    });
  }

  /** Sends what is new, as far as the reader keeps up. */
  flush(): void {
    const audience = this.#audience;
    if (audience === null || this.#lagging) return;
    while (this.#cursor < audience.seq) {
      if (this.#socket.bufferedAmount > this.#limits.queueBytes) {
        this.#lag();
        return;
      }
      const frame = audience.frame(this.#cursor + 1);
      if (frame === null) this.#resync(audience);
      else {
        this.#cursor++;
        this.send(frame);
      }
    }
  }

  send(frame: Buffer): void {
    this.#socket.send(frame, { binary: false });
  }

  close(why: keyof typeof closeCodes): void {
    this.#socket.close(closeCodes[why], why);
    // Who does not answer the close within a moment is cut off.
    setTimeout(() => this.#socket.terminate(), 2000).unref();
  }

  /** Ends a socket that has shown no life since the last beat. */
  beat(): void {
    if (this.#heard) this.#socket.ping();
    else this.#socket.terminate();
    this.#heard = false;
  }

  get joined(): boolean {
    return this.#audience !== null;
  }

  /** Sends nothing more until all that waits has left: a ping behind it tells when. */
  #lag(): void {
    this.#lagging = true;
    this.#stuck = setTimeout(() => this.#socket.terminate(), this.#limits.stuckMs);
    this.#socket.ping('', false, error => {
      if (!error) this.#goOn();
    });
  }

  #goOn(): void {
    this.#lagging = false;
    clearTimeout(this.#stuck);
    const audience = this.#audience;
    if (audience && audience.seq - this.#cursor > this.#limits.behind) this.#resync(audience);
    else this.flush();
  }

  #resync(audience: Audience): void {
    this.send(resync);
    this.#cursor = audience.seq;
    this.send(audience.snapshot());
  }

  #hear(data: RawData, binary: boolean): void {
    this.#heard = true;
    const within = this.#allowance.take();
    const message = within && !binary ? parse(data) : null;
    if (!within) this.close('tooMany');
    else if (message?.type === 'ping') void this.#pong(message.sent).catch(() => undefined);
    else if (message?.type === 'join' && !this.joined) this.#join(message);
    else this.close('malformed');
  }

  async #pong(sent: number): Promise<void> {
    const time = (await this.#time()).toISOString();
    this.send(Buffer.from(JSON.stringify({ type: 'pong', sent, time })));
  }

  #join({ after, view, venue }: ClientMessage & { type: 'join' }): void {
    const audience = this.#room.audienceOf(this.viewer);
    this.venue = venue ?? null;
    this.#audience = audience;
    if (after !== undefined && view === audience.tag && audience.canResume(after)) {
      this.#cursor = after;
      const resumed = { type: 'resumed', seq: audience.seq, view };
      this.send(Buffer.from(JSON.stringify(resumed)));
    } else {
      this.#cursor = audience.seq;
      this.send(audience.snapshot());
    }
    this.flush();
    this.#room.joined();
  }
}

function parse(data: RawData): ClientMessage | null {
  try {
    return ClientMessage.parse(JSON.parse(data.toString()));
  } catch {
    return null;
  }
}
