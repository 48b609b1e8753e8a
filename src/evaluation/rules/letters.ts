import type { EvaluationStage } from '../../../contracts/evaluation/members.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import { sheetStages } from './stages.ts';

export interface LetterState {
  readonly answerBy: Date;
  readonly answer: string | null;
}

/** A letter waits for its answer until it is given or its time is over. */
export const isOpen = (letter: LetterState, now: Date): boolean =>
  letter.answer === null && now < letter.answerBy;

/** Clarification goes out in writing in the committee's name, by its leader, while bids are examined (B52). */
export function requireMayAsk(
  stage: EvaluationStage,
  member: { readonly number: number; readonly leads: boolean },
): void {
  if (!sheetStages.some(s => s === stage))
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '现在不能发澄清函：评审还没有开始，或已经结束。',
        en: 'A clarification letter cannot be sent now: the review has not begun, or is over.',
      },
      { stage },
    );
  if (!member.leads)
    throw new RuleError('FORBIDDEN', {
      zh: '澄清函由组长以评标委员会名义书面发出（实施条例第五十二条）。请在小组讨论中提出。',
      en: 'The leader sends clarification letters in the name of the committee (Implementing Regulations, art. 52). Raise it in the discussion.',
    });
}

/** An answer counts once and within its time; what it may not do is change substance (B52). */
export function requireMayAnswer(letter: LetterState, now: Date): void {
  if (letter.answer !== null)
    throw new RuleError('ALREADY_LOCKED', {
      zh: '这封澄清函已经答复，不能再改。',
      en: 'This letter has been answered; the answer cannot be changed.',
    });
  if (now >= letter.answerBy)
    throw new RuleError(
      'DEADLINE_PASSED',
      { zh: '没有接收：澄清答复的时限已过。', en: 'Not taken: the time for this answer is over.' },
      {
        answerBy: letter.answerBy.toISOString(),
      },
    );
}

/** What the bidder signs: the letter, the answer, and that substance is unchanged. */
export const answerStatement = (letter: string, text: string) => ({
  format: 'kaibiao-clarification/1',
  letter,
  text,
  statement:
    '本答复不超出投标文件的范围，不改变投标文件的实质性内容（招标投标法实施条例第五十二条）。',
});
