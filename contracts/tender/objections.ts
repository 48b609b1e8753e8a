import { z } from 'zod';
import { Cms, Id, route, Time } from '../route.ts';

const project = z.object({ project: Id });

/** An objection to the tender documents. What it says and its answer are between its author, the tenderer and those who watch. */
export const DocumentObjection = z.object({
  id: Id,
  /** Who objects: only for the supervisor, the centre on duty and the author; null for the tenderer (C21). */
  from: z.string().nullable(),
  text: z.string(),
  at: Time,
  /** End of the last of the three days in which it is answered (B22). */
  answerBy: Time,
  answer: z.string().nullable(),
  answeredAt: Time.nullable(),
});
export type DocumentObjection = z.infer<typeof DocumentObjection>;

const Objections = z.object({
  rows: z.array(DocumentObjection),
  /** Until when objections are taken; null while the clock stands still. */
  until: Time.nullable(),
});

export const listDocumentObjections = route({
  method: 'get',
  path: '/projects/:project/objections',
  roles: ['tenderer', 'agency', 'bidder', 'supervisor', 'operator'],
  params: project,
  reply: Objections,
  summary:
    'Objections to the documents: all without their authors for the tenderer, one’s own for a bidder',
});

/** An objection that still waits, as those who watch see it: whose turn it is and till when, never who objects (C21). */
export const WaitingObjection = z.object({
  objection: Id,
  project: Id,
  code: z.string(),
  name: z.string(),
  city: z.string(),
  tenderer: z.string(),
  contact: z.object({ name: z.string(), phone: z.string() }),
  at: Time,
  answerBy: Time,
  overdue: z.boolean(),
});
export type WaitingObjection = z.infer<typeof WaitingObjection>;

export const listWaitingObjections = route({
  method: 'get',
  path: '/objections/waiting',
  roles: ['supervisor', 'operator'],
  reply: z.object({ rows: z.array(WaitingObjection) }),
  summary: 'Objections to documents that wait for their answer, the nearest due first (B22)',
});

export const objectToDocuments = route({
  method: 'post',
  path: '/projects/:project/objections',
  roles: ['bidder'],
  params: project,
  body: z.object({ text: z.string().min(4).max(4000), signature: Cms }),
  reply: Objections,
  idempotent: true,
  summary: 'Object to the documents; the trade stops until the answer (B22)',
});

export const answerDocumentObjection = route({
  method: 'post',
  path: '/projects/:project/objections/:objection/answer',
  roles: ['tenderer', 'agency'],
  params: project.extend({ objection: Id }),
  body: z.object({ text: z.string().min(2).max(4000) }),
  reply: Objections,
  summary: 'Answer an objection; with the last answer the trade goes on and the deadline moves',
});
