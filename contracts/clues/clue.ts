import { z } from 'zod';
import { Id, Time, Yuan } from '../route.ts';
import { Words } from '../words.ts';

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
  /** `by` is null where the platform acted itself. */
  history: z.array(z.object({ at: Time, by: z.string().nullable(), words: Words })),
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
