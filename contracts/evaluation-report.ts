import { z } from 'zod';
import { CommitteeQuestion } from './committee-questions.ts';
import { EvaluationStage } from './evaluation/members.ts';
import { Leadership, Outcome, TimeExtension } from './evaluation/room.ts';
import { Mark, ScoreCheck } from './evaluation/sheets.ts';
import { Id, Sha256, Time, Yuan } from './route.ts';
import { LotRules, PriceFormula } from './tender/lot-rules.ts';

const number = z.int();
/** A decimal number as text, exact. */
const Exact = z.string().regex(/^-?\d+(\.\d+)?$/);

/** A locked sheet as it counts: every mark of one member in one stage. */
export const LockedSheet = z.object({
  member: number,
  stage: EvaluationStage,
  version: number,
  lockedAt: Time,
  marks: z.array(Mark),
});
export type LockedSheet = z.infer<typeof LockedSheet>;

/**
 * A bid as the opening handed it over. Where its envelopes prove it void, `unopened` (before the reviews) or `unpriced`
 * (after the technical scores) says why.
 */
export const EvaluatedBid = z.object({
  bid: Id,
  number,
  bidder: z.string(),
  amount: Yuan,
  unopened: z.string().nullable(),
  unpriced: z.string().nullable(),
});
export type EvaluatedBid = z.infer<typeof EvaluatedBid>;

export const TechnicalScore = z.object({
  bid: Id,
  members: z.array(z.object({ member: number, points: Exact })),
  mean: Exact,
  /** The mean, scaled to the weight and rounded half-up to two decimals once. */
  score: Exact,
});
export type TechnicalScore = z.infer<typeof TechnicalScore>;

/** Every step of the price scores; see src/evaluation/rules/price-formulas.ts. */
const PriceSteps = z.object({
  formula: PriceFormula,
  lowest: Exact.nullable(),
  leftOutHigh: z.array(z.string()),
  leftOutLow: z.array(z.string()),
  kept: z.array(z.string()),
  mean: Exact.nullable(),
  base: Exact.nullable(),
  benchmark: Exact.nullable(),
  rows: z.array(
    z.object({
      bid: z.string(),
      price: Exact,
      deviation: Exact.nullable(),
      rate: Exact.nullable(),
      deduction: Exact.nullable(),
      exact: Exact,
      score: Exact,
    }),
  ),
});

/** A public draw among equals: `order` is the drawn order of each group; null where no tie needed one. */
export const TieDraw = z.object({
  seed: Sha256,
  beacon: Sha256,
  groups: z.array(z.object({ bids: z.array(Id), order: z.array(Id) })),
});

export const Ranked = z.object({
  rank: number,
  bid: Id,
  technical: Exact,
  price: Exact,
  total: Exact,
  amount: Yuan,
  tieBrokenBy: z.enum(['lower-price', 'higher-technical', 'draw']).nullable(),
});
export type Ranked = z.infer<typeof Ranked>;

/** What follows from the sheets, the prices and the rules, and from nothing else. */
export const Conclusions = z.object({
  result: z.enum(['ranked', 'all-rejected']),
  outcomes: z.array(Outcome),
  technical: z.array(TechnicalScore),
  price: PriceSteps.nullable(),
  tie: TieDraw.nullable(),
  ranking: z.array(Ranked),
  candidates: z.array(Id),
});
export type Conclusions = z.infer<typeof Conclusions>;

/** The report that every member signs: what was judged, by which rules, with which marks, and what follows. */
export const EvaluationReport = z.object({
  format: z.literal('kaibiao-evaluation-report/1'),
  project: Id,
  lot: Id,
  code: z.string(),
  title: z.string(),
  rulesSha256: Sha256,
  rules: LotRules,
  startedAt: Time,
  drawnUpAt: Time,
  committee: z.array(
    z.object({
      number,
      city: z.string(),
      discipline: z.string(),
      venue: z.string(),
      leader: z.boolean(),
      checkedInAt: Time,
    }),
  ),
  /** How the members chose who leads (D9). */
  election: z
    .object({
      leader: number,
      votes: Leadership.shape.votes,
    })
    .nullable()
    .default(null),
  /** More time, because more than a third of the members asked for it (B48). */
  extensions: z.array(TimeExtension).default([]),
  replaced: z.array(z.object({ number, reason: z.string(), at: Time })),
  bids: z.array(EvaluatedBid),
  sheets: z.array(LockedSheet),
  reopened: z.array(
    z.object({ member: number, stage: EvaluationStage, reason: z.string(), at: Time }),
  ),
  checks: z.array(ScoreCheck.extend({ at: Time, handled: z.string() })),
  competition: z
    .object({
      effective: number,
      votes: z.array(z.object({ member: number, proceed: z.boolean(), reason: z.string() })),
      proceed: z.boolean(),
    })
    .nullable(),
  letters: z.array(
    z.object({
      id: Id,
      bid: Id,
      at: Time,
      question: z.string(),
      answerBy: Time,
      answer: z.string().nullable(),
      answeredAt: Time.nullable(),
    }),
  ),
  /** Presumptions of collusion (B40) put to the committee, and what it found. */
  questions: z.array(CommitteeQuestion).default([]),
  drawn: z.record(z.string(), z.string()),
  conclusions: Conclusions,
});
export type EvaluationReport = z.infer<typeof EvaluationReport>;
