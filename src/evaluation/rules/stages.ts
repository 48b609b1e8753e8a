import type { EvaluationStage, SheetStage } from '../../../contracts/evaluation.ts';
import type { Moves } from '../../kernel/move.ts';
import { RuleError } from '../../kernel/rule-error.ts';

/**
 * The lawful moves of an evaluation. A stage ends in `report` when no bid is left or the committee rejects all (D27);
 * a replaced member's conclusions are void and redone, so its stages begin again (B48).
 */
export const stageMoves: Moves<EvaluationStage> = {
  waiting: ['qualification'],
  qualification: ['responsiveness', 'report'],
  responsiveness: ['technical', 'report', 'qualification'],
  technical: ['price', 'qualification'],
  price: ['report'],
  report: ['finished', 'qualification'],
  finished: [],
};

/** The stages in which members fill sheets, in order. */
export const sheetStages: readonly SheetStage[] = ['qualification', 'responsiveness', 'technical'];

export const stageTitles: Record<EvaluationStage, string> = {
  waiting: '签到承诺',
  qualification: '资格审查',
  responsiveness: '符合性审查',
  technical: '技术评分',
  price: '报价得分',
  report: '报告签署',
  finished: '评标结束',
};

/** Narrows to a stage with sheets; throws WRONG_STATE for the others. */
export function sheetStage(stage: EvaluationStage): SheetStage {
  const found = sheetStages.find(s => s === stage);
  if (!found)
    throw new RuleError('WRONG_STATE', `“${stageTitles[stage]}”阶段不填评分表。`, { stage });
  return found;
}

/** Refuses a sheet that is not of the stage the committee is in. */
export function requireStage(current: EvaluationStage, wanted: EvaluationStage): void {
  if (current !== wanted)
    throw new RuleError(
      'WRONG_STATE',
      `评标现在处于“${stageTitles[current]}”，不能改“${stageTitles[wanted]}”。请刷新页面。`,
      { stage: current },
    );
}
