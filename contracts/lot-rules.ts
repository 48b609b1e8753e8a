import { z } from 'zod';
import { Yuan } from './route.ts';

/** An exact decimal as text: "0.015". Never a binary float: the text is hashed, signed and recomputed by others. */
export const Exact = z.string().regex(/^\d{1,6}(\.\d{1,8})?$/);

/** A parameter fixed in the documents, or drawn in public at the opening from an announced set. */
const Drawable = z.union([Exact, z.strictObject({ oneOf: z.array(Exact).min(2).max(50) })]);

const benchmarkAverage = {
  id: z.literal('benchmark-average'),
  weight: Exact,
  /** From `from` valid bids on, the `high` highest and `low` lowest are left out of the mean. */
  trim: z.strictObject({ from: z.int().min(1), high: z.int().min(0), low: z.int().min(0) }),
  deduct: z.strictObject({ above: Exact, below: Exact }),
  floor: Exact,
};

const LowestPrice = z.strictObject({ id: z.literal('lowest-price'), weight: Exact });

export const PriceFormula = z.discriminatedUnion('id', [
  LowestPrice,
  z.strictObject({ ...benchmarkAverage, ceilingShare: Drawable, float: Drawable }),
]);
export type PriceFormula = z.infer<typeof PriceFormula>;

/** The formula after the public draw: nothing in it is open any more. */
export const FixedPriceFormula = z.discriminatedUnion('id', [
  LowestPrice,
  z.strictObject({ ...benchmarkAverage, ceilingShare: Exact, float: Exact }),
]);
export type FixedPriceFormula = z.infer<typeof FixedPriceFormula>;

const Key = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const Title = z.string().trim().min(1).max(200);

/** A range of scores and what a bid must show to be in it. */
export const ScoreBand = z.strictObject({
  from: Exact,
  to: Exact,
  title: Title,
  reasonRequired: z.boolean(),
});
export type ScoreBand = z.infer<typeof ScoreBand>;

/** One item that members score. Objective scores must agree between members (E5). */
export const ScoreItem = z.strictObject({
  id: Key,
  title: Title,
  max: Exact,
  step: Exact,
  kind: z.enum(['subjective', 'objective']),
  bands: z.array(ScoreBand).max(10),
});
export type ScoreItem = z.infer<typeof ScoreItem>;

/** A yes-or-no item of review, with the place in the documents or the article that it stands on. */
export const ReviewItem = z.strictObject({ id: Key, title: Title, basis: Title });
export type ReviewItem = z.infer<typeof ReviewItem>;

export const EnvelopeId = z.enum(['opening', 'qualification', 'technical', 'price']);
export type EnvelopeId = z.infer<typeof EnvelopeId>;
/** When an envelope is opened: with all others at the reveal, or when a step of evaluation begins. */
export const OpeningStage = z.enum(['reveal', 'qualification', 'technical', 'price']);
export type OpeningStage = z.infer<typeof OpeningStage>;

export const Envelope = z.strictObject({
  id: EnvelopeId,
  title: Title,
  opensAt: OpeningStage,
  files: z
    .array(
      z.strictObject({
        name: Key,
        title: Title,
        types: z.array(Key).min(1),
        required: z.boolean(),
      }),
    )
    .min(1),
});
export type Envelope = z.infer<typeof Envelope>;

export const TieRule = z.enum(['lower-price', 'higher-technical', 'draw']);
export type TieRule = z.infer<typeof TieRule>;

export const Committee = z.strictObject({
  size: z.int().min(1).max(99),
  /** Drawn from the pool; the rest are the tenderer's representatives. */
  experts: z.int().min(1).max(99),
  /** Seats of the drawn experts by discipline; they add up to `experts`. */
  disciplines: z.array(z.strictObject({ discipline: z.string().min(1), seats: z.int().min(1) })),
  /** Cities that experts may come from, with the fewest from each. */
  cities: z.array(z.strictObject({ city: z.string().min(1), atLeast: z.int().min(0) })),
});
export type Committee = z.infer<typeof Committee>;

export const Industry = z.enum([
  'construction',
  'transport',
  'water',
  'procurement',
  'land',
  'property',
  'medicine',
  'other',
]);
export type Industry = z.infer<typeof Industry>;

export const Method = z.enum(['open-tender']);
export type Method = z.infer<typeof Method>;

/**
 * Everything by which a lot will be judged, as data. Its RFC 8785 text is hashed (`rulesSha256`) into every sealed bid,
 * so a bid made under older rules cannot pass under newer ones.
 */
export const LotRules = z.strictObject({
  format: z.literal('kaibiao-lot-rules/1'),
  version: z.int().min(1),
  method: Method,
  industry: Industry,
  qualification: z.enum(['post']),
  /** A project that the law obliges to tender: A24, A37 and B55 bind it. */
  mandatory: z.boolean(),
  stateFunded: z.boolean(),
  estimate: Yuan,
  ceiling: Yuan,
  /** Kept so that a wrong import is refused by name (B27): it must be null. */
  minimumPrice: Yuan.nullable(),
  sealedReserves: z.int().min(0),
  periodDays: z.int().min(1).max(36_500),
  validityDays: z.int().min(1).max(3_650),
  bond: z
    .strictObject({
      amount: Yuan,
      forms: z.array(z.enum(['transfer', 'guarantee', 'insurance'])).min(1),
      basicAccountOnly: z.boolean(),
      validityDays: z.int().min(1),
    })
    .nullable(),
  envelopes: z.array(Envelope).min(1),
  reviews: z.strictObject({
    qualification: z.array(ReviewItem),
    responsiveness: z.array(ReviewItem),
  }),
  scoring: z.strictObject({ technical: z.array(ScoreItem), price: PriceFormula }),
  ties: z.array(TieRule),
  candidates: z.int().min(1),
  committee: Committee,
  releaseWindowMinutes: z.int().min(1).max(1440),
});
export type LotRules = z.infer<typeof LotRules>;
