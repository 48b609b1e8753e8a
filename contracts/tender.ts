import { z } from 'zod';
import { Cms, Done, Id, page, route, Sha256, Time, Yuan } from './route.ts';

export const EnvelopeId = z.enum(['opening', 'qualification', 'technical', 'price']);
export type EnvelopeId = z.infer<typeof EnvelopeId>;

/** Evaluation stages at which an envelope may be opened, in order. */
export const RevealStage = z.enum(['opening', 'review', 'price']);

export const ScoreItem = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  title: z.string().min(1).max(60),
  max: z.number().positive().max(100),
  step: z.number().positive().default(0.5),
  kind: z.enum(['subjective', 'objective']),
  /** What earns what: shown to the expert beside the cell. */
  bands: z
    .array(z.object({ from: z.number(), to: z.number(), text: z.string().max(80) }))
    .default([]),
});
export type ScoreItem = z.infer<typeof ScoreItem>;

export const ReviewItem = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  title: z.string().min(1).max(120),
  article: z.string().max(80),
});
export type ReviewItem = z.infer<typeof ReviewItem>;

const Decimal = z.string().regex(/^\d+(\.\d+)?$/);
export const PriceFormula = z.discriminatedUnion('id', [
  z.object({ id: z.literal('lowest-price'), weight: Decimal }),
  z.object({
    id: z.literal('benchmark-average'),
    weight: Decimal,
    trim: z.object({ from: z.int().min(1), high: z.int().min(0), low: z.int().min(0) }),
    ceilingShare: Decimal,
    float: Decimal,
    /** Announced sets, one value of which the public draw at the opening puts in the place of the one above. */
    draw: z
      .object({
        ceilingShare: z.array(Decimal).min(2).max(50).optional(),
        float: z.array(Decimal).min(2).max(50).optional(),
      })
      .optional(),
    deduct: z.object({ above: Decimal, below: Decimal }),
    floor: Decimal,
  }),
]);
export type PriceFormula = z.infer<typeof PriceFormula>;

/** The rules of one lot, as data: hashed (RFC 8785) into every bid that is sealed under them. */
export const LotRules = z.object({
  version: z.int().min(1),
  method: z.literal('open-tender'),
  industry: z.enum(['building', 'transport', 'water', 'procurement']),
  stateFunded: z.boolean(),
  ceiling: Yuan,
  bond: Yuan,
  releaseWindowMinutes: z.int().min(1).max(240),
  envelopes: z
    .array(
      z.object({ id: EnvelopeId, title: z.string(), required: z.boolean(), reveal: RevealStage }),
    )
    .min(1),
  qualification: z.array(ReviewItem).min(1),
  responsiveness: z.array(ReviewItem).min(1),
  technical: z.object({ weight: z.number().min(0).max(100), items: z.array(ScoreItem).min(1) }),
  price: PriceFormula,
  ties: z.array(z.enum(['lower-price', 'higher-technical', 'draw'])).min(1),
  candidates: z.int().min(1).max(3),
  committee: z.object({
    size: z.int(),
    experts: z.int(),
    /** Empty in a draft at first; publication asks for two of each (A37). */
    cities: z.array(z.string()),
    disciplines: z.array(z.object({ id: z.string(), seats: z.int().min(1) })),
  }),
});
export type LotRules = z.infer<typeof LotRules>;

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
  kind: z.enum(['question', 'amendment']),
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
  schedule: Schedule,
  lots: z.array(PublicLot),
  documents: z.array(TenderDocument),
  clarifications: z.array(Clarification),
});
export type PublicProject = z.infer<typeof PublicProject>;

const project = z.object({ project: Id });
const Draft = z.object({
  id: Id,
  code: z.string(),
  state: ProjectState,
  version: z.int(),
  draft: ProjectDraft,
  documents: z.array(TenderDocument),
});
export type Draft = z.infer<typeof Draft>;

export const createDraft = route({
  method: 'post',
  path: '/projects',
  roles: ['tenderer', 'agency'],
  body: ProjectDraft.pick({ name: true, city: true, industry: true }),
  reply: Draft,
  idempotent: true,
  summary: 'Start a project',
});
export const readDraft = route({
  method: 'get',
  path: '/projects/:project/draft',
  roles: ['tenderer', 'agency'],
  params: project,
  reply: Draft,
  summary: 'The draft of one’s own project',
});
export const saveDraft = route({
  method: 'put',
  path: '/projects/:project/draft',
  roles: ['tenderer', 'agency'],
  params: project,
  body: ProjectDraft,
  reply: Draft,
  summary: 'Save the draft (If-Match: its version)',
});
export const listMyProjects = route({
  method: 'get',
  path: '/projects/mine',
  roles: ['tenderer', 'agency'],
  reply: z.object({
    rows: z.array(
      z.object({
        id: Id,
        code: z.string(),
        name: z.string(),
        state: ProjectState,
        deadline: Time.nullable(),
        lots: z.array(z.object({ id: Id, title: z.string(), state: LotState })),
      }),
    ),
  }),
  summary: 'One’s own projects',
});
export const attachDocument = route({
  method: 'post',
  path: '/projects/:project/documents',
  roles: ['tenderer', 'agency'],
  params: project,
  query: z.object({ name: z.string().min(1).max(200), kind: TenderDocument.shape.kind }),
  reply: TenderDocument,
  bytes: { request: 'application/octet-stream' },
  summary: 'Attach a document to the draft',
});
export const removeDocument = route({
  method: 'delete',
  path: '/projects/:project/documents/:document',
  roles: ['tenderer', 'agency'],
  params: project.extend({ document: Id }),
  reply: Done,
  summary: 'Take a document out of the draft',
});

