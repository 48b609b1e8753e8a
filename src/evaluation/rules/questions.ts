import type { CommitteeQuestion, QuestionFinding } from '../../../contracts/committee-questions.ts';
import type { EvaluationStage } from '../../../contracts/evaluation/members.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import { isMajority } from './committee.ts';
import { sheetStage } from './stages.ts';

interface Found {
  readonly finding: QuestionFinding | null;
}

/** What more than half of the members found (B40 is applied by the committee, not by a machine); null until then. */
export function questionDecision(votes: readonly Found[], members: number): QuestionFinding | null {
  const of = (finding: QuestionFinding) => votes.filter(v => v.finding === finding).length;
  if (isMajority(of('holds'), members)) return 'holds';
  return isMajority(of('explained'), members) ? 'explained' : null;
}

/**
 * Bids are examined while members fill their sheets. What the bills have in common shows only with the prices, when the
 * report is there: it is asked and answered until the first member has signed.
 */
export function requireAskable(
  { limb }: Pick<CommitteeQuestion, 'limb'>,
  { stage, signed }: { readonly stage: EvaluationStage; readonly signed: number },
): void {
  if (limb !== 'prices' || stage !== 'report') {
    sheetStage(stage);
    return;
  }
  if (signed > 0)
    throw new RuleError('WRONG_STATE', {
      zh: '评标报告已开始签署，不再提出和回答新的问题。',
      en: 'The report is being signed: no more questions, and no more findings.',
    });
}

/** Before a question of the prices is decided nobody sees what another found, in the report neither. */
export const reportedQuestions = (questions: readonly CommitteeQuestion[]): CommitteeQuestion[] =>
  questions.map(q => (q.limb === 'prices' && q.decided === null ? { ...q, votes: [] } : q));

/** One finding each, while the question is open. */
export function requireOpenQuestion(
  { decided, votes }: Pick<CommitteeQuestion, 'decided' | 'votes'>,
  member: number,
): void {
  if (decided !== null)
    throw new RuleError('WRONG_STATE', {
      zh: '这个问题评标委员会已有结论。',
      en: 'The committee has decided this question.',
    });
  if (votes.some(v => v.number === member))
    throw new RuleError('ALREADY_LOCKED', {
      zh: '您已经给出意见，不能再改。',
      en: 'You have given your finding; it cannot be changed.',
    });
}

/** The room's questions after one member's finding; who looks on may not be told what it was. */
export const withFinding = (
  questions: readonly CommitteeQuestion[],
  id: string,
  vote: CommitteeQuestion['votes'][number],
): CommitteeQuestion[] =>
  questions.map(q => (q.id === id ? { ...q, votes: [...q.votes, vote] } : q));

/** A replaced member's findings are void; what was decided with them is open again (B48). */
export const withoutFindings = (
  questions: readonly CommitteeQuestion[],
  member: number,
): CommitteeQuestion[] =>
  questions.map(q =>
    q.votes.some(v => v.number === member)
      ? { ...q, decided: null, votes: q.votes.filter(v => v.number !== member) }
      : q,
  );
