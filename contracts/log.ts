import { z } from 'zod';
import { Base64, Id, route } from './route.ts';

const Size = z.coerce.number<string | number>().int().min(1);

/**
 * The public log. Checkpoint, tiles and entry bundles are plain resources at the paths of C2SP tlog-tiles
 * (`/log/checkpoint`, `/log/tile/…`); here is what saves a reader from computing proofs out of tiles.
 */
export const logPrefix = '/log';

export const readLogKey = route({
  method: 'get',
  path: '/log/key',
  roles: ['public'],
  reply: z.object({
    origin: z.string(),
    /** C2SP signed-note verifier key: `name+id+key`. */
    verifier: z.string(),
  }),
  summary: 'The key that signs the checkpoints of the log',
});

export const readInclusion = route({
  method: 'get',
  path: '/log/inclusion',
  roles: ['public'],
  query: z
    .object({
      event: Id.optional(),
      index: z.coerce.number<string | number>().int().min(0).optional(),
    })
    .refine(q => (q.event === undefined) !== (q.index === undefined), '给出 event 或 index 之一'),
  reply: z.object({
    /** Null while the event waits for its place: ask again in a second. */
    index: z.int().nullable(),
    /** C2SP tlog-proof text against the newest checkpoint. */
    proof: z.string().nullable(),
  }),
  summary: 'Proof that an event, or the leaf at a place, is in the log',
});

export const readConsistency = route({
  method: 'get',
  path: '/log/consistency',
  roles: ['public'],
  query: z.object({ from: Size, to: Size }),
  reply: z.object({ hashes: z.array(Base64) }),
  summary:
    'Proof that the log of one size is the beginning of the log of a later size (RFC 6962, 2.1.2)',
});
