import { z } from 'zod';
import { Base64, Cms, Done, Id, route, Sha256, Time } from './route.ts';
import { Words } from './words.ts';

const lot = z.object({ lot: Id });

export const CallReply = z.enum(['asked', 'accepted', 'declined']);
export type CallReply = z.infer<typeof CallReply>;

/** What a tenderer adds to the announced criteria: cities, and for a discipline's seats a neighbouring discipline. */
export const Widening = z.object({
  cities: z.array(z.string().min(1).max(40)).max(50),
  disciplines: z.array(z.object({ id: z.string(), also: z.string() })).max(50),
});
export type Widening = z.infer<typeof Widening>;

/** What anyone may see of a draw: counts, never names, until the result is published (A37). */
export const DrawView = z.object({
  lot: Id,
  code: z.string(),
  title: z.string(),
  state: z.enum(['none', 'drawn', 'complete']),
  seedCommit: Sha256,
  criteria: z.object({
    size: z.int(),
    experts: z.int(),
    cities: z.array(z.string()),
    disciplines: z.array(z.object({ id: z.string(), seats: z.int() })),
  }),
  poolSha256: Sha256.nullable(),
  poolSize: z.int(),
  excluded: z.array(z.object({ reason: z.string(), count: z.int() })),
  drawnAt: Time.nullable(),
  seats: z.array(
    z.object({
      number: z.int(),
      city: z.string(),
      discipline: z.string(),
      /** Drawn from the pool, or sent by the tenderer (A37). */
      from: z.enum(['pool', 'tenderer']),
      reply: CallReply,
    }),
  ),
  /** The pool cannot fill the committee by the criteria so far: what is missing, and what may be added. */
  shortage: z
    .object({
      detail: Words,
      vacant: z.array(z.object({ number: z.int(), discipline: z.string() })),
      /** The number of the round that a widening would draw. */
      round: z.int(),
      open: Widening,
    })
    .nullable(),
  /** Each widening draws a round of its own from its own pool, for the vacant seats alone. */
  widenings: z.array(
    Widening.extend({
      round: z.int(),
      reason: z.string(),
      by: z.string(),
      at: Time,
      poolSha256: Sha256,
      poolSize: z.int(),
      drawnAt: Time.nullable(),
      /** What its pool still lacked; then nothing was drawn. */
      lacked: Words.nullable(),
    }),
  ),
  /** Published with the candidates: anyone recomputes the draw from these. */
  opened: z
    .object({
      seed: Base64,
      beacon: Sha256,
      pool: z.string(),
      /** Who could not sit, in order: each was replaced by the next number of the same draw. */
      departures: z.array(z.object({ person: Id, reason: z.string() })),
      /** Of each widened round: its pool, and how many had left when it was drawn. */
      rounds: z.array(z.object({ round: z.int(), pool: z.string(), departuresBefore: z.int() })),
      result: z.array(z.object({ number: z.int(), person: Id, name: z.string() })),
    })
    .nullable(),
});
export type DrawView = z.infer<typeof DrawView>;

export const readDraw = route({
  method: 'get',
  path: '/lots/:lot/draw',
  roles: ['tenderer', 'agency', 'operator', 'supervisor', 'public'],
  params: lot,
  reply: DrawView,
  summary: 'The expert draw, as far as the caller may see it',
});
export const drawExperts = route({
  method: 'post',
  path: '/lots/:lot/draw',
  roles: ['tenderer', 'agency', 'operator'],
  params: lot,
  reply: DrawView,
  idempotent: true,
  summary: 'Draw the committee from the pool',
});
export const listMyCalls = route({
  method: 'get',
  path: '/calls/mine',
  roles: ['expert'],
  reply: z.object({
    rows: z.array(
      z.object({
        lot: Id,
        code: z.string(),
        title: z.string(),
        city: z.string(),
        from: Time,
        reply: CallReply,
        number: z.int(),
      }),
    ),
  }),
  summary: 'Evaluations the caller was drawn for',
});
export const answerCall = route({
  method: 'post',
  path: '/lots/:lot/calls/mine',
  roles: ['expert'],
  params: lot,
  body: z.object({
    accept: z.boolean(),
    /** Of a refusal; a conflict of interest (D12) may be declared after accepting, too. */
    cause: z.enum(['conflict', 'unavailable']).optional(),
    reason: z.string().max(500).default(''),
  }),
  reply: Done,
  summary:
    'Accept, or decline with a reason (conflict, unavailable): the next in the sequence is called',
});
/** Only the centre, and only to reach them: each look is on record. Null names are those not to be called. */
export const readCallList = route({
  method: 'get',
  path: '/lots/:lot/calls',
  roles: ['operator'],
  params: lot,
  reply: z.object({
    rows: z.array(
      z.object({ number: z.int(), name: z.string(), city: z.string(), reply: CallReply }),
    ),
  }),
  summary: 'Who still has to be called for an evaluation',
});
export const nominateRepresentatives = route({
  method: 'post',
  path: '/lots/:lot/draw/representatives',
  roles: ['tenderer'],
  params: lot,
  body: z.object({ persons: z.array(Id).min(1).max(10) }),
  reply: DrawView,
  idempotent: true,
  summary: 'The tenderer’s own members of the committee, at most one third (A37)',
});
export const replaceExpert = route({
  method: 'post',
  path: '/lots/:lot/draw/seats/:number/replacement',
  roles: ['operator'],
  params: lot.extend({ number: z.coerce.number().int().min(1) }),
  body: z.object({ reason: z.string().min(4).max(500) }),
  reply: DrawView,
  idempotent: true,
  summary: 'A member cannot go on: its conclusions are void, the next in the draw is called (B48)',
});
export const widenDraw = route({
  method: 'post',
  path: '/lots/:lot/draw/widenings',
  roles: ['tenderer', 'agency'],
  params: lot,
  body: Widening.extend({
    reason: z.string().trim().min(4).max(500),
    /** CAdES over the widening's statement (RFC 8785), made by the caller's unit. */
    signature: Cms,
  }),
  reply: DrawView,
  idempotent: true,
  summary: 'The pool is exhausted: widen the criteria on record, and draw the vacant seats (B46)',
});
export const recomputeDraw = route({
  method: 'get',
  path: '/lots/:lot/draw/check',
  roles: ['supervisor', 'operator'],
  params: lot,
  reply: z.object({ matches: z.boolean(), steps: z.array(Words) }),
  summary: 'Recompute the draw; the look itself is on record',
});
