import { z } from 'zod';
import { Base64, Done, Id, route, Sha256, Time } from './route.ts';

const lot = z.object({ lot: Id });

/** What anyone may see of a draw: counts, never names, until the result is published (A37). */
export const DrawView = z.object({
  lot: Id,
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
      reply: z.enum(['asked', 'accepted', 'declined']),
    }),
  ),
  /** Published with the candidates: anyone recomputes the draw from these. */
  opened: z
    .object({
      seed: Base64,
      beacon: Sha256,
      pool: z.string(),
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
        reply: z.enum(['asked', 'accepted', 'declined']),
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
  body: z.object({ accept: z.boolean(), reason: z.string().max(500).default('') }),
  reply: Done,
  summary:
    'Accept, or decline with a reason (conflict, unavailable): the next in the sequence is called',
});
export const recomputeDraw = route({
  method: 'get',
  path: '/lots/:lot/draw/check',
  roles: ['supervisor', 'operator'],
  params: lot,
  reply: z.object({ matches: z.boolean(), steps: z.array(z.string()) }),
  summary: 'Recompute the draw; the look itself is on record',
});