/** One date or rule, judged: its article, its text, and the earliest lawful moment where there is one. */
export const Finding = z.object({
  item: z.string(),
  lawful: z.boolean(),
  article: z.string(),
  text: z.string(),
  how: z.string(),
  earliest: Time.nullable(),
});
export type Finding = z.infer<typeof Finding>;
export const checkSchedule = route({
  method: 'post',
  path: '/schedule/check',
  roles: ['public'],
  body: z.object({ schedule: Schedule, industry: LotRules.shape.industry }),
  reply: z.object({ findings: z.array(Finding) }),
  summary: 'Judge a schedule by the law',
});
export const readMethod = route({
  method: 'get',
  path: '/methods/:method',
  roles: ['public'],
  params: z.object({ method: z.literal('open-tender') }),
  reply: z.object({
    rules: LotRules,
    articles: z.array(z.object({ field: z.string(), article: z.string(), text: z.string() })),
  }),
  summary: 'A trading method: its default rules and the article of each',
});
export const readCalendar = route({
  method: 'get',
  path: '/calendar/:year',
  roles: ['public'],
  params: z.object({ year: z.coerce.number().int().min(2020).max(2100) }),
  reply: z.object({
    year: z.int(),
    provisional: z.boolean(),
    source: z.string(),
    days: z.array(
      z.object({ date: z.iso.date(), kind: z.enum(['holiday', 'workday']), name: z.string() }),
    ),
  }),
  summary: 'Public holidays and make-up working days',
});

/** The exact notice text to sign (RFC 8785), made by the server from the draft. */
export const previewNotice = route({
  method: 'get',
  path: '/projects/:project/notice',
  roles: ['tenderer', 'agency'],
  params: project,
  reply: z.object({
    text: z.string(),
    sha256: Sha256,
    findings: z.array(Finding),
    version: z.int(),
  }),
  summary: 'The notice as it will be signed, and what stands in its way',
});
export const publishProject = route({
  method: 'post',
  path: '/projects/:project/publication',
  roles: ['tenderer', 'agency'],
  params: project,
  body: z.object({ signature: Cms }),
  reply: PublicProject,
  idempotent: true,
  summary: 'Publish with a signature over the notice',
});

export const ProjectRow = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  city: z.string(),
  industry: LotRules.shape.industry,
  tenderer: z.string(),
  stage: LotState,
  ceiling: Yuan,
  deadline: Time,
  publishedAt: Time,
});
export const listProjects = route({
  method: 'get',
  path: '/projects',
  roles: ['public'],
  query: z.object({
    text: z.string().max(60).default(''),
    city: z.string().max(40).optional(),
    industry: LotRules.shape.industry.optional(),
    stage: LotState.optional(),
    sort: z.enum(['deadline', 'newest', 'amount']).default('deadline'),
    after: z.string().optional(),
  }),
  reply: page(ProjectRow).extend({ total: z.int() }),
  summary: 'Published projects',
});
export const readProject = route({
  method: 'get',
  path: '/projects/:project',
  roles: ['public'],
  params: project,
  reply: PublicProject,
  summary: 'A published project',
});
export const downloadDocument = route({
  method: 'get',
  path: '/documents/:document',
  roles: ['public'],
  params: z.object({ document: Id }),
  reply: z.unknown(),
  bytes: { reply: 'application/octet-stream' },
  summary: 'A tender document, without registration (C20)',
});

export const askQuestion = route({
  method: 'post',
  path: '/projects/:project/questions',
  roles: ['bidder'],
  params: project,
  body: z.object({ text: z.string().min(2).max(2000) }),
  reply: Done,
  idempotent: true,
  summary: 'Ask about the documents; the asker stays secret (C21)',
});
export const listQuestions = route({
  method: 'get',
  path: '/projects/:project/questions',
  roles: ['tenderer', 'agency'],
  params: project,
  reply: z.object({ rows: z.array(Clarification) }),
  summary: 'Questions received, without the askers',
});
export const answerQuestion = route({
  method: 'post',
  path: '/projects/:project/questions/:question/answer',
  roles: ['tenderer', 'agency'],
  params: project.extend({ question: Id }),
  body: z.object({ text: z.string().min(2).max(4000) }),
  reply: Clarification,
  summary: 'Answer to all',
});
export const amendProject = route({
  method: 'post',
  path: '/projects/:project/amendments',
  roles: ['tenderer', 'agency'],
  params: project,
  body: z.object({
    text: z.string().min(2).max(4000),
    affectsBids: z.boolean(),
    deadline: Time.optional(),
    lots: z.array(z.object({ id: Id, rules: LotRules })).default([]),
  }),
  reply: PublicProject,
  idempotent: true,
  summary: 'Amend; what affects bids needs 15 days or moves the deadline (B21)',
});
export const suspendProject = route({
  method: 'post',
  path: '/projects/:project/suspension',
  roles: ['supervisor'],
  params: project,
  body: z.object({ reason: z.string().min(4).max(1000), suspend: z.boolean() }),
  reply: Done,
  summary: 'Suspend or resume',
});
export const terminateProject = route({
  method: 'post',
  path: '/projects/:project/termination',
  roles: ['tenderer', 'agency', 'supervisor'],
  params: project,
  body: z.object({ reason: z.string().min(4).max(1000) }),
  reply: Done,
  summary: 'End a project for good with a public reason (B31), or discard a draft',
});
