import { z } from 'zod';
import { Done, Id, route, Time } from '../route.ts';

/** Sources that many share for a known reason. */
export const ExplainedKind = z.enum(['address', 'contact', 'account']);

export type ExplainedKind = z.infer<typeof ExplainedKind>;

export const ExplainedWhy = z.enum(['campus', 'agency', 'hall', 'other']);

export type ExplainedWhy = z.infer<typeof ExplainedWhy>;

const explained = {
  kind: ExplainedKind,
  value: z.string().min(3).max(100),
  why: ExplainedWhy,
  reason: z.string().min(4).max(500),
  /** Share of its weight that a match through it keeps. */
  weight: z.number().min(0).max(1),
};

export const ExplainedRow = z.object({
  ...explained,
  id: Id,
  from: Time,
  until: Time,
  enteredBy: z.string(),
  enteredAt: Time,
  endedAt: Time.nullable(),
  endReason: z.string().nullable(),
});

export type ExplainedRow = z.infer<typeof ExplainedRow>;

export const listExplained = route({
  method: 'get',
  path: '/clues/explained',
  roles: ['supervisor', 'operator'],
  reply: z.object({ rows: z.array(ExplainedRow) }),
  summary: 'The register of sources that many share for a known reason',
});

export const explainValue = route({
  method: 'post',
  path: '/clues/explained',
  roles: ['supervisor', 'operator'],
  body: z.object({ ...explained, from: z.iso.date(), until: z.iso.date() }),
  reply: z.object({ id: Id }),
  idempotent: true,
  summary: 'Enter a source that many share, with its reason and term',
});

export const endExplained = route({
  method: 'post',
  path: '/clues/explained/:explained/end',
  roles: ['supervisor', 'operator'],
  params: z.object({ explained: Id }),
  body: z.object({ reason: z.string().min(4).max(500) }),
  reply: Done,
  summary: 'End an explanation before its term',
});
