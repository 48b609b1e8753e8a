import { z } from 'zod';
import { Id, page, route, Sha256, Time } from './route.ts';
import { LotState } from './tender/project.ts';
import { Words } from './words.ts';

/** A tile of the wall. Before the opening it says nothing of bids: no names, no count (C21). */
export const WallTile = z.object({
  lot: Id,
  project: Id,
  code: z.string(),
  title: z.string(),
  city: z.string(),
  state: LotState,
  stage: z.enum([
    'bidding',
    'releasing',
    'reading',
    'drawing',
    'review',
    'report',
    'publicity',
    'suspended',
  ]),
  tenderer: z.string(),
  deadline: Time,
  progress: z.string().nullable(),
  tone: z.enum(['ok', 'run', 'warn', 'bad', 'idle']),
  since: Time,
});
export type WallTile = z.infer<typeof WallTile>;
export const TimelineRow = z.object({
  id: Id,
  at: Time,
  type: z.string(),
  subject: z.string(),
  /** Who acted, and what happened, in both languages; names and what people wrote stay as written. */
  actor: Words,
  text: Words,
  leafIndex: z.int().nullable(),
  leafHash: Sha256,
});
export type TimelineRow = z.infer<typeof TimelineRow>;

export const readWall = route({
  method: 'get',
  path: '/supervision/wall',
  roles: ['supervisor', 'operator'],
  reply: z.object({ now: Time, rows: z.array(WallTile) }),
  summary: 'Every live opening and room',
});
export const readTimeline = route({
  method: 'get',
  path: '/supervision/projects/:project/timeline',
  roles: ['supervisor'],
  params: z.object({ project: Id }),
  query: z.object({ after: z.string().optional() }),
  reply: page(TimelineRow),
  summary: 'The record of one project; sealed matter stays sealed, and the look is on record',
});
/** The inclusion proof of one event against the newest checkpoint. */
export const proveEvent = route({
  method: 'get',
  path: '/supervision/events/:event/proof',
  roles: ['supervisor', 'operator'],
  params: z.object({ event: Id }),
  reply: z.object({
    leafHash: Sha256,
    leafIndex: z.int().nullable(),
    proof: z.string().nullable(),
  }),
  summary: 'Proof that an event is in the log',
});
