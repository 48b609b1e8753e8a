import type { EvaluationStage } from '../../contracts/evaluation/members.ts';
import type { WallTile } from '../../contracts/supervision.ts';
import type { LotState } from '../../contracts/tender/project.ts';
import type { Stage as HallStage } from '../opening/rules.ts';

/** What the wall knows of one lot. Of bids it is given nothing before the close (C21). */
export interface LotFacts {
  readonly state: LotState;
  readonly hall: {
    readonly stage: HallStage;
    readonly bids: number;
    readonly released: number;
    readonly failed: number;
    readonly signatures: number;
  } | null;
  /** `wanting`: the pool could not fill the committee, or its criteria were widened and it is not complete yet. */
  readonly draw: {
    readonly seats: number;
    readonly accepted: number;
    readonly wanting: boolean;
  } | null;
  readonly evaluation: {
    readonly stage: EvaluationStage;
    readonly members: number;
    readonly checkedIn: number;
    readonly locked: number;
    readonly signed: number;
  } | null;
}

export type WallStage = WallTile['stage'];
type Seen = Pick<WallTile, 'stage' | 'progress' | 'tone'>;

const idle = (stage: WallStage): Seen => ({ stage, progress: null, tone: 'idle' });
const share = (stage: WallStage, done: number, of: number): Seen => ({
  stage,
  progress: of === 0 ? null : `${done}/${of}`,
  tone: of > 0 && done === of ? 'ok' : 'run',
});

/** Where a lot stands on the wall, how far it is, and whether somebody should look. */
export function seenOnWall(lot: LotFacts): Seen {
  switch (lot.state) {
    case 'bidding':
      return idle('bidding');
    case 'suspended':
      return { ...idle('suspended'), tone: 'warn' };
    case 'closed':
    case 'opening':
      return seenOpening(lot.hall);
    case 'opened':
    case 'evaluating':
      return seenEvaluation(lot);
    default:
      return idle('publicity');
  }
}

function seenOpening(hall: LotFacts['hall']): Seen {
  if (!hall || hall.stage === 'waiting') return idle('releasing');
  if (hall.stage === 'releasing') {
    const seen = share('releasing', hall.released, hall.bids);
    return hall.failed > 0 ? { ...seen, tone: 'warn' } : seen;
  }
  if (hall.stage === 'signing') return share('reading', hall.signatures, hall.bids);
  return { stage: 'reading', progress: null, tone: 'run' };
}

function seenEvaluation(lot: LotFacts): Seen {
  const seen = evaluationSeen(lot);
  return lot.draw?.wanting ? { ...seen, tone: 'warn' } : seen;
}

function evaluationSeen({ draw, evaluation }: LotFacts): Seen {
  if (!evaluation)
    return draw ? share('drawing', draw.accepted, draw.seats) : { ...idle('drawing'), tone: 'run' };
  const { stage, members, checkedIn, locked, signed } = evaluation;
  if (stage === 'waiting') return share('drawing', checkedIn, members);
  if (stage === 'price' || stage === 'report' || stage === 'finished')
    return share('report', signed, members);
  return share('review', locked, members);
}
