import type { EvaluationStage } from '../../../contracts/evaluation/members.ts';
import type { EvaluationTime, TimeAsk } from '../../../contracts/evaluation/room.ts';
import type { LotRules } from '../../../contracts/tender/lot-rules.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import { sheetStages } from './stages.ts';

/** Minutes that a committee has by method, for it to say when they are too few [K]. */
const periods: Record<LotRules['method'], number> = { 'open-tender': 480 };
const minuteMs = 60_000;

export const firstDue = (method: LotRules['method'], startedAt: Date): Date =>
  new Date(startedAt.getTime() + periods[method] * minuteMs);

/**
 * When more than a third of the members find the time too short, it is extended suitably (实施条例第四十八条): by the
 * middle of what they asked for, the greater of two. Null while they are too few.
 */
export function extensionOf(asks: readonly TimeAsk[], members: number): number | null {
  if (asks.length * 3 <= members) return null;
  const sorted = asks.map(a => a.minutes).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

/** From the end of the running period; from now where that has passed. */
export const extendedTo = (dueAt: Date, now: Date, minutes: number): Date =>
  new Date(Math.max(dueAt.getTime(), now.getTime()) + minutes * minuteMs);

/** Asked while there is something to judge, once each until it is decided. */
export function requireMayAskTime(
  stage: EvaluationStage,
  asks: readonly TimeAsk[],
  member: number,
): void {
  if (!sheetStages.some(s => s === stage))
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '只有在评审阶段才能要求延长评标时间。',
        en: 'More time can be asked for only while bids are reviewed.',
      },
      { stage },
    );
  if (asks.some(a => a.number === member))
    throw new RuleError(
      'ALREADY_LOCKED',
      {
        zh: '您已经提出，正在等其他成员。',
        en: 'You have asked for more time; the other members are to answer.',
      },
      { member },
    );
}

export const noTime: EvaluationTime = { dueAt: null, asks: [], extensions: [] };

/** After the time was extended: those who asked are answered, and may ask again. */
export const extended = (
  time: EvaluationTime,
  extension: EvaluationTime['extensions'][number],
): EvaluationTime => ({
  dueAt: extension.dueAt,
  asks: [],
  extensions: [...time.extensions, extension],
});
