import { z } from 'zod';
import { CreditCode } from './organisation-profile.ts';
import { Base64, Cms, Id, page, type Role, route, Sha256, Time } from './route.ts';

export const Blacklist = z.enum(['violations', 'malicious-complaints']);
export type Blacklist = z.infer<typeof Blacklist>;

export const GroundId = z.enum([
  'collusion',
  'bribery',
  'fraud',
  'non-performance',
  'refusal-to-sign',
  'illegal-subcontracting',
  'expert-bribery',
  'expert-misconduct',
  'fabricated-complaint',
  'illegal-evidence',
]);
export type GroundId = z.infer<typeof GroundId>;

/** An organisation is known by its code in every city; an expert by name and employer outside its own. */
export const SanctionSubject = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('organisation'), code: CreditCode, name: z.string().max(100) }),
  z.strictObject({
    kind: z.literal('expert'),
    name: z.string().max(50),
    employer: z.string().max(100),
  }),
]);
export type SanctionSubject = z.infer<typeof SanctionSubject>;

export const SanctionState = z.enum(['in-effect', 'suspended', 'repaired', 'revoked', 'expired']);
export type SanctionState = z.infer<typeof SanctionState>;

export const Reference = z.string().regex(/^[A-Z]-\d{4}-\d{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$/);

/** A listing as everybody sees it. `origin` is the city's centre that published it. */
export const Sanction = z.object({
  number: Reference,
  origin: z.string(),
  authority: z.string(),
  imported: z.boolean(),
  list: Blacklist,
  ground: GroundId,
  subject: SanctionSubject,
  /** Whether it also bars other organisations of the same legal representative. */
  extendsToPerson: z.boolean(),
  from: Time,
  until: Time.nullable(),
  state: SanctionState,
});
export type Sanction = z.infer<typeof Sanction>;

const History = z.object({
  kind: z.enum(['listed', 'suspended', 'resumed', 'repaired', 'revoked', 'expired']),
  at: Time,
  event: Id,
  leafIndex: z.int().nullable(),
});

export const listSanctions = route({
  method: 'get',
  path: '/sanctions',
  roles: ['public'],
  query: z.object({
    text: z.string().max(60).default(''),
    list: Blacklist.optional(),
    after: Reference.optional(),
  }),
  reply: page(Sanction),
  summary: 'Both blacklists: what is in effect or suspended now',
});

export const readSanction = route({
  method: 'get',
  path: '/sanctions/:number',
  roles: ['public'],
  params: z.object({ number: Reference }),
  reply: Sanction.extend({
    /** The decision as it was signed (RFC 8785), its hash and CAdES signature. */
    decision: z.object({ text: z.string(), sha256: Sha256, signature: Base64 }),
    history: z.array(History),
    /** Inclusion proof of the listing; null while it waits for its place in the log. */
    proof: z.object({ event: z.string(), blind: Sha256, tlog: z.string() }).nullable(),
    log: z.string(),
  }),
  summary: 'One listing by its number, ended ones too: a removal stays traceable',
});
export type SanctionDetail = z.infer<typeof readSanction.reply>;

export const printDecision = route({
  method: 'get',
  path: '/sanctions/:number/decision.pdf',
  roles: ['public'],
  params: z.object({ number: Reference }),
  reply: z.unknown(),
  bytes: { reply: 'application/pdf' },
  summary: 'The decision as PDF under the seal of the centre',
});

export const Evidence = z.object({
  id: Id,
  kind: z.enum(['file', 'clue']),
  name: z.string(),
  sha256: Sha256,
  bytes: z.int(),
  /** Where a clue comes from: the analysis that raised it, another city, a person. */
  source: z.string().nullable(),
  rule: z.string().nullable(),
  at: Time,
});
export type Evidence = z.infer<typeof Evidence>;

/** 异议、行政复议、信用修复. */
export const AppealKind = z.enum(['objection', 'review', 'repair']);
export type AppealKind = z.infer<typeof AppealKind>;

/** What the subject files, as it signs it (RFC 8785). */
export const AppealStatement = z.strictObject({
  format: z.literal('kaibiao-sanction-appeal/1'),
  number: Reference,
  kind: AppealKind,
  /** Reasons; for a repair what has been put right. */
  text: z.string().min(4).max(20_000),
  /** Repair only: what the subject commits itself to. */
  commitment: z.string().max(4000).nullable(),
  /** SHA-256 of files uploaded as proof. */
  proofs: z.array(Sha256).max(50),
});
export type AppealStatement = z.infer<typeof AppealStatement>;

/** How a supervisor decides it, as signed. `suspend` and `resume` come before the end: execution stops meanwhile or goes on. */
export const AppealDecision = z.strictObject({
  format: z.literal('kaibiao-appeal-decision/1'),
  appeal: Id,
  number: Reference,
  statementSha256: Sha256,
  outcome: z.enum(['granted', 'rejected', 'suspend', 'resume']),
  reason: z.string().min(4).max(20_000),
});
export type AppealDecision = z.infer<typeof AppealDecision>;

export const Appeal = z.object({
  id: Id,
  number: Reference,
  subject: SanctionSubject,
  kind: AppealKind,
  state: z.enum(['filed', 'granted', 'rejected']),
  statement: AppealStatement,
  statementSha256: Sha256,
  proofs: z.array(z.object({ id: Id, name: z.string(), sha256: Sha256, bytes: z.int() })),
  /** All evidence that the decision used: who appeals and who decides the appeal read each piece. */
  evidence: z.array(Evidence),
  filedAt: Time,
  due: Time,
  tone: z.enum(['ok', 'yellow', 'red', 'done']),
  decidedAt: Time.nullable(),
  decisions: z.array(AppealDecision.extend({ by: z.string(), at: Time })),
  mayDecide: z.boolean(),
});
export type Appeal = z.infer<typeof Appeal>;

const subjects: readonly [Role, ...Role[]] = ['bidder', 'agency', 'tenderer', 'expert'];

export const uploadProof = route({
  method: 'post',
  path: '/sanctions/:number/proofs',
  roles: subjects,
  params: z.object({ number: Reference }),
  query: z.object({ name: z.string().min(1).max(200) }),
  reply: z.object({ id: Id, sha256: Sha256, bytes: z.int() }),
  bytes: { request: 'application/octet-stream' },
  summary: 'Upload a file as proof for an appeal',
});

export const fileAppeal = route({
  method: 'post',
  path: '/sanctions/:number/appeals',
  roles: subjects,
  params: z.object({ number: Reference }),
  body: z.object({ statement: AppealStatement, signature: Cms }),
  reply: Appeal,
  idempotent: true,
  summary: 'Object, ask for review, or ask for repair: by the subject, signed',
});

export const listAppeals = route({
  method: 'get',
  path: '/sanction-appeals',
  roles: ['supervisor', ...subjects],
  reply: z.object({ rows: z.array(Appeal) }),
  summary: 'Appeals: one’s own, or for a supervisor all',
});

export const decideAppeal = route({
  method: 'post',
  path: '/sanction-appeals/:appeal/decisions',
  roles: ['supervisor'],
  params: z.object({ appeal: Id }),
  body: z.object({ decision: AppealDecision, signature: Cms }),
  reply: Appeal,
  idempotent: true,
  summary: 'Decide an appeal, by a supervisor who had no part in the case; or suspend meanwhile',
});

export const readAppealEvidence = route({
  method: 'get',
  path: '/sanction-appeals/:appeal/evidence/:evidence',
  roles: ['supervisor', ...subjects],
  params: z.object({ appeal: Id, evidence: Id }),
  reply: z.unknown(),
  bytes: { reply: 'application/octet-stream' },
  summary: 'A piece of evidence that the decision used; the look is on record',
});

export const readAppealProof = route({
  method: 'get',
  path: '/sanction-appeals/:appeal/proofs/:proof',
  roles: ['supervisor', ...subjects],
  params: z.object({ appeal: Id, proof: Id }),
  reply: z.unknown(),
  bytes: { reply: 'application/octet-stream' },
  summary: 'A file filed with an appeal; the look is on record',
});
