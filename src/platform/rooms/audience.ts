import { createHash } from 'node:crypto';
import { canonicalText } from '../../kernel/canonical.ts';
import type { Room, RoomEvent, Shown } from './room.ts';

/** Frames kept for those who come back; whoever missed more gets a snapshot. */
const kept = 512;

/** The body of an event frame, once per distinct view of the event. */
export type Bodies = Map<Shown, string>;

/** All people who see the same of a room: one stream, numbered without gaps, one state, each frame made once. */
export class Audience {
  /** Names the stream to clients: a number of another stream means nothing in this one. */
  readonly tag: string;
  seq = 0;
  readonly #room: Room;
  readonly #viewer: unknown;
  #state: unknown;
  #frames: Buffer[] = [];
  #snapshot: Buffer | null = null;

  constructor(room: Room, viewer: unknown, key: string) {
    this.#room = room;
    this.#viewer = viewer;
    this.#state = structuredClone(room.reducer.initial);
    this.tag = createHash('sha256').update(key).digest('base64url').slice(0, 22);
  }

  /** Takes the next event of the record, if the audience may see it. */
  take(event: RoomEvent, bodies: Bodies): void {
    const shown = this.#room.view(event, this.#viewer);
    if (shown === null) return;
    this.seq++;
    const { id, type, at, data } = shown;
    this.#state = this.#room.reducer.reduce(this.#state, { id, type, at, data });
    // Named one by one: the actor and whatever else `shown` may carry stay here.
    const body = bodies.get(shown) ?? JSON.stringify({ id, type, at, data });
    bodies.set(shown, body);
    this.#frames.push(Buffer.from(`{"type":"event","seq":${this.seq},"event":${body}}`));
    if (this.#frames.length > 2 * kept) this.#frames = this.#frames.slice(-kept);
    this.#snapshot = null;
  }

  get state(): unknown {
    return this.#state;
  }

  /** The frame of one event, or null when it is no longer kept. */
  frame(seq: number): Buffer | null {
    return this.#frames[this.#frames.length - 1 - (this.seq - seq)] ?? null;
  }

  /** Whether every event after `seq` is still kept. */
  canResume(seq: number): boolean {
    return seq <= this.seq && this.seq - seq <= this.#frames.length;
  }

  /** State and number as of now. */
  snapshot(): Buffer {
    this.#snapshot ??= Buffer.from(
      JSON.stringify({ type: 'snapshot', seq: this.seq, view: this.tag, state: this.#state }),
    );
    return this.#snapshot;
  }
}

/** Equal viewers have equal keys. */
export const audienceKey = (viewer: unknown): string => canonicalText(viewer);
