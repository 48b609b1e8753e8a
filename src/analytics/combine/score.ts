import { leastBids } from '../price/prices.ts';
import { baseRates } from './base-rates.ts';
import {
  type Contribution,
  estimateContribution,
  ownContributions,
  total,
} from './contributions.ts';
import type { OwnEvidence } from './own-evidence.ts';
import { neutral, slopeOf, priorWeights as w } from './prior-weights.ts';
import type { Survey } from './survey.ts';
import type { TenderBids } from './tender.ts';

/** A tender's score: a clue's weight, explained down to its summands. */
export interface TenderScore {
  readonly tender: string;
  readonly own: OwnEvidence;
  /** Both as in the survey. */
  readonly average: number;
  readonly level: number;
  /** 0 to 1, higher is more suspicious; exactly the logistic function of the sum of the contributions. */
  readonly score: number;
  /** About nine in ten: what other samples of as many bids, and other fair weights, would give. */
  readonly interval: readonly [number, number];
  readonly contributions: readonly Contribution[];
}

/** The tender's own log-odds without base rate, market and surroundings; null below three bids. */
export function ownLogOdds(own: OwnEvidence, survey: Survey): number | null {
  return own.n < leastBids ? null : total(ownContributions(own, survey));
}

/** Uncertainty of the fixed weights themselves, in log-odds. */
const weightDeviation = 0.7;

/** Adds up what speaks for and against. `around` comes from `surroundings`. */
export function scoreTender(
  tender: TenderBids,
  own: OwnEvidence,
  survey: Survey,
  around: number,
): TenderScore {
  const contributions: Contribution[] = [{ id: 'base', logOdds: baseRates.tender }];
  if (own.n >= leastBids)
    contributions.push(
      { id: 'market', logOdds: marketLevel(survey) },
      ...ownContributions(own, survey),
      ...estimateContribution(own.prices[0] as number, tender.estimate, survey),
    );
  contributions.push({ id: 'surroundings', logOdds: around });
  const logOdds = total(contributions);
  const reach = 1.645 * uncertainty(own, survey);
  return {
    tender: tender.tender,
    own,
    average: survey.average,
    level: survey.level,
    score: logistic(logOdds),
    interval: [logistic(logOdds - reach), logistic(logOdds + reach)],
    contributions,
  };
}

/** The level of the whole market: half the weight of a single tender's, as markets differ for honest reasons too. */
const marketLevel = (survey: Survey): number =>
  w.closeness.marketShare * slopeOf(0) * (survey.centre - neutral) * (1 - survey.average);

function uncertainty(own: OwnEvidence, survey: Survey): number {
  if (!own.closeness) return weightDeviation;
  const { variance } = own.closeness;
  const sampling = slopeOf(variance) ** 2 * variance * (1 - survey.average);
  return Math.sqrt(sampling + weightDeviation ** 2);
}

export const logistic = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
