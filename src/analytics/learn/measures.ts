import { resamples } from './resamples.ts';
import type { Labels } from './table.ts';

/** A figure with the range in which nine of ten resamples of the tenders fall. */
export interface Measured {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Measures {
  /** Chance that a rigged tender scores above an honest one; ties count half. */
  readonly auc: Measured;
  /** Mean precision over the rigged tenders, from the highest score down. */
  readonly averagePrecision: Measured;
  /** Mean of the shares of rigged and of honest tenders that are told right. */
  readonly balancedAccuracy: Measured;
}

/** Scored tenders from the highest score down, and how often each counts. */
interface Ordered {
  readonly scores: Float64Array;
  readonly rigged: Uint8Array;
  readonly told: Uint8Array;
}

/** `told`: called rigged, at a threshold that was set without this tender. Tenders of one name are drawn together. */
export function measure(
  scores: readonly number[],
  labels: Labels,
  told: Labels,
  names: readonly string[],
): Measures {
  const order = downwards(scores);
  const ordered = orderedBy(order, scores, labels, told);
  const figures = [aucOf, precisionOf, balanceOf];
  const drawn = figures.map(() => [] as number[]);
  for (const counts of resamples(names)) {
    const here = Uint16Array.from(order, at => counts[at] as number);
    for (const [f, figure] of figures.entries()) drawn[f]?.push(figure(ordered, here));
  }
  const whole = new Uint16Array(order.length).fill(1);
  const [auc, averagePrecision, balancedAccuracy] = figures.map((figure, f) =>
    measured(figure(ordered, whole), drawn[f] as number[]),
  ) as [Measured, Measured, Measured];
  return { auc, averagePrecision, balancedAccuracy };
}

/**
 * By how much more the first score's AUC is than the second's, both on the same resamples: what the two have in common
 * does not widen the interval.
 */
export function gainOf(
  ours: readonly number[],
  theirs: readonly number[],
  labels: Labels,
  names: readonly string[],
): Measured {
  const sides = [ours, theirs].map(scores => {
    const order = downwards(scores);
    return { order, ordered: orderedBy(order, scores, labels, labels) };
  });
  const gain = (counts: Uint16Array) => {
    const [a = 0, b = 0] = sides.map(({ order, ordered }) =>
      aucOf(
        ordered,
        Uint16Array.from(order, at => counts[at] as number),
      ),
    );
    return a - b;
  };
  const whole = gain(new Uint16Array(labels.length).fill(1));
  return measured(whole, Array.from(resamples(names), gain));
}

function measured(value: number, drawn: readonly number[]): Measured {
  const known = drawn.filter(Number.isFinite).sort((a, b) => a - b);
  const at = (p: number) => known[Math.round(p * (known.length - 1))] as number;
  return { value, low: at(0.05), high: at(0.95) };
}

const downwards = (scores: readonly number[]): number[] =>
  scores.map((_, at) => at).sort((a, b) => (scores[b] as number) - (scores[a] as number));

const orderedBy = (
  order: readonly number[],
  scores: readonly number[],
  labels: Labels,
  told: Labels,
): Ordered => ({
  scores: Float64Array.from(order, at => scores[at] as number),
  rigged: Uint8Array.from(order, at => (labels[at] ? 1 : 0)),
  told: Uint8Array.from(order, at => (told[at] ? 1 : 0)),
});

function aucOf({ scores, rigged }: Ordered, counts: Uint16Array): number {
  let [above, pairs, honest, total] = [0, 0, 0, 0];
  for (let at = 0; at < scores.length; ) {
    let [here, hereHonest, end] = [0, 0, at];
    for (; end < scores.length && scores[end] === scores[at]; end += 1) {
      if (rigged[end]) here += counts[end] as number;
      else hereHonest += counts[end] as number;
    }
    pairs += hereHonest * (above + here / 2);
    above += here;
    honest += hereHonest;
    at = end;
  }
  total = above * honest;
  return pairs / total;
}

function precisionOf({ rigged }: Ordered, counts: Uint16Array): number {
  let [seen, hits, sum] = [0, 0, 0];
  for (let at = 0; at < counts.length; at += 1) {
    const count = counts[at] as number;
    seen += count;
    if (!rigged[at] || count === 0) continue;
    hits += count;
    sum += count * (hits / seen);
  }
  return sum / hits;
}

function balanceOf({ rigged, told }: Ordered, counts: Uint16Array): number {
  const right = [0, 0];
  const all = [0, 0];
  for (let at = 0; at < counts.length; at += 1) {
    const side = rigged[at] as number;
    all[side] = (all[side] as number) + (counts[at] as number);
    if (told[at] === side) right[side] = (right[side] as number) + (counts[at] as number);
  }
  const share = (side: number) => (right[side] as number) / (all[side] as number);
  return (share(0) + share(1)) / 2;
}

/** AUC alone, for choosing among models. */
export function aucAlone(scores: readonly number[], labels: Labels): number {
  const sorted = orderedBy(downwards(scores), scores, labels, labels);
  return aucOf(sorted, new Uint16Array(labels.length).fill(1));
}

/** The score from which calling a tender rigged tells both kinds best. */
export function bestThreshold(scores: readonly number[], labels: Labels): number {
  const order = downwards(scores);
  const rigged = labels.filter(Boolean).length;
  const honest = labels.length - rigged;
  let [hits, alarms, best, threshold] = [0, 0, 0, 1];
  order.forEach((at, i) => {
    if (labels[at]) hits += 1;
    else alarms += 1;
    const next = order[i + 1];
    const [score, below] = [
      scores[at] as number,
      next === undefined ? -1 : (scores[next] as number),
    ];
    const gain = hits / rigged - alarms / honest;
    if (below < score && gain > best) [best, threshold] = [gain, (score + Math.max(0, below)) / 2];
  });
  return threshold;
}
