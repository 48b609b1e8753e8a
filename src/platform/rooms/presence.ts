import { Seats } from '../../../contracts/rooms.ts';
import type { LiveRoom } from './live-room.ts';

/** Seats told to the other nodes in one message, which the database limits to 8000 bytes. */
const told = 40;
/** A node that has been silent for this long has gone, and its people with it. */
const expiresMs = 45_000;

interface Word {
  readonly hub: string;
  readonly room: string;
  readonly seats: readonly Seats[];
}

/** Who is in which room, here and on the other nodes. It lives in memory alone: presence is no record. */
export class Presence {
  readonly #hub: string;
  readonly #tell: (word: Word) => void;
  readonly #elsewhere = new Map<string, Map<string, { seats: readonly Seats[]; until: number }>>();
  readonly #shown = new Map<string, string>();

  constructor(hub: string, tell: (word: Word) => void) {
    this.#hub = hub;
    this.#tell = tell;
  }

  /** Somebody came or went on this node. */
  changed(room: LiveRoom): void {
    if (!room.definition.presence) return;
    this.#tell({ hub: this.#hub, room: room.name, seats: seatsHere(room).slice(0, told) });
    this.show(room);
  }

  /** Another node told who is there. Returns the room's name when the word was meant for us. */
  hear(message: unknown): string | null {
    const { hub, room, seats } = message as Word;
    if (hub === this.#hub) return null;
    const nodes = this.#elsewhere.get(room) ?? new Map();
    nodes.set(hub, { seats: seats.map(s => Seats.parse(s)), until: Date.now() + expiresMs });
    this.#elsewhere.set(room, nodes);
    return room;
  }

  /** Sends the people present to those who may see them, if that has changed since. */
  show(room: LiveRoom): void {
    const { presence } = room.definition;
    if (!presence) return;
    const frame = JSON.stringify({ type: 'presence', seats: this.#all(room) });
    if (this.#shown.get(room.name) === frame) return;
    this.#shown.set(room.name, frame);
    const bytes = Buffer.from(frame);
    for (const chair of room.chairs)
      if (chair.joined && presence.seenBy(chair.viewer)) chair.send(bytes);
  }

  forget(room: LiveRoom): void {
    this.#shown.delete(room.name);
    this.#elsewhere.delete(room.name);
  }

  #all(room: LiveRoom): Seats[] {
    const now = Date.now();
    const nodes = [...(this.#elsewhere.get(room.name)?.values() ?? [])];
    const others = nodes.filter(n => n.until > now).flatMap(n => n.seats);
    return merge([...seatsHere(room), ...others]);
  }
}

/** Each person once, however many windows they have open. */
function seatsHere(room: LiveRoom): Seats[] {
  const { presence } = room.definition;
  const people = new Map<string, Seats>();
  for (const chair of room.chairs) {
    if (!chair.joined) continue;
    const seat = presence?.seat(chair.actor, chair.viewer, chair.venue);
    const { person, session } = chair.actor;
    if (seat) people.set(`${person} ${session ?? chair.id}`, { ...seat, count: 1 });
  }
  return merge([...people.values()]);
}

/** Equal seats become one row; a named person is one person on however many nodes. */
function merge(seats: readonly Seats[]): Seats[] {
  const rows = new Map<string, Seats>();
  for (const { city, venue, role, name, count } of seats) {
    const key = JSON.stringify([city, venue, role, name]);
    const before = rows.get(key)?.count ?? 0;
    rows.set(key, { city, venue, role, name, count: name === null ? before + count : 1 });
  }
  return [...rows.keys()].toSorted().map(key => rows.get(key) as Seats);
}
