import { RuleError } from '../../kernel/rule-error.ts';
import { isMajority } from './committee.ts';

export interface CompetitionVote {
  readonly member: number;
  readonly proceed: boolean;
  readonly reason: string;
}

/**
 * Fewer than three bids left may mean no real competition: the committee may then reject all (评标委员会和评标方法暂行规定
 * 第二十七条). With none left there is nothing to decide.
 */
export const competitionInDoubt = (effective: number): boolean => effective > 0 && effective < 3;

/** The decision, once more than half of the members voted the same way; null until then. */
export function competitionDecision(
  votes: readonly CompetitionVote[],
  members: number,
): boolean | null {
  const proceed = votes.filter(v => v.proceed).length;
  if (isMajority(proceed, members)) return true;
  if (isMajority(votes.length - proceed, members)) return false;
  return null;
}

/** One vote each, while the question is open. */
export function requireOpenVote(
  competition: { readonly proceed: boolean | null } | null,
  votes: readonly CompetitionVote[],
  member: number,
): void {
  if (!competition || competition.proceed !== null)
    throw new RuleError('WRONG_STATE', {
      zh: '现在没有需要表决的竞争性问题。',
      en: 'No question of competition is up for a vote now.',
    });
  if (votes.some(v => v.member === member))
    throw new RuleError('ALREADY_LOCKED', {
      zh: '您已经表决，不能再改。',
      en: 'You have voted; a vote cannot be changed.',
    });
}
