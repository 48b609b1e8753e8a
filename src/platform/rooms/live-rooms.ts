import type { EntityManager } from '@mikro-orm/postgresql';
import { LiveRoom } from './live-room.ts';
import { mayHaveMore, readAfter } from './reader.ts';
import type { Room } from './room.ts';

export interface LiveRoomsOptions {
  readonly em: () => EntityManager;
  readonly onPresence: (room: LiveRoom) => void;
  readonly onDrop: (room: LiveRoom) => void;
  readonly onError: (error: unknown) => void;
}

/** The rooms that someone on this node is in, kept up with the record. */
export class LiveRooms {
  readonly #options: LiveRoomsOptions;
  /** Being opened or open; and those whose events are read at each ring. */
  readonly #opening = new Map<string, Promise<LiveRoom>>();
  readonly #known = new Map<string, LiveRoom>();
  #reading: Promise<void> | null = null;
  #again = false;

  constructor(options: LiveRoomsOptions) {
    this.#options = options;
  }

  all(): IterableIterator<LiveRoom> {
    return this.#known.values();
  }

  get(name: string): LiveRoom | undefined {
    return this.#known.get(name);
  }

  /** The room with all that is committed by now: who comes from another node must not find less here than there. */
  async open(name: string, definition: Room): Promise<LiveRoom> {
    const known = this.#opening.get(name);
    if (!known) return this.#first(name, definition);
    const room = await known;
    await this.catchUp([room]);
    return room;
  }

  /** The room is known before it is read, so that no ring passes it by meanwhile. */
  #first(name: string, definition: Room): Promise<LiveRoom> {
    const room = new LiveRoom(name, definition, this.#options.onPresence);
    this.#known.set(name, room);
    const opening = this.catchUp([room]).then(() => room);
    this.#opening.set(name, opening);
    opening.catch(() => this.drop(room));
    return opening;
  }

  /** Puts a room away; who is still in it is sent off, and opens it anew by coming back. */
  drop(room: LiveRoom): void {
    if (this.#known.get(room.name) !== room) return;
    this.#opening.delete(room.name);
    this.#known.delete(room.name);
    this.#options.onDrop(room);
    for (const chair of room.chairs) chair.close('goingAway');
  }

  /** Something was committed somewhere: reads what is new; rings during a reading make one more. */
  wake(): void {
    this.#again = true;
    this.#reading ??= this.#read()
      .catch(this.#options.onError)
      .finally(() => {
        this.#reading = null;
      });
  }

  async #read(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      await this.catchUp([...this.#known.values()]);
    }
  }

  /** Reads each room up to the end of the record. */
  async catchUp(rooms: readonly LiveRoom[]): Promise<void> {
    if (rooms.length === 0) return;
    const found = await readAfter(this.#options.em(), rooms);
    for (const room of rooms) {
      try {
        room.take(found.get(room.name) ?? []);
      } catch (error) {
        // A view or reducer that fails must not leave a stream half told: all start over.
        this.drop(room);
        throw error;
      }
    }
    if (mayHaveMore(found)) await this.catchUp(rooms);
  }

  /** Settles when no reading is under way. */
  async settled(): Promise<void> {
    await this.#reading;
  }
}
