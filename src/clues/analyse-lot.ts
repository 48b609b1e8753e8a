import type { ClueReason, ClueStage } from '../../contracts/clues.ts';
import { Evaluation } from '../evaluation/entities.ts';
import type { Context } from '../platform/command.ts';
import type { Work } from '../platform/jobs/worker.ts';
import { keepMarks, linksOf, sharedMarks } from './find-ties.ts';
import { readAdjustments } from './indicators.ts';
import { readLotBids } from './intake/lot-bids.ts';
import { readMarks } from './intake/marks.ts';
import { priceReasons } from './price-reasons.ts';
import { raiseClues } from './raise-clues.ts';
import { groupBids, type Tie } from './rules/group.ts';
import { markTies } from './rules/mark-ties.ts';

const steps = 4;

/** Compares all bids of a lot that are open by now; again whenever more of them has been opened. */
export const analyseLot: Work = {
  queue: 'analyse-lot',
  async run(ctx, lot, progress) {
    const scrutiny = await readLotBids(ctx, lot);
    if (scrutiny.bids.length < 2) return;
    await progress(0, steps);
    const marked = await readMarks(ctx, scrutiny);
    await keepMarks(ctx, marked);
    await progress(1, steps);
    const shared = await sharedMarks(ctx, lot, marked);
    const prices = await priceReasons(ctx, scrutiny);
    await progress(2, steps);
    const adjust = await readAdjustments(ctx);
    const ties = markTies(shared).map(tie => ({ ...tie, reason: adjusted(tie.reason, adjust) }));
    const groups = groupBids(
      ties satisfies Tie[],
      prices.reasons.map(r => adjusted(r, adjust)),
    );
    await progress(3, steps);
    const stage = await stageOf(ctx, lot);
    await raiseClues(ctx, scrutiny, {
      stage,
      groups,
      links: linksOf(shared),
      screens: prices.screens,
    });
    await progress(steps, steps);
  },
};

/** What people found moves a reason up or down; it never turns one for into one against. */
function adjusted<R extends Pick<ClueReason, 'rule' | 'logOdds'>>(
  reason: R,
  adjust: ReadonlyMap<string, number>,
): R {
  if (reason.logOdds <= 0) return reason;
  return { ...reason, logOdds: Math.max(0, reason.logOdds + (adjust.get(reason.rule) ?? 0)) };
}

/** How much of the bids is open: the price envelope comes last. */
async function stageOf(ctx: Context, lot: string): Promise<ClueStage> {
  const evaluation = await ctx.em.fork().findOne(Evaluation, { lot }, { fields: ['stage'] });
  if (!evaluation || evaluation.stage === 'waiting') return 'opening';
  return ['price', 'report', 'finished'].includes(evaluation.stage) ? 'price' : 'technical';
}
