import type { ClueReason, ClueStage } from '../../contracts/clues/clue.ts';
import { Evaluation } from '../evaluation/entities.ts';
import type { Context } from '../platform/command.ts';
import type { Work } from '../platform/jobs/worker.ts';
import { findCopies } from './find-copies.ts';
import { findHard, keepMarks } from './find-hard.ts';
import { findNear } from './find-near.ts';
import { findTexts } from './find-texts.ts';
import { findPast } from './history/find-past.ts';
import { readAdjustments } from './indicators.ts';
import { readTraces } from './intake/acts.ts';
import { bidContents, type Contents, tenderContents } from './intake/contents.ts';
import { type LotUnderScrutiny, readLotBids } from './intake/lot-bids.ts';
import { readMarks } from './intake/marks.ts';
import { modelInUse, versionWith } from './learning/in-use.ts';
import { priceReasons } from './price-reasons.ts';
import { raiseClues } from './raise-clues.ts';
import { billFindings, unbalancedReasons } from './rules/bill-findings.ts';
import { committeeQuestions } from './rules/committee-questions.ts';
import { adjusted } from './rules/feedback.ts';
import { groupBids, type Tie } from './rules/group.ts';
import { hardTies, linksOf } from './rules/hard-ties.ts';
import { billTies } from './rules/pair-ties.ts';
import { withPast } from './rules/past-reason.ts';

const steps = 5;

export const analyseQueue = 'analyse-lot';

/** The committee of a lot, which is asked about what its bids have in common. */
export interface Committee {
  putQuestions(
    ctx: Context,
    lot: string,
    asked: ReturnType<typeof committeeQuestions>,
  ): Promise<void>;
}

/** Compares all bids of a lot that are open by now; again whenever more of them has been opened. */
export const analyseLot = (committee: Committee): Work => ({
  queue: analyseQueue,
  async run(ctx, lot, progress) {
    const scrutiny = await readLotBids(ctx, lot);
    if (scrutiny.bids.length < 2) return;
    await progress(0, steps);
    const traces = await readTraces(ctx, scrutiny.lot);
    const marked = await readMarks(ctx, scrutiny, traces);
    await keepMarks(ctx, marked);
    await progress(1, steps);
    const numbers = new Map(scrutiny.bids.map(bid => [bid.organisation, bid.number]));
    const hard = hardTies(await findHard(ctx, marked), numbers);
    const near = await findNear(ctx, scrutiny, traces);
    await progress(2, steps);
    const files = await compareFiles(ctx, scrutiny);
    await progress(3, steps);
    const model = await modelInUse(ctx.em.fork());
    const { reasons, screens } = await priceReasons(ctx, scrutiny, model);
    await progress(4, steps);
    const adjust = await readAdjustments(ctx);
    const ties = [...hard, ...near, ...files.ties].map(tie => ({
      ...tie,
      reason: adjusted(tie.reason, adjust),
    }));
    const rest = [...reasons, ...files.reasons].map(reason => adjusted(reason, adjust));
    const past = files.past.map(reason => adjusted(reason, adjust));
    const groups = withPast(groupBids(ties, rest), past, rest);
    const stage = await stageOf(ctx, lot);
    const links = linksOf(ties);
    const version = versionWith(model);
    await raiseClues(ctx, scrutiny, { stage, groups, links, screens, version });
    await committee.putQuestions(ctx, lot, committeeQuestions(ties));
    await progress(steps, steps);
  },
});

/** What the files that are open say of each other: texts, pictures, names, and the lines of the priced bills. */
async function compareFiles(
  ctx: Context,
  scrutiny: LotUnderScrutiny,
): Promise<{ ties: Tie[]; reasons: ClueReason[]; past: ClueReason[] }> {
  const given = await tenderContents(ctx, scrutiny.project.id);
  const contents = new Map<number, Contents>();
  for (const bid of scrutiny.bids) contents.set(bid.number, await bidContents(ctx, bid));
  const bills = [...contents]
    .map(([number, { bill }]) => ({ number, bill }))
    .filter(({ bill }) => bill.length > 0);
  const ties = [
    ...(await findTexts(ctx, scrutiny, given, contents)),
    ...(await findCopies(ctx, scrutiny, given, contents)),
    ...billTies(billFindings(bills, given.bill)),
  ];
  const past = await findPast(ctx, scrutiny, given, contents);
  return { ties, reasons: unbalancedReasons(bills), past };
}

/** How much of the bids is open: the price envelope comes last. */
async function stageOf(ctx: Context, lot: string): Promise<ClueStage> {
  const evaluation = await ctx.em.fork().findOne(Evaluation, { lot }, { fields: ['stage'] });
  if (!evaluation || evaluation.stage === 'waiting') return 'opening';
  return ['price', 'report', 'finished'].includes(evaluation.stage) ? 'price' : 'technical';
}
