import type { EvaluationStage } from '../../../contracts/evaluation/members.ts';
import type { Leadership } from '../../../contracts/evaluation/room.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import { isMajority } from './committee.ts';

type Votes = Leadership['votes'];

/**
 * The committee elects its leader among its members, who has the same vote as everybody (评标委员会和评标方法暂行规定第九条).
 * More than half of the members decide at once; when all have voted, the most votes, and among equals the lowest number.
 * Null until then.
 */
export function electedLeader(votes: Votes, members: readonly number[]): number | null {
  const counts = members.map(number => ({
    number,
    votes: votes.filter(v => v.choice === number).length,
  }));
  const decided = counts.find(c => isMajority(c.votes, members.length));
  if (decided) return decided.number;
  if (votes.length < members.length) return null;
  const most = Math.max(...counts.map(c => c.votes));
  const [first] = counts.filter(c => c.votes === most).sort((a, b) => a.number - b.number);
  return first?.number ?? null;
}

/** A vote is for a member who sits, and while nobody leads; one may change one's mind until it is decided. */
export function requireMayElect(
  so: { readonly stage: EvaluationStage; readonly leader: number | null },
  members: readonly number[],
  choice: number,
): void {
  if (so.stage === 'report' || so.stage === 'finished')
    throw new RuleError('WRONG_STATE', {
      zh: '评审已经结束，不再推举组长。',
      en: 'The review is over; no leader is elected any more.',
    });
  if (so.leader !== null)
    throw new RuleError(
      'ALREADY_LOCKED',
      {
        zh: `已推举 ${so.leader} 号成员为组长。`,
        en: `Member ${so.leader} is elected as the leader.`,
      },
      {
        leader: so.leader,
      },
    );
  if (!members.includes(choice))
    throw new RuleError(
      'MALFORMED',
      { zh: `没有 ${choice} 号成员。`, en: `There is no member ${choice}.` },
      { choice },
    );
}

/** Nobody judges before the committee has a leader (D9). */
export function requireLed(leader: number | null): void {
  if (leader === null)
    throw new RuleError('WRONG_STATE', {
      zh: '评标委员会还没有组长。请先推举组长，再评审（评标委员会和评标方法暂行规定第九条）。',
      en: 'The committee has no leader yet. Elect one before you review (Evaluation Committee Provisions, art. 9).',
    });
}

export const nobodyLeads: Leadership = { leader: null, votes: [] };

/** After one more vote; how another voted is null until it is decided. */
export const withVote = (
  { leader, votes }: Leadership,
  number: number,
  choice: number | null,
): Leadership => ({
  leader,
  votes: [...votes.filter(v => v.number !== number), { number, choice }],
});

/** After a member has left: who led must be elected anew, and who left has no vote. */
export const withoutMember = ({ leader, votes }: Leadership, number: number): Leadership => {
  if (leader === number) return nobodyLeads;
  const left = votes.filter(v => v.number !== number && v.choice !== number);
  return { leader, votes: leader === null ? left : votes };
};
