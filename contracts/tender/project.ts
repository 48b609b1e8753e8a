import { z } from 'zod';
import { Id, Sha256, Time } from '../route.ts';
import { LotRules } from './lot-rules.ts';

export const Schedule = z.object({
  issueFrom: Time,
  issueTo: Time,
  deadline: Time,
  evaluationFrom: Time,
});
export type Schedule = z.infer<typeof Schedule>;

export const LotDraft = z.object({ id: Id, title: z.string().min(1).max(100), rules: LotRules });

export const ProjectDraft = z.object({
  name: z.string().min(2).max(120),
  city: z.string().min(1).max(40),
  industry: LotRules.shape.industry,
  fundSource: z.string().max(120),
  approval: z.string().max(120),
  summary: z.string().max(4000),
  agency: Id.nullable(),
  contact: z.object({ name: z.string().max(40), phone: z.string().max(40) }),
  lots: z.array(LotDraft).max(20),
  schedule: Schedule.nullable(),
});
export type ProjectDraft = z.infer<typeof ProjectDraft>;

export const ProjectState = z.enum(['draft', 'published', 'suspended', 'terminated', 'finished']);
export type ProjectState = z.infer<typeof ProjectState>;

export const LotState = z.enum([
  'draft',
  'bidding',
  'closed',
  'opening',
  'opened',
  'evaluating',
  'evaluated',
  'candidates',
  'awarded',
  'contracted',
  'failed',
  'suspended',
  'terminated',
]);
export type LotState = z.infer<typeof LotState>;

export const TenderDocument = z.object({
  id: Id,
  name: z.string(),
  bytes: z.int(),
  sha256: Sha256,
  kind: z.enum(['tender', 'bill', 'drawing', 'other', 'amendment']),
  addedAt: Time,
});
export type TenderDocument = z.infer<typeof TenderDocument>;

export const PublicLot = z.object({
  id: Id,
  title: z.string(),
  state: LotState,
  rules: LotRules,
  rulesSha256: Sha256,
});

export const Clarification = z.object({
  id: Id,
  kind: z.enum(['question', 'amendment', 'suspension', 'resumption', 'termination']),
  question: z.string().nullable(),
  answer: z.string().nullable(),
  at: Time,
  rulesVersion: z.int().nullable(),
});

/** What everybody may see of a published project: never who asked, downloaded or submitted, nor how many (C21). */
export const PublicProject = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  city: z.string(),
  industry: LotRules.shape.industry,
  tenderer: z.string(),
  agency: z.string().nullable(),
  fundSource: z.string(),
  approval: z.string(),
  summary: z.string(),
  contact: ProjectDraft.shape.contact,
  state: ProjectState,
  publishedAt: Time,
  /** Stands still while an objection to the documents waits: since when, and when its answer is due at the latest (B22). */
  stopped: z.object({ since: Time, answerBy: Time }).nullable(),
  schedule: Schedule,
  lots: z.array(PublicLot),
  documents: z.array(TenderDocument),
  clarifications: z.array(Clarification),
});
export type PublicProject = z.infer<typeof PublicProject>;
