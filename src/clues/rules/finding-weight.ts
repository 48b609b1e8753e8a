import type { ClueReason } from '../../../contracts/clues/clue.ts';
import type { Finding } from '../../analytics/finding.ts';
import { say } from '../../analytics/words.ts';
import { weights } from './weights.ts';

/** Of bids made by one hand about one in five show a given trace: carelessness is common, not certain [K]. */
const shareAmongColluders = 0.2;
const leastChance = 1e-6;

/**
 * Weight of a finding in log-odds: how much likelier it is of one hand than by chance. `looks` is how often one looked:
 * the rarest of many pairs is not so rare. A finding without a chance of its own has the one that its strength stands for.
 */
export function logOddsOf({ strength, evidence, needs }: Finding, looks = 1): number {
  if (needs !== null || strength === 0) return 0;
  const p = typeof evidence.p === 'number' ? evidence.p : (1 - strength) / 2;
  const logOdds = Math.log(shareAmongColluders / Math.min(1, Math.max(p * looks, leastChance)));
  return Math.max(0, Math.min(weights.most, logOdds));
}

/** How many lines, pictures or slips a reason carries as evidence: enough to look them up. */
const shown = 20;

/** What a reader needs to look the finding up: its figures, and the first places of a list. */
export function evidenceOf({ why, evidence }: Finding): ClueReason['evidence'] {
  const codes = evidence.codes as readonly string[] | undefined;
  const p = typeof evidence.p === 'number' ? { p: evidence.p } : {};
  return { ...why.params, ...p, ...(codes ? { codes: codes.slice(0, shown) } : {}) };
}

export const wordsOf = ({ why }: Finding) => ({ zh: say(why, 'zh'), en: say(why, 'en') });
