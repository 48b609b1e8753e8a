import { z } from 'zod';
import { Id, route, Time } from '../route.ts';
import { committee, EvaluationStage } from './members.ts';

const lot = z.object({ lot: Id });

export type SheetStage = 'qualification' | 'responsiveness' | 'technical';

/** A finding of the check of scores (E5): a fact to look at, never a verdict. */
export const ScoreCheck = z.object({
  kind: z.enum(['objective-differs', 'outlier']),
  bid: Id,
  item: z.string(),
  text: z.string(),
});

export type ScoreCheck = z.infer<typeof ScoreCheck>;

/** Marks: for reviews a pass or a reasoned fail, for technical items a score; null is not yet given. */
export const Mark = z.object({
  bid: Id,
  item: z.string().max(40),
  value: z.union([z.number(), z.boolean(), z.null()]),
  reason: z.string().max(500).default(''),
});

export type Mark = z.infer<typeof Mark>;

export const Sheet = z.object({
  stage: EvaluationStage,
  version: z.int(),
  lockedAt: Time.nullable(),
  marks: z.array(Mark),
});

export type Sheet = z.infer<typeof Sheet>;

export const readSheet = route({
  method: 'get',
  path: '/lots/:lot/evaluation/sheets/:stage',
  roles: [...committee],
  params: lot.extend({ stage: EvaluationStage }),
  reply: Sheet,
  summary: 'One’s own sheet',
});

export const saveSheet = route({
  method: 'put',
  path: '/lots/:lot/evaluation/sheets/:stage',
  roles: [...committee],
  params: lot.extend({ stage: EvaluationStage }),
  body: z.object({ marks: z.array(Mark).max(2000) }),
  reply: Sheet,
  summary: 'Save marks (If-Match: the sheet’s version)',
});

export const lockSheet = route({
  method: 'post',
  path: '/lots/:lot/evaluation/sheets/:stage/lock',
  roles: [...committee],
  params: lot.extend({ stage: EvaluationStage }),
  reply: Sheet,
  idempotent: true,
  summary: 'Submit and lock one’s sheet',
});

export const reopenSheet = route({
  method: 'post',
  path: '/lots/:lot/evaluation/sheets/:stage/reopen',
  roles: [...committee],
  params: lot.extend({ stage: EvaluationStage }),
  body: z.object({ reason: z.string().min(2).max(500) }),
  reply: Sheet,
  summary:
    'Ask one’s own sheet back before the stage ends (a finding was shown); the reason is on record',
});
