import { z } from 'zod';
import { route } from '../route.ts';
import { Words } from '../words.ts';

/** How each indicator has done so far, by what people found. */
export const IndicatorRecord = z.object({
  rule: z.string(),
  words: Words,
  clues: z.int(),
  confirmed: z.int(),
  dismissed: z.int(),
  /** Confirmed among judged, with its 90 % interval (beta); null while nobody has judged. */
  precision: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
  /** Log-odds that the feedback adds to each of its reasons now. */
  adjustment: z.number(),
});

export type IndicatorRecord = z.infer<typeof IndicatorRecord>;

export const readIndicators = route({
  method: 'get',
  path: '/clues/indicators',
  roles: ['supervisor'],
  reply: z.object({ rows: z.array(IndicatorRecord) }),
  summary: 'How often each indicator was right',
});

export const tryThreshold = route({
  method: 'get',
  path: '/clues/threshold',
  roles: ['supervisor'],
  query: z.object({ threshold: z.coerce.number().min(0).max(1) }),
  reply: z.object({
    threshold: z.number(),
    raisedAt: z.number(),
    clues: z.int(),
    confirmed: z.int(),
    dismissed: z.int(),
    open: z.int(),
    lots: z.int(),
  }),
  summary: 'How many clues another threshold would have raised',
});
