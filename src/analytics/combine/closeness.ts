import { honestMedian } from '../price/rarity.ts';
import type { ScreenValues } from '../price/screens.ts';

/** How close a tender's prices lie, with the number of bids taken out. */
export interface Closeness {
  /** ln(CV ÷ the honest median CV for n bids), the core of the field weighing in by a third; 0 is usual, −1 close. */
  readonly z: number;
  /** Sampling variance of z: a CV of few bids says little. */
  readonly variance: number;
}

/** Share of the core (the middle CV of three bids) in z: one stray price must not hide a close field. */
const coreShare = 0.35;

export function closeness(screens: ScreenValues, n: number): Closeness | null {
  if (screens.cv === null) return null;
  const wide = Math.log(Math.max(screens.cv, 1e-4) / honestMedian('cv', n));
  const core = screens.coreCv;
  const tilt = core ? Math.log(core / honestMedian('coreCv', n)) : 0;
  const z = Math.max(-4, wide + coreShare * Math.max(-3, tilt));
  return { z, variance: 1 / (2 * (n - 1)) };
}
