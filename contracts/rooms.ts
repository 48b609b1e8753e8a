import { z } from 'zod';
import { Id, route, Time } from './route.ts';

/** `opening:<lot>`: the kind of room and what it is about. */
export const RoomName = z.string().regex(/^[a-z-]{1,30}:[\w-]{1,64}$/);

/** An event as a viewer may see it; who caused it is told only where `data` says so. */
export const ShownEvent = z.object({
  id: Id,
  type: z.string(),
  at: Time,
  data: z.record(z.string(), z.unknown()),
});
export type ShownEvent = z.infer<typeof ShownEvent>;

/** People present, by place; not part of any record. `name` is null where the room does not name people. */
export const Seats = z.object({
  city: z.string().nullable(),
  venue: z.string().nullable(),
  role: z.string(),
  name: z.string().nullable(),
  count: z.int().min(1),
});
export type Seats = z.infer<typeof Seats>;

export const Seq = z.int().min(0);

/** What a client may say. Commands do not travel here: they go by HTTP, through the same use cases. */
export const ClientMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('join'),
    /** Resume: the last sequence number seen, in the view that the snapshot named. */
    after: Seq.optional(),
    view: z.string().max(64).optional(),
    /** Where the person sits, for those present to see. */
    venue: z.string().max(64).optional(),
  }),
  z.strictObject({ type: z.literal('ping'), sent: z.number() }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/**
 * What the server says. Sequence numbers are those of the viewer's own stream: they run without a gap,
 * so that nobody counts what is hidden from them.
 */
export const ServerMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('snapshot'), seq: Seq, view: z.string(), state: z.unknown() }),
  /** The client's `after` was understood; the events that follow are all it missed. */
  z.object({ type: z.literal('resumed'), seq: Seq, view: z.string() }),
  z.object({ type: z.literal('event'), seq: Seq, event: ShownEvent }),
  /** The reader was too slow, or its rights changed: a snapshot follows and replaces what it has. */
  z.object({ type: z.literal('resync') }),
  z.object({ type: z.literal('presence'), seats: z.array(Seats) }),
  z.object({ type: z.literal('pong'), sent: z.number(), time: Time }),
]);
export type ServerMessage = z.infer<typeof ServerMessage>;

/** Why the server ended a socket. After `sessionEnded` and `refused` a client must not come back by itself. */
export const closeCodes = {
  goingAway: 1001,
  tooBig: 1009,
  sessionEnded: 4001,
  malformed: 4002,
  refused: 4003,
  tooMany: 4008,
  tooSlow: 4009,
} as const;

/** The socket's address, below the origin; the ticket is its query. */
export const socketPath = '/api/rooms/socket';

export const issueTicket = route({
  method: 'post',
  path: '/rooms/ticket',
  roles: ['public'],
  body: z.object({ room: RoomName }),
  reply: z.object({
    /** Good once, for 30 seconds, for this room: `GET /api/rooms/socket?ticket=…` upgrades to a WebSocket. */
    ticket: z.string(),
    expiresAt: Time,
  }),
  summary: 'A one-time ticket for the socket of a room',
});
