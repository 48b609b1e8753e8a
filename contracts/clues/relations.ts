import { z } from 'zod';
import { Id, route, Time } from '../route.ts';
import { Words } from '../words.ts';
import { Purpose } from './desk.ts';

/** Who bids with whom over time; communities are groups that meet more often than chance. */
export const RelationGraph = z.object({
  madeAt: Time.nullable(),
  nodes: z.array(
    z.object({
      id: Id,
      name: z.string(),
      bids: z.int(),
      wins: z.int(),
      community: z.int(),
      x: z.number(),
      y: z.number(),
    }),
  ),
  edges: z.array(
    z.object({ a: Id, b: Id, together: z.int(), expected: z.number(), strength: z.number() }),
  ),
  groups: z.array(
    z.object({
      community: z.int(),
      /** Those among the nodes; `size` counts all. */
      members: z.array(Id),
      size: z.int(),
      coherence: z.number(),
      exclusivity: z.number(),
      score: z.number(),
      words: Words,
    }),
  ),
});

export type RelationGraph = z.infer<typeof RelationGraph>;

export const readRelations = route({
  method: 'get',
  path: '/clues/relations',
  roles: ['supervisor'],
  query: z.object({ purpose: Purpose }),
  reply: RelationGraph,
  summary: 'The graph of who bids with whom',
});
