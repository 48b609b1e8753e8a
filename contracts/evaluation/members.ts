import { z } from 'zod';

/** Members are drawn experts or the tenderer’s representatives (A37): the seat decides, the role only admits. */
export const committee = ['expert', 'tenderer'] as const;

export const EvaluationStage = z.enum([
  'waiting',
  'qualification',
  'responsiveness',
  'technical',
  'price',
  'report',
  'finished',
]);

export type EvaluationStage = z.infer<typeof EvaluationStage>;

export const Member = z.object({
  number: z.int(),
  city: z.string(),
  discipline: z.string(),
  venue: z.string().nullable(),
  leader: z.boolean(),
  checkedIn: z.boolean(),
  promised: z.boolean(),
  locked: z.array(EvaluationStage),
  filled: z.int(),
  signed: z.boolean(),
});

export type Member = z.infer<typeof Member>;
