import { EvaluationStage } from '../../../contracts/evaluation/members.ts';
import type { Outcome } from '../../../contracts/evaluation/room.ts';
import type { SheetStage } from '../../../contracts/evaluation/sheets.ts';
import type { EvaluatedBid } from '../../../contracts/evaluation-report.ts';
import type { LotRules, ReviewItem, ScoreItem } from '../../../contracts/tender/lot-rules.ts';
import { bidsLeft } from './outcomes.ts';

/** What a sheet of one stage must fill: a cell for every bid still in and every item. */
export interface SheetForm {
  readonly stage: SheetStage;
  readonly items: readonly (ReviewItem | ScoreItem)[];
  readonly bids: readonly { readonly bid: string; readonly number: number }[];
}

/** The form of `stage`: void bids and those that an earlier stage rejected are not in it. */
export function formOf(
  rules: LotRules,
  stage: SheetStage,
  bids: readonly EvaluatedBid[],
  outcomes: readonly Outcome[],
): SheetForm {
  const place = (s: EvaluationStage) => EvaluationStage.options.indexOf(s);
  const earlier = outcomes.filter(o => place(o.stage) < place(stage));
  const openable = bids.filter(b => b.unopened === null);
  return {
    stage,
    items: stage === 'technical' ? rules.technical.items : rules[stage],
    bids: bidsLeft(openable, earlier).map(({ bid, number }) => ({ bid, number })),
  };
}
