import { Audience, audienceKey, type Bodies } from './audience.ts';
import type { Chair, ChairRoom } from './chair.ts';
import type { Room, RoomEvent } from './room.ts';

/** A row of the record as it comes from the database. */
export interface StoredEvent {
  readonly seq: number;
  readonly text: string;
}

/** One room on this node, while someone is in it: the events so far, one stream per audience, the sockets. */
export class LiveRoom implements ChairRoom {
  readonly name: string;
  readonly definition: Room;
  readonly chairs = new Set<Chair>();
  /** Number of the last event taken from the record. */
  seq = 0;
  readonly #events: RoomEvent[] = [];
  readonly #audiences = new Map<string, Audience>();
  readonly #onPresence: (room: LiveRoom) => void;

  constructor(name: string, definition: Room, onPresence: (room: LiveRoom) => void) {
    this.name = name;
    this.definition = definition;
    this.#onPresence = onPresence;
  }

  /** Takes events from the record, in order; those it has already are passed over. A gap is an error of the reader. */
  take(stored: readonly StoredEvent[]): void {
    let moved = false;
    for (const { seq, text } of stored) {
      if (seq <= this.seq) continue;
      if (seq !== this.seq + 1) throw new Error(`${this.name}: ${seq} after ${this.seq}`);
      const event = JSON.parse(text) as RoomEvent;
      const bodies: Bodies = new Map();
      for (const audience of this.#audiences.values()) audience.take(event, bodies);
      this.#events.push(event);
      this.seq = seq;
      moved = true;
    }
    if (moved) for (const chair of this.chairs) chair.flush();
  }

  /** The stream of those who see what `viewer` sees; made from the events so far when it is the first of its kind. */
  audienceOf(viewer: unknown): Audience {
    const key = audienceKey(viewer);
    const known = this.#audiences.get(key);
    if (known) return known;
    const audience = new Audience(this.definition, viewer, `${this.name} ${key}`);
    for (const event of this.#events) audience.take(event, new Map());
    this.#audiences.set(key, audience);
    return audience;
  }

  joined(): void {
    this.#onPresence(this);
  }

  leave(chair: Chair): void {
    this.chairs.delete(chair);
    this.#onPresence(this);
  }
}
