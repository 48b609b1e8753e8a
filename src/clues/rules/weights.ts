import type { ClueAbout } from '../../../contracts/clues/clue.ts';
import { baseRates } from '../../analytics/combine/base-rates.ts';

/**
 * How the combination weighs, in log-odds. Set by judgement and held to the synthetic markets, not learnt from clues:
 * a system that learns from its own suspicions confirms itself. A change gets a new version, which each clue names.
 */
export const weights = {
  version: '2',
  base: baseRates.tender,
  baseDeviation: 0.5,
  /** Each reason may weigh a third more or less. */
  doubt: 0.35,
  /** Two bids belong together when what ties them sums to this. */
  holdsTogether: 1,
  /** A group is a clue from this score on. */
  raiseFrom: 0.5,
  /** No single reason may decide alone. */
  most: 4,
} as const;

/** Log-odds before any reason, by what a clue is about. */
export const baseOf: Readonly<Record<ClueAbout, number>> = {
  lot: baseRates.tender,
  group: baseRates.group,
  tie: baseRates.tie,
};
