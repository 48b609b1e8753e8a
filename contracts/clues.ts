import { z } from 'zod';
import { Done, Id, page, route, Time, Yuan } from './route.ts';
import { Words } from './words.ts';

export const ClueState = z.enum(['new', 'held', 'confirmed', 'dismissed', 'case']);
export type ClueState = z.infer<typeof ClueState>;
export const ClueStage = z.enum(['opening', 'technical', 'price', 'history']);
export type ClueStage = z.infer<typeof ClueStage>;

/** What a clue is about: bids of one lot, firms that meet over the years, or a firm with an agency or an expert. */
export const ClueAbout = z.enum(['lot', 'group', 'tie']);
export type ClueAbout = z.infer<typeof ClueAbout>;
/** Who is in a clue over the years; reasons and links call them by number. */
export const ClueParty = z.object({
  number: z.int(),
  kind: z.enum(['bidder', 'agency', 'expert']),
  id: Id,
  name: z.string(),
});
export type ClueParty = z.infer<typeof ClueParty>;
/** One lot of a series: what each party did in it. */
export const ClueMoment = z.object({
  lot: Id,
  title: z.string(),
  at: z.iso.date(),
  acts: z.array(z.object({ number: z.int(), did: z.enum(['bid', 'won', 'withdrew', 'there']) })),
  /** Points by which the expert lifted the bidder against colleagues, where it is about that. */
  lift: z.number().nullable(),
});
export type ClueMoment = z.infer<typeof ClueMoment>;

/** One reason for or against, in log-odds; the score is the logistic function of their sum. */
export const ClueReason = z.object({
  rule: z.string(),
  words: Words,
  logOdds: z.number(),
  /** Numbers of the bids or parties it is about, as the hall or the clue shows them; empty: all. */
  bids: z.array(z.int()),
  /** What else it may be, and what was done about that explanation. */
  innocent: z.array(Words),
  article: z.string().nullable(),
  /** What a reader needs to recompute it; values of a mark are shown shortened. */
  evidence: z.record(z.string(), z.unknown()),
});
export type ClueReason = z.infer<typeof ClueReason>;

/** A relation of two bids: an edge of the graph and a row of its table. */
export const ClueLink = z.object({
  a: z.int(),
  b: z.int(),
  rule: z.string(),
  words: Words,
  source: Words,
  strength: z.number().min(0).max(1),
});
export type ClueLink = z.infer<typeof ClueLink>;

export const ClueRow = z.object({
  id: Id,
  number: z.string(),
  title: Words,
  about: ClueAbout,
  /** Null for a clue over the years. */
  project: Id.nullable(),
  lot: Id.nullable(),
  lotTitle: z.string().nullable(),
  /** From the first to the last lot of a clue over the years. */
  span: z.object({ from: z.iso.date(), to: z.iso.date(), lots: z.int() }).nullable(),
  bidders: z.array(z.object({ number: z.int(), name: z.string() })),
  stage: ClueStage,
  score: z.number().min(0).max(1),
  low: z.number(),
  high: z.number(),
  rules: z.array(z.string()),
  state: ClueState,
  owner: z.string().nullable(),
  raisedAt: Time,
  dueBy: Time,
  card: z.enum(['none', 'yellow', 'red']),
});
export type ClueRow = z.infer<typeof ClueRow>;

export const Clue = ClueRow.extend({
  version: z.string(),
  /** Log-odds before any reason; with the reasons it makes the score. */
  base: z.number(),
  reasons: z.array(ClueReason),
  links: z.array(ClueLink),
  bids: z.array(
    z.object({
      number: z.int(),
      name: z.string(),
      amount: Yuan.nullable(),
      inClue: z.boolean(),
    }),
  ),
  ceiling: Yuan.nullable(),
  parties: z.array(ClueParty),
  series: z.array(ClueMoment),
  texts: z.array(
    z.object({
      id: Id,
      a: z.int(),
      b: z.int(),
      fileA: z.string(),
      fileB: z.string(),
      /** Share of each text, without the tender's own words, that stands in the other. */
      coverageA: z.number(),
      coverageB: z.number(),
      passages: z.int(),
      errors: z.int(),
    }),
  ),
  /** Texts of its bids that other firms handed in before, for other lots; read like the texts of two rivals. */
  past: z.array(
    z.object({
      id: Id,
      bid: z.int(),
      file: z.string(),
      /** What it was handed in for, and by whom. */
      title: z.string(),
      bidder: z.string(),
      pastFile: z.string(),
      coverage: z.number(),
      pastCoverage: z.number(),
      passages: z.int(),
    }),
  ),
  history: z.array(z.object({ at: Time, by: z.string(), words: Words })),
  verdict: z.string().nullable(),
  sanctionCase: Id.nullable(),
});
export type Clue = z.infer<typeof Clue>;

