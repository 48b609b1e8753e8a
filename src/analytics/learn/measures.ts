import { seeded } from '../statistics/seeded.ts';
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

const resamples = 500;

/** `told`: called rigged, at a threshold that was set without this tender. */
export function measure(scores: readonly number[], labels: Labels, told: Labels): Measures {
  const order = scores
    .map((_, at) => at)
    .sort((a, b) => (scores[b] as number) - (scores[a] as number));
  const ordered: Ordered = {
    scores: Float64Array.from(order, at => scores[at] as number),
    rigged: Uint8Array.from(order, at => (labels[at] ? 1 : 0)),
    told: Uint8Array.from(order, at => (told[at] ? 1 : 0)),
  };
  const figures = [aucOf, precisionOf, balanceOf];
  const whole = new Uint16Array(order.length).fill(1);
  const random = seeded(2022);
  const drawn = figures.map(() => [] as number[]);
  for (let round = 0; round < resamples; round += 1) {
    const counts = new Uint16Array(order.length);
    for (let i = 0; i < order.length; i += 1) {
      const at = random.below(order.length);
      counts[at] = (counts[at] as number) + 1;
    }
    for (const [f, figure] of figures.entries()) drawn[f]?.push(figure(ordered, counts));
  }
  const [auc, averagePrecision, balancedAccuracy] = figures.map((figure, f) => {
    const known = (drawn[f] as number[]).filter(Number.isFinite).sort((a, b) => a - b);
    const at = (p: number) => known[Math.round(p * (known.length - 1))] as number;
    return { value: figure(ordered, whole), low: at(0.05), high: at(0.95) };
  }) as [Measured, Measured, Measured];
  return { auc, averagePrecision, balancedAccuracy };
}

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
  const order = scores
    .map((_, at) => at)
    .sort((a, b) => (scores[b] as number) - (scores[a] as number));
  const sorted = {
    scores: Float64Array.from(order, at => scores[at] as number),
    rigged: Uint8Array.from(order, at => (labels[at] ? 1 : 0)),
    told: new Uint8Array(order.length),
  };
  return aucOf(sorted, new Uint16Array(order.length).fill(1));
}

/** The score from which calling a tender rigged tells both kinds best. */
export function bestThreshold(scores: readonly number[], labels: Labels): number {
  const order = scores
    .map((_, at) => at)
    .sort((a, b) => (scores[b] as number) - (scores[a] as number));
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
