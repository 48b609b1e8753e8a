import type { ClueReason } from '../../contracts/clues/clue.ts';
import { logistic } from '../analytics/combine/score.ts';
import { explained } from '../analytics/learn/explain.ts';
import { featuresOf, learnable } from '../analytics/learn/features.ts';
import { storable } from '../analytics/learn/table.ts';
import type { Context } from '../platform/command.ts';
import type { LotUnderScrutiny } from './intake/lot-bids.ts';
import { type Seen, seeLot } from './intake/seen-lot.ts';
import { type CollusionModel, ModelScore } from './learning/entities.ts';
import { learntReasons } from './rules/learnt-words.ts';
import { priceArticle, priceWords } from './rules/price-words.ts';
import { weights } from './rules/weights.ts';

/** Summands smaller than this say nothing worth a line. */
const least = 0.05;

export interface PriceReasons {
  readonly reasons: ClueReason[];
  readonly screens: Record<string, number | null>;
}

/**
 * What the prices of the lot say by themselves and beside the other lots of the city: by the fixed weights, or, where a
 * model is in use, by what the city's decided cases taught it.
 */
export async function priceReasons(
  ctx: Context,
  { lot }: LotUnderScrutiny,
  model: CollusionModel | null,
): Promise<PriceReasons> {
  const seen = await seeLot(ctx, lot.id);
  if (!seen) return { reasons: [], screens: {} };
  const { tenders, assessment, at } = seen;
  const { own } = assessment.scoreAt(at);
  const tender = tenders[at];
  const taught = model && tender && learnable(tender);
  const reasons = taught ? await byModel(ctx, seen, model) : byWeights(seen);
  return { reasons, screens: own.screens };
}

function byWeights({ assessment, at }: Seen): ClueReason[] {
  const { contributions, own } = assessment.scoreAt(at);
  return contributions.flatMap(({ id, logOdds }) => {
    const said = priceWords(id, logOdds);
    if (!said || Math.abs(logOdds) < least) return [];
    const evidence = { screens: own.screens, bids: own.n };
    const article = logOdds > 0 && id !== 'market' && id !== 'surroundings' ? priceArticle : null;
    return [
      {
        rule: `price-${id}`,
        words: said.words,
        innocent: [...said.innocent],
        logOdds,
        article,
        evidence,
        bids: [],
      },
    ];
  });
}

/** What the model says is kept with what it saw, for drift and calibration; without a name. */
async function byModel(
  ctx: Context,
  { tenders, assessment, at }: Seen,
  { id, model }: CollusionModel,
): Promise<ClueReason[]> {
  const row = featuresOf(tenders, assessment, at).rows[at] ?? [];
  const usual = model.usual.map(value => value ?? Number.NaN);
  const reasons = learntReasons(explained(model, usual, row), assessment.own[at]?.n ?? 0);
  const em = ctx.em.fork();
  const sum = reasons.reduce((total, reason) => total + reason.logOdds, weights.base);
  await em.upsert(ModelScore, {
    ...{ lot: tenders[at]?.tender ?? '', model: id, features: storable(row) },
    ...{ chance: logistic(sum), untrained: assessment.scoreAt(at).score },
    at: await ctx.clock.now(em),
  });
  return reasons;
}
