import { type OwnEvidence, oddness, patternTens } from './own-evidence.ts';
import { slopeOf, priorWeights as w } from './prior-weights.ts';
import type { Survey } from './survey.ts';

/** One summand of a score in log-odds: above zero towards collusion. */
export interface Contribution {
  readonly id: string;
  readonly logOdds: number;
}

const clip = (x: number, most: number): number => Math.max(-most, Math.min(most, x));

/** What the tender's own prices contribute where the lowest price wins. */
export function lowestContributions(own: OwnEvidence, survey: Survey): Contribution[] {
  if (!own.closeness) return [];
  const { z, variance } = own.closeness;
  const tens = (id: 'ties' | 'progressions' | 'clusters') => ({
    id,
    logOdds: Math.min(w.pattern.most, w.pattern[id] * patternTens(own, id)),
  });
  return [
    { id: 'closeness', logOdds: clip(slopeOf(variance) * (z - survey.centre), 5) },
    { id: 'gap', logOdds: clip(w.gap * gapOddness(own), w.most) },
    { id: 'ring', logOdds: clip(w.ring * (oddness(own, 'ringCv') ?? 0), w.most) },
    tens('ties'),
    tens('progressions'),
    tens('clusters'),
  ];
}

function gapOddness(own: OwnEvidence): number {
  const known = (['rd', 'rdnor'] as const)
    .map(name => oddness(own, name))
    .filter(value => value !== null);
  return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** What they contribute where the price nearest an average wins: companions that drag it make the field wide. */
export function averageContributions(own: OwnEvidence, survey: Survey): Contribution[] {
  if (!own.closeness) return [];
  return [{ id: 'width', logOdds: clip(w.average * (own.closeness.z - survey.centre), w.most) }];
}

/** Both kinds of auction, each by its weight. */
export function ownContributions(own: OwnEvidence, survey: Survey): Contribution[] {
  const mixed = [
    ...lowestContributions(own, survey).map(c => ({
      ...c,
      logOdds: c.logOdds * (1 - survey.average),
    })),
    ...averageContributions(own, survey).map(c => ({ ...c, logOdds: c.logOdds * survey.average })),
  ];
  const sums = new Map<string, number>();
  for (const { id, logOdds } of mixed) sums.set(id, (sums.get(id) ?? 0) + logOdds);
  return [...sums].map(([id, logOdds]) => ({ id, logOdds }));
}

export const total = (contributions: readonly Contribution[]): number =>
  contributions.reduce((sum, c) => sum + c.logOdds, 0);

/** How near the lowest bid came to the estimate, against what is usual in this market. */
export function estimateContribution(
  lowest: number,
  estimate: number | null,
  survey: Survey,
): Contribution[] {
  if (estimate === null || !survey.estimate || survey.average > 0.5) return [];
  const { middle, deviation } = survey.estimate;
  const far = (Math.log(lowest / estimate) - middle) / deviation;
  return [{ id: 'estimate', logOdds: clip(w.estimate * far, w.most / 2) }];
}
