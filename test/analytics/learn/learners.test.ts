import { describe, expect, test } from 'vitest';
import { rangeOf, stability } from '../../../src/analytics/learn/drift.ts';
import { foldsOf } from '../../../src/analytics/learn/folds.ts';
import { forestContributions, forestOf } from '../../../src/analytics/learn/forest.ts';
import { logisticContributions, logisticOf } from '../../../src/analytics/learn/logistic.ts';
import { aucAlone, bestThreshold, gainOf, measure } from '../../../src/analytics/learn/measures.ts';
import { seeded } from '../../../src/analytics/statistics/seeded.ts';

const random = seeded(21);
/** Neither feature tells anything alone: rigged where exactly one of the two is high. */
const rows = Array.from({ length: 600 }, () => [random.next(), random.next(), random.next()]);
const labels = rows.map(([a = 0, b = 0]) => a > 0.5 !== b > 0.5);
const table = { names: ['a', 'b', 'noise'], rows };

describe.each(['forest', 'extra-trees'] as const)('%s', kind => {
  const forest = forestOf(kind, 60);
  const model = forest.train(table, labels, 1);
  const fresh = Array.from({ length: 400 }, () => [random.next(), random.next(), random.next()]);
  const truth = fresh.map(([a = 0, b = 0]) => a > 0.5 !== b > 0.5);
  test('learns what no single feature tells', () => {
    expect(
      aucAlone(
        fresh.map(row => forest.predict(model, row)),
        truth,
      ),
    ).toBeGreaterThan(0.93);
  });
  test('the same seed grows the same trees, as JSON too', () => {
    expect(forest.train(table, labels, 1)).toEqual(model);
    expect(forest.train(table, labels, 2)).not.toEqual(model);
    const stored = JSON.parse(JSON.stringify(model));
    for (const row of fresh) expect(forest.predict(stored, row)).toBe(forest.predict(model, row));
  });
  test('contributions add up to the answer', () => {
    const root = model.trees.reduce((sum, tree) => sum + (tree.rate[0] as number), 0) / 60;
    const [row = []] = fresh;
    const sum = forestContributions(model, row, 3).reduce((a, b) => a + b, 0);
    expect(root + sum).toBeCloseTo(forest.predict(model, row), 6);
  });
  test('a missing value is a value: it can tell', () => {
    const missing = rows.map((row, at) => [
      labels[at] ? Number.NaN : 1,
      row[1] as number,
      row[2] as number,
    ]);
    const seen = forest.train({ ...table, rows: missing }, labels, 1);
    expect(forest.predict(seen, [Number.NaN, 0.5, 0.5])).toBeGreaterThan(0.7);
    expect(forest.predict(seen, [1, 0.5, 0.5])).toBeLessThan(0.3);
  });
});

describe('logistic', () => {
  const xs = [
    [1, 2],
    [2, 1],
    [3, 5],
    [4, 3],
    [5, 8],
    [6, 5],
    [7, 9],
    [8, 7],
  ];
  const ys = [false, false, true, false, true, false, true, true];
  test('finds the weights that scipy’s minimiser finds', () => {
    const { intercept, weight } = logisticOf(2).train({ names: ['x', 'y'], rows: xs }, ys, 0);
    [-0.00516985, 0.29754829, 0.77188918].forEach((theirs, at) => {
      expect([intercept, ...weight][at]).toBeCloseTo(theirs, 5);
    });
  });
  test('contributions add up to the log-odds', () => {
    const model = logisticOf(2).train({ names: ['x', 'y'], rows: xs }, ys, 0);
    const sum = logisticContributions(model, [3, 9]).reduce((a, b) => a + b, model.intercept);
    expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(logisticOf(2).predict(model, [3, 9]), 12);
  });
});

