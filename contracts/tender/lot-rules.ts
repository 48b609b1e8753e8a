import { z } from 'zod';
import { CreditBand } from '../credit.ts';
import { Yuan } from '../route.ts';

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
  /** What earns what: shown to the expert beside the cell. In a band with `reason` a score is explained in writing. */
  bands: z
    .array(
      z.object({
        from: z.number(),
        to: z.number(),
        text: z.string().max(80),
        reason: z.boolean().optional(),
      }),
    )
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

export const BondForm = z.enum(['transfer', 'guarantee', 'insurance']);
export type BondForm = z.infer<typeof BondForm>;

/** How a bid bond is given (B26). They hold only where the lot asks for one. */
export const BondTerms = z.object({
  forms: z.array(BondForm).min(1),
  /** Where money is paid to. */
  account: z.object({
    holder: z.string().max(100),
    bank: z.string().max(100),
    number: z.string().max(40),
  }),
  /** `commit`: without it no bid is taken; `opening`: a bid without it is opened, and fails with the cause (A36). */
  due: z.enum(['commit', 'opening']),
  /**
   * 信用良好减收: bidders whose credit record was in one of these bands when the project was published give so many per
   * cent less. Left out, everybody gives the same.
   */
  creditRelief: z.object({ bands: z.array(CreditBand).min(1), percent: Decimal }).optional(),
});
export type BondTerms = z.infer<typeof BondTerms>;

/** The rules of one lot, as data: hashed (RFC 8785) into every bid that is sealed under them. */
export const LotRules = z.object({
  version: z.int().min(1),
  method: z.literal('open-tender'),
  industry: z.enum(['building', 'transport', 'water', 'procurement']),
  stateFunded: z.boolean(),
  /** What the work is estimated at: the measure of the bond (B26). */
  estimate: Yuan,
  ceiling: Yuan,
  /** 0.00 where none is asked. */
  bond: Yuan,
  bondTerms: BondTerms,
  /** Days from the deadline in which a bid binds its bidder, and its bond with it (B25, B26). */
  validityDays: z.int().min(1).max(365),
  /** Share of the contract price that the winner gives as performance bond, in per cent; 0 for none (B58). */
  performanceBond: Decimal,
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
