import { chanceOf } from './choose.ts';
import type { Model } from './train.ts';

/** What features are about, so that a person can read what moved an answer. Each feature is of the first that fits. */
const groups = {
  rules: /^own$/,
  ring: /^(ring-cv|cv-of-)/,
  gap: /^(diffp|rd|rdnor|rdalt|highest-step|mean-to-median|winner-place)(-|$)/,
  shape: /^(skewness|kurtosis|uniformity)(-|$)/,
  closeness: /^(cv|spread|core-cv|closeness|ks)$/,
  regular: /^(ties|progressions|clusters|trailing-zeros)$/,
  company: /^(around-in-time|around-by-bidder|habit)$/,
  estimate: /^to-estimate$/,
  field: /^(n|size|average-auction)$/,
} as const satisfies Record<string, RegExp>;

export type FeatureGroup = keyof typeof groups;
export const featureGroups = Object.keys(groups) as FeatureGroup[];

export const groupOf = (feature: string): FeatureGroup | null =>
  featureGroups.find(name => groups[name].test(feature)) ?? null;

/** An answer as a sum in log-odds: what a usual tender would get, and what each group of features adds to that. */
export interface Explained {
  readonly usual: number;
  readonly parts: readonly { readonly group: FeatureGroup; readonly logOdds: number }[];
}

/**
 * How much likelier such features are of rigged than of honest tenders among those decided, in log-odds: the model's
 * odds without the share of rigged ones it was taught with. No bolder than the cases allow: where none of N honest
 * tenders looked so, one in N + 1 may (Laplace's rule of succession).
 */
export function evidenceOf(model: Model, row: readonly number[]): number {
  const { tenders, rigged } = model.trainedOn;
  const most = Math.log(Math.min(rigged, tenders - rigged) + 1);
  const chance = chanceOf(model, row);
  const logOdds = Math.log(chance / (1 - chance)) - Math.log(rigged / (tenders - rigged));
  return Math.max(-most, Math.min(most, logOdds));
}

/**
 * Shares the evidence out among the groups by Shapley's value: what each adds, averaged over all orders in which they
 * could be told, beginning from the usual tender (Shapley 1953; Lundberg & Lee 2017). The same for every kind of
 * learner, and it adds up.
 */
export function explained(
  model: Model,
  usual: readonly number[],
  row: readonly number[],
): Explained {
  const placeOf = model.features.map(name => featureGroups.indexOf(groupOf(name) ?? 'field'));
  const count = featureGroups.length;
  const values = Array.from({ length: 2 ** count }, (_, told) =>
    evidenceOf(
      model,
      row.map((value, f) =>
        (told >> (placeOf[f] as number)) & 1 ? value : (usual[f] ?? Number.NaN),
      ),
    ),
  );
  const parts = featureGroups.map((group, g) => ({ group, logOdds: shapley(values, g, count) }));
  return { usual: values[0] as number, parts };
}

function shapley(values: readonly number[], player: number, count: number): number {
  let sum = 0;
  values.forEach((without, told) => {
    if ((told >> player) & 1) return;
    const others = told.toString(2).replaceAll('0', '').length;
    const weight = 1 / (count * choices(count - 1, others));
    sum += weight * ((values[told | (1 << player)] as number) - without);
  });
  return sum;
}

/** n over k. */
const choices = (n: number, k: number): number =>
  Array.from({ length: k }, (_, i) => (n - i) / (i + 1)).reduce((a, b) => a * b, 1);