/** What a case keeps of a clue: as it stood when it was taken in, complete enough to be read by itself. */
export const ClueSnapshot = ClueRow.pick({
  ...{ number: true, title: true, lot: true, lotTitle: true, stage: true, bidders: true },
  ...{ about: true, span: true, score: true, low: true, high: true, raisedAt: true },
}).extend({
  bids: z.array(z.int()),
  parties: z.array(ClueParty),
  series: z.array(ClueMoment),
  version: z.string(),
  reasons: z.array(ClueReason),
  links: z.array(ClueLink),
});
export type ClueSnapshot = z.infer<typeof ClueSnapshot>;

/** Why somebody looks: each look is on record with its purpose. */
export const Purpose = z.enum(['supervision', 'complaint', 'case', 'audit']);

const clue = z.object({ clue: Id });

export const listClues = route({
  method: 'get',
  path: '/clues',
  roles: ['supervisor'],
  query: z.object({
    state: ClueState.optional(),
    text: z.string().max(50).default(''),
    after: z.string().optional(),
  }),
  reply: page(ClueRow),
  summary: 'Clues to be looked into, the strongest first',
});
export const readClue = route({
  method: 'get',
  path: '/clues/:clue',
  roles: ['supervisor'],
  params: clue,
  query: z.object({ purpose: Purpose }),
  reply: Clue,
  summary: 'One clue with its reasons; the look and its purpose are on record',
});
export const printClue = route({
  method: 'get',
  path: '/clues/:clue/clue.pdf',
  roles: ['supervisor'],
  params: clue,
  query: z.object({ purpose: Purpose }),
  reply: z.unknown(),
  bytes: { reply: 'application/pdf' },
  summary: 'The clue as PDF under the seal of the centre; the look and its purpose are on record',
});
export const holdClue = route({
  method: 'post',
  path: '/clues/:clue/owner',
  roles: ['supervisor'],
  params: clue,
  reply: Done,
  summary: 'Take a clue: the caller looks into it',
});
export const judgeClue = route({
  method: 'post',
  path: '/clues/:clue/verdict',
  roles: ['supervisor'],
  params: clue,
  body: z.object({
    verdict: z.enum(['confirmed', 'dismissed']),
    reason: z.string().min(4).max(2000),
  }),
  reply: Done,
  summary: 'Confirm or dismiss a clue, with the reason; indicators learn from it',
});
export const openClueCase = route({
  method: 'post',
  path: '/clues/:clue/case',
  roles: ['supervisor'],
  params: clue,
  reply: z.object({ case: Id }),
  idempotent: true,
  summary: 'Make a case out of a clue, with its reasons as evidence',
});
/** Two texts side by side around what they share; offsets count characters. */
export const ClueText = z.object({
  a: z.object({ number: z.int(), name: z.string(), file: z.string() }),
  b: z.object({ number: z.int(), name: z.string(), file: z.string() }),
  passages: z.array(
    z.object({
      a: z.object({ before: z.string(), text: z.string(), after: z.string() }),
      b: z.object({ before: z.string(), text: z.string(), after: z.string() }),
      /** Rare errors in both, as they stand in the text. */
      errors: z.array(z.string()),
    }),
  ),
});
export type ClueText = z.infer<typeof ClueText>;
export const readClueText = route({
  method: 'get',
  path: '/clues/:clue/texts/:text',
  roles: ['supervisor'],
  params: clue.extend({ text: Id }),
  query: z.object({ purpose: Purpose }),
  reply: ClueText,
  summary: 'Two bids’ texts side by side',
});
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

/** Long works and how far they are. */
export const JobRow = z.object({
  id: Id,
  queue: z.string(),
  about: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  done: z.int(),
  total: z.int().nullable(),
  askedAt: Time,
  startedAt: Time.nullable(),
  endedAt: Time.nullable(),
  error: z.string().nullable(),
});
export const listJobs = route({
  method: 'get',
  path: '/clues/jobs',
  roles: ['supervisor', 'system-admin'],
  reply: z.object({ rows: z.array(JobRow) }),
  summary: 'Analyses under way and done',
});
export const askAnalysis = route({
  method: 'post',
  path: '/clues/jobs',
  roles: ['supervisor'],
  body: z.discriminatedUnion('queue', [
    z.object({ queue: z.literal('analyse-lot'), lot: Id }),
    z.object({ queue: z.literal('relations') }),
    z.object({ queue: z.literal('behaviour') }),
  ]),
  reply: z.object({ job: Id }),
  summary: 'Ask for an analysis again',
});
export const cancelJob = route({
  method: 'delete',
  path: '/clues/jobs/:job',
  roles: ['supervisor', 'system-admin'],
  params: z.object({ job: Id }),
  reply: Done,
  summary: 'Stop an analysis',
});
