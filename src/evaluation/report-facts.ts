import type { LogPosition, SignedBy } from '../platform/pdf/parts.ts';
import type { PriceComputation } from './rules/price-formulas.ts';

export interface ReportMember {
  readonly number: number;
  readonly name: string;
  readonly city: string;
  readonly venue: string;
  readonly discipline: string;
  readonly leader: boolean;
  /** Drawn from the pool, or sent by the tenderer (A37). */
  readonly from: 'pool' | 'tenderer';
}

export interface ReportBid {
  readonly bid: string;
  readonly number: number;
  readonly bidder: string;
  /** null when the bid was rejected before its price was opened. */
  readonly amountFen: bigint | null;
}

export interface ReviewOutcome {
  readonly bid: string;
  readonly passed: boolean;
  readonly pass: number;
  readonly fail: number;
  /** Items failed, each with the members' reasons and the ground of B51. */
  readonly reasons: readonly string[];
}

export interface ReviewStage {
  readonly title: string;
  readonly items: readonly { readonly title: string; readonly basis: string }[];
  readonly outcomes: readonly ReviewOutcome[];
}

/** Scores as decimal text. `scores[bid][item]` lists one score per member, in the order of `members`. */
export interface TechnicalScores {
  readonly weight: string;
  readonly items: readonly {
    readonly id: string;
    readonly title: string;
    readonly max: string;
    readonly kind: 'subjective' | 'objective';
  }[];
  readonly scores: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly means: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly totals: Readonly<Record<string, string>>;
  /** How a bid's technical score follows from the members' scores, in words. */
  readonly rule: string;
}

export interface RankedBid {
  readonly rank: number;
  readonly bid: string;
  readonly technical: string;
  readonly price: string;
  readonly total: string;
  /** How a tie was decided, where there was one. */
  readonly tie?: string;
}

/** All that the evaluation report says; times ISO, money fen, scores decimal text. */
export interface ReportFacts {
  readonly centre: string;
  readonly code: string;
  readonly title: string;
  readonly tenderer: string;
  readonly agency: string | null;
  readonly method: string;
  readonly ceilingFen: bigint;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly members: readonly ReportMember[];
  /** Votes for the leader, who was elected by the members (D9). */
  readonly leaderVotes: number | null;
  /** More time, each because more than a third asked for it (B48). */
  readonly extensions: readonly {
    readonly at: string;
    readonly minutes: number;
    readonly dueAt: string;
    readonly asks: readonly { readonly number: number; readonly reason: string }[];
  }[];
  readonly draw: {
    readonly at: string;
    readonly poolSize: number;
    readonly excluded: number;
    readonly poolSha256: string;
    readonly seedCommit: string;
  } | null;
  readonly bids: readonly ReportBid[];
  readonly reviews: readonly ReviewStage[];
  readonly technical: TechnicalScores;
  readonly price: PriceComputation;
  readonly ranking: readonly RankedBid[];
  readonly candidates: number;
  readonly letters: readonly {
    readonly bid: string;
    readonly at: string;
    readonly question: string;
    readonly answeredAt: string | null;
    readonly answer: string | null;
  }[];
  /** Presumptions of collusion that were put to the committee, and what it found (B40). */
  readonly questions: readonly {
    readonly item: number;
    readonly bids: readonly number[];
    readonly words: { readonly zh: string };
    readonly votes: readonly { readonly number: number; readonly reason: string | null }[];
    readonly decided: 'holds' | 'explained' | null;
  }[];
  /** Findings of the check of scores before publication (E5), and what was done. */
  readonly checks: readonly { readonly text: string; readonly handled: string }[];
  readonly dissents: readonly { readonly member: number; readonly text: string }[];
  readonly signatures: readonly SignedBy[];
  readonly reportSha256: string;
  readonly log: LogPosition | null;
  readonly verifyUrl: string;
  readonly madeAt: string;
}