describe('measures', () => {
  test('AUC counts pairs, ties half', () => {
    expect(aucAlone([0.9, 0.8, 0.7, 0.6], [true, false, true, false])).toBe(0.75);
    expect(aucAlone([0.5, 0.5, 0.5], [true, false, false])).toBe(0.5);
  });
  test('average precision and balanced accuracy as defined, inside their intervals', () => {
    const scores = [0.9, 0.8, 0.7, 0.6, 0.5];
    const truth = [true, false, true, false, false];
    const m = measure(
      scores,
      truth,
      scores.map(score => score > 0.75),
      [...'abcde'],
    );
    expect(m.averagePrecision.value).toBeCloseTo((1 + 2 / 3) / 2, 12);
    expect(m.balancedAccuracy.value).toBeCloseTo((1 / 2 + 2 / 3) / 2, 12);
    for (const { value, low, high } of Object.values(m)) {
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
    }
  });
  test('the threshold tells both kinds best', () => {
    expect(bestThreshold([0.9, 0.8, 0.3, 0.2], [true, true, false, false])).toBeCloseTo(0.55, 12);
  });
});

describe('folds', () => {
  const names = Array.from({ length: 53 }, (_, at) => `T${at}`);
  const truth = names.map((_, at) => at % 5 === 0);
  test('hold the same share of rigged tenders, whatever the order of the file', () => {
    const folds = foldsOf(names, truth, 5, 1);
    for (let fold = 0; fold < 5; fold += 1) {
      const rigged = names.filter((_, at) => folds[at] === fold && truth[at]).length;
      expect(rigged).toBeGreaterThanOrEqual(2);
      expect(rigged).toBeLessThanOrEqual(3);
    }
    expect(new Set(folds).size).toBe(5);
    const turned = foldsOf(names.toReversed(), truth.toReversed(), 5, 1);
    expect(turned.toReversed()).toEqual(folds);
  });
});

describe('tenders of one case', () => {
  const cases = Array.from({ length: 60 }, (_, at) => `C${Math.floor(at / 3)}`);
  const truth = cases.map((_, at) => at % 6 < 3);
  test('are in one fold', () => {
    const folds = foldsOf(cases, truth, 5, 1);
    for (const name of new Set(cases))
      expect(new Set(folds.filter((_, at) => cases[at] === name)).size, name).toBe(1);
    for (let fold = 0; fold < 5; fold += 1)
      expect(folds.filter(each => each === fold).length).toBe(12);
  });
  test('widen the interval: twenty finds are not sixty', () => {
    const scores = cases.map(
      (name, at) => (truth[at] ? 0.5 : 0) + ((Number(name.slice(1)) * 7) % 10) / 10,
    );
    const width = (names: readonly string[]) => {
      const { low, high } = measure(scores, truth, truth, names).auc;
      return high - low;
    };
    expect(width(cases)).toBeGreaterThan(1.3 * width(cases.map((_, at) => `T${at}`)));
  });
  test('the gain of a score over itself is none, and over a worse one is what the AUCs differ by', () => {
    const good = cases.map((_, at) => (truth[at] ? 1 : 0) + (at % 7) / 5);
    const poor = cases.map((_, at) => (at * 37) % 60);
    expect(gainOf(good, good, truth, cases)).toEqual({ value: 0, low: 0, high: 0 });
    const { value, low, high } = gainOf(good, poor, truth, cases);
    expect(value).toBeCloseTo(aucAlone(good, truth) - aucAlone(poor, truth), 12);
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
  });
});

describe('drift', () => {
  const even = Array.from({ length: 1000 }, (_, at) => (at + 0.5) / 1000);
  const range = rangeOf(even) as NonNullable<ReturnType<typeof rangeOf>>;
  test('the same market has none, a moved one much, few values say nothing', () => {
    expect(stability(range, even)).toBeCloseTo(0, 9);
    expect(
      stability(
        range,
        even.map(x => x / 2),
      ),
    ).toBeGreaterThan(0.25);
    expect(stability(range, even.slice(0, 49))).toBeNull();
    expect(rangeOf(even.slice(0, 49))).toBeNull();
  });
});
