import type { Seats } from '../../../contracts/rooms.ts';
import type { Reducer } from '../../kernel/room.ts';
import type { Context } from '../command.ts';
import type { Actor } from '../identity.ts';

/** A recorded event with all that the record holds; only what `view` returns leaves the server. */
export interface RoomEvent {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly actor: string;
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What a viewer is shown of an event: `type`, `at`, `id` and `data`, whatever else the object has. */
export type Shown = Pick<RoomEvent, 'id' | 'type' | 'at' | 'data'>;

/** Who is shown to those present; null hides the person. */
type Seat = Omit<Seats, 'count'>;

/**
 * A kind of room. `Viewer` is plain JSON and holds all that `view` needs to know of a person:
 * people with equal viewers are one audience, see the same, and are served from one stream.
 */
export interface RoomDefinition<State, Viewer> {
  /** Rooms of this kind are called `<name>:<id>`; events name them in `room`. */
  readonly name: string;
  /** What this person is in the room, or null when they may not enter. Asked at the ticket and again at the door. */
  readonly authorize: (ctx: Context, id: string) => Promise<Viewer | null>;
  /**
   * What the viewer may see of an event, null for nothing. Pure: the same event and viewer always give the same,
   * so what becomes visible later comes in the data of a later event. Return the event itself where nothing is hidden.
   */
  readonly view: (event: RoomEvent, viewer: Viewer) => Shown | null;
  readonly reducer: Reducer<State>;
  /** Rooms without it tell nobody who is there: before an opening even the number of people is secret (C21). */
  readonly presence?: {
    readonly seat: (actor: Actor, viewer: Viewer, venue: string | null) => Seat | null;
    readonly seenBy: (viewer: Viewer) => boolean;
  };
}

/** A definition whose types the platform need not know. */
export type Room = RoomDefinition<unknown, unknown>;

/** Declares a kind of room. */
export function defineRoom<State, Viewer>(definition: RoomDefinition<State, Viewer>): Room {
  return definition as unknown as Room;
}
