import type { EvaluationStage } from '../../../contracts/evaluation/members.ts';
import type { SheetStage } from '../../../contracts/evaluation/sheets.ts';
import type { Words } from '../../../contracts/words.ts';
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

export const stageTitles: Record<EvaluationStage, Words> = {
  waiting: { zh: '签到承诺', en: 'Check-in' },
  qualification: { zh: '资格审查', en: 'Qualification review' },
  responsiveness: { zh: '符合性审查', en: 'Responsiveness review' },
  technical: { zh: '技术评分', en: 'Technical scores' },
  price: { zh: '报价得分', en: 'Price scores' },
  report: { zh: '报告签署', en: 'Signing the report' },
  finished: { zh: '评标结束', en: 'Finished' },
};

/** Narrows to a stage with sheets; throws WRONG_STATE for the others. */
export function sheetStage(stage: EvaluationStage): SheetStage {
  const found = sheetStages.find(s => s === stage);
  if (!found)
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: `“${stageTitles[stage].zh}”阶段不填评分表。`,
        en: `The stage “${stageTitles[stage].en}” has no score sheet.`,
      },
      { stage },
    );
  return found;
}

/** Refuses a sheet that is not of the stage the committee is in. */
export function requireStage(current: EvaluationStage, wanted: EvaluationStage): void {
  if (current !== wanted)
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: `评标现在处于“${stageTitles[current].zh}”，不能改“${stageTitles[wanted].zh}”。请刷新页面。`,
        en: `The evaluation is at “${stageTitles[current].en}”; “${stageTitles[wanted].en}” cannot be changed. Reload the page.`,
      },
      { stage: current },
    );
}
