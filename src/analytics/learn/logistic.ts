import { median } from '../statistics/moments.ts';
import type { Learner, Table } from './table.ts';

/** Weights on standardised features: log-odds = intercept + Σ weight × (value − middle) ÷ scale, missing ones adding 0. */
export interface Logistic {
  readonly kind: 'logistic';
  readonly intercept: number;
  readonly middle: readonly number[];
  readonly scale: readonly number[];
  readonly weight: readonly number[];
}

/** Beyond this many robust deviations a value counts no more. */
const far = 4;
const rounds = 12;

/** A row as the weights meet it, a 1 for the intercept in front. */
function standard(
  { middle, scale }: Pick<Logistic, 'middle' | 'scale'>,
  row: readonly number[],
): number[] {
  const values = row.map((value, f) => {
    const z = (value - (middle[f] as number)) / (scale[f] as number);
    return Number.isNaN(z) ? 0 : Math.max(-far, Math.min(far, z));
  });
  return [1, ...values];
}

function frame({ names, rows }: Table): Pick<Logistic, 'middle' | 'scale'> {
  const known = names.map((_, f) =>
    rows.map(row => row[f] as number).filter(value => !Number.isNaN(value)),
  );
  const middle = known.map(values => (values.length === 0 ? 0 : median(values)));
  const scale = known.map((values, f) => {
    const spread = values.reduce((sum, v) => sum + (v - (middle[f] as number)) ** 2, 0);
    return values.length < 2 || spread === 0 ? 1 : Math.sqrt(spread / (values.length - 1));
  });
  return { middle, scale };
}

/**
 * Logistic regression with an L2 penalty on all weights but the intercept, by Newton's method (Hoerl & Kennard 1970;
 * le Cessie & van Houwelingen 1992). `penalty` in units of one tender.
 */
export function logisticOf(penalty: number): Learner<Logistic> {
  return {
    name: `logistic-${penalty}`,
    train(table, labels) {
      const held = frame(table);
      const xs = table.rows.map(row => Float64Array.from(standard(held, row)));
      let weights = new Float64Array(table.names.length + 1);
      for (let round = 0; round < rounds; round += 1) {
        const step = newtonStep(xs, labels, weights, penalty);
        weights = weights.map((weight, f) => weight + (step[f] as number));
        if (step.every(move => Math.abs(move) < 1e-6)) break;
      }
      const [intercept = 0, ...weight] = weights;
      return { kind: 'logistic', intercept, ...held, weight };
    },
    predict: (model, row) =>
      1 /
      (1 +
        Math.exp(-model.intercept - logisticContributions(model, row).reduce((a, b) => a + b, 0))),
  };
}

/** What each feature adds to the log-odds. */
export function logisticContributions(model: Logistic, row: readonly number[]): number[] {
  return standard(model, row)
    .slice(1)
    .map((value, f) => value * (model.weight[f] as number));
}

function newtonStep(
  xs: readonly Float64Array[],
  labels: readonly boolean[],
  weights: Float64Array,
  penalty: number,
): Float64Array {
  const size = weights.length;
  const gradient = weights.map((weight, f) => (f === 0 ? 0 : -penalty * weight));
  const curve = Array.from({ length: size }, (_, f) => {
    const row = new Float64Array(size);
    row[f] = f === 0 ? 1e-9 : penalty;
    return row;
  });
  xs.forEach((x, at) => {
    const odds = x.reduce((sum, value, f) => sum + value * (weights[f] as number), 0);
    const p = 1 / (1 + Math.exp(-Math.max(-30, Math.min(30, odds))));
    addRow(curve, gradient, x, p * (1 - p), (labels[at] ? 1 : 0) - p);
  });
  return solve(curve, gradient);
}

function addRow(
  curve: Float64Array[],
  gradient: Float64Array,
  x: Float64Array,
  weight: number,
  miss: number,
): void {
  for (let f = 0; f < x.length; f += 1) {
    const [value, row] = [x[f] as number, curve[f] as Float64Array];
    gradient[f] = (gradient[f] as number) + miss * value;
    if (value === 0) continue;
    for (let g = 0; g <= f; g += 1) row[g] = (row[g] as number) + weight * value * (x[g] as number);
  }
}

/** Solves the symmetric positive system whose lower half is given, by Cholesky's factors, in place. */
function solve(lower: Float64Array[], right: Float64Array): Float64Array {
  const at = (i: number, j: number) => (lower[i] as Float64Array)[j] as number;
  for (let i = 0; i < right.length; i += 1)
    for (let j = 0; j <= i; j += 1) {
      let sum = at(i, j);
      for (let k = 0; k < j; k += 1) sum -= at(i, k) * at(j, k);
      (lower[i] as Float64Array)[j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / at(j, j);
    }
  return backward(forward(right, at), at);
}

type Entry = (row: number, column: number) => number;

function forward(right: Float64Array, at: Entry): Float64Array {
  return right.reduce((x, value, i) => {
    let sum = value;
    for (let k = 0; k < i; k += 1) sum -= at(i, k) * (x[k] as number);
    x[i] = sum / at(i, i);
    return x;
  }, new Float64Array(right.length));
}

function backward(right: Float64Array, at: Entry): Float64Array {
  const x = Float64Array.from(right);
  for (let i = x.length - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < x.length; k += 1) x[i] = (x[i] as number) - at(k, i) * (x[k] as number);
    x[i] = (x[i] as number) / at(i, i);
  }
  return x;
}
