import type { ClueReason } from '../../../contracts/clues/clue.ts';
import { learntPrefix } from './learnt-words.ts';

/** What people found about the clues that an indicator took part in. */
export interface Judged {
  readonly confirmed: number;
  readonly dismissed: number;
}

/** Worth of the prior, in judged clues: one verdict must not turn an indicator over. */
const prior = 4;
const most = 1.5;

/**
 * What the verdicts add to each reason of an indicator, in log-odds: nothing without verdicts, at most 1.5 either way.
 * It counts only clues that a person has judged, never what the system thought of them.
 */
export function adjustment({ confirmed, dismissed }: Judged): number {
  const raw = Math.log((confirmed + prior / 2) / (dismissed + prior / 2));
  return Math.max(-most, Math.min(most, raw));
}

/** Confirmed among judged with its 90 % Wilson interval; null while nobody has judged. */
export function precisionOf({ confirmed, dismissed }: Judged) {
  const n = confirmed + dismissed;
  if (n === 0) return null;
  const z = 1.645;
  const value = confirmed / n;
  const middle = (value + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const reach =
    (z * Math.sqrt((value * (1 - value)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return { value, low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}

/**
 * What people found moves a reason up or down; it never turns one for into one against. What decided cases taught is not
 * moved by clicks.
 */
export function adjusted<R extends Pick<ClueReason, 'rule' | 'logOdds'>>(
  reason: R,
  adjust: ReadonlyMap<string, number>,
): R {
  if (reason.logOdds <= 0 || reason.rule.startsWith(learntPrefix)) return reason;
  return { ...reason, logOdds: Math.max(0, reason.logOdds + (adjust.get(reason.rule) ?? 0)) };
}
