import type { LotState, ProjectState } from '../../../contracts/tender/project.ts';
import { finalStates, type Moves, move } from '../../kernel/move.ts';
import { RuleError } from '../../kernel/rule-error.ts';

/** A project moves as its publication does; each lot runs its own trade. */
export const projectMoves: Moves<ProjectState> = {
  draft: ['published', 'terminated'],
  published: ['suspended', 'terminated', 'finished'],
  suspended: ['published', 'terminated'],
  terminated: [],
  finished: [],
};

/**
 * The life of a lot. `failed` 流标: fewer than three bids at the close (B44), or none left by the evaluation; a new
 * tender is a new lot. Out of `suspended` a lot goes back only to where it came from: see `resume`.
 */
export const lotMoves: Moves<LotState> = {
  draft: ['bidding', 'terminated'],
  bidding: ['closed', 'suspended', 'terminated'],
  closed: ['opening', 'failed', 'suspended', 'terminated'],
  opening: ['opened', 'failed', 'suspended', 'terminated'],
  opened: ['evaluating', 'failed', 'suspended', 'terminated'],
  evaluating: ['evaluated', 'failed', 'suspended', 'terminated'],
  evaluated: ['candidates', 'evaluating', 'failed', 'suspended', 'terminated'],
  candidates: ['awarded', 'evaluating', 'failed', 'suspended', 'terminated'],
  awarded: ['contracted'],
  contracted: [],
  failed: [],
  suspended: [
    'bidding',
    'closed',
    'opening',
    'opened',
    'evaluating',
    'evaluated',
    'candidates',
    'terminated',
  ],
  terminated: [],
};

/** Out of its ordinary course: a supervisor decides that the award is void, and with it the contract (A64, B55). */
export const lotVoidings: Moves<LotState> = {
  ...{ draft: [], bidding: [], closed: [], opening: [], opened: [], evaluating: [] },
  ...{ evaluated: [], candidates: [], failed: [], suspended: [], terminated: [] },
  awarded: ['candidates', 'failed'],
  contracted: ['candidates', 'failed'],
};
/** A project that was finished goes on with the lot whose award fell. */
export const projectVoidings: Moves<ProjectState> = {
  ...{ draft: [], published: [], suspended: [], terminated: [] },
  finished: ['published'],
};

/** B44: with fewer bidders nothing is opened. */
export const fewestBidders = 3;

/** What a close leads to: opening, or a failed tender. */
export const afterClose = (bidders: number): 'opening' | 'failed' =>
  bidders < fewestBidders ? 'failed' : 'opening';

interface Suspendable {
  readonly state: LotState;
  readonly resumesTo: LotState | null;
}

/** A lot that is not over is stopped and remembers where it was; one that is over stays as it is. */
export function suspend(lot: Suspendable): Suspendable {
  if (isDecided(lot.state) || lot.state === 'suspended') return lot;
  return { state: move(lotMoves, lot.state, 'suspended'), resumesTo: lot.state };
}

/** Back to where it was stopped. */
export function resume(lot: Suspendable): Suspendable {
  if (lot.state !== 'suspended') return lot;
  if (lot.resumesTo === null)
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '没有记录暂停前的阶段，不能恢复。',
        en: 'The stage before the suspension is not on record; the lot cannot be resumed.',
      },
      { state: lot.state },
    );
  return { state: move(lotMoves, 'suspended', lot.resumesTo), resumesTo: null };
}

export const overStates: ReadonlySet<LotState> = new Set(finalStates(lotMoves));
export const isOver = (state: LotState): boolean => overStates.has(state);

/** Once there is a winner only the contract is left: nothing stops or ends the lot any more (A45). */
export const isDecided = (state: LotState): boolean => isOver(state) || state === 'awarded';

/** Every state in which bids may still come in; the deadline is checked besides. */
export function requireBidding(state: LotState): void {
  if (state !== 'bidding')
    throw new RuleError(
      'WRONG_STATE',
      { zh: '这个标段现在不接收投标文件。', en: 'This lot takes no bids now.' },
      { state },
    );
}
