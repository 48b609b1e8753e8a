import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { marketOf } from '../../../bench/market/market.ts';
import { assess } from '../../../src/analytics/combine/assess.ts';
import { applied, requireUsable } from '../../../src/analytics/learn/apply.ts';
import { evidenceOf, explained, groupOf } from '../../../src/analytics/learn/explain.ts';
import { featuresOf, featuresVersion } from '../../../src/analytics/learn/features.ts';
import { aucAlone } from '../../../src/analytics/learn/measures.ts';
import { train } from '../../../src/analytics/learn/train.ts';
import { median } from '../../../src/analytics/statistics/moments.ts';

/** Prices only, as in most published data. */
const bare = (seed: number, tenders: number) =>
  marketOf({ kind: 'partial', tenders, share: 0.3, seed }).map(tender => ({
    ...tender,
    bidders: tender.bidders.map(() => null),
    winners: tender.winners.map(() => null),
    date: null,
    estimate: null,
  }));
const market = bare(7, 300);
const assessment = assess(market);
const { model, outside } = train(market, assessment, 30);

test('a trained model beats the untrained score on tenders it never saw', () => {
  const { auc, untrained, gain, usable } = model.evaluation;
  expect(auc.low).toBeGreaterThan(untrained.score);
  expect(gain.value).toBeCloseTo(auc.value - untrained.score, 12);
  expect(gain.low).toBeGreaterThan(0);
  expect(usable).toBe(true);
  const later = bare(8, 300);
  const fresh = assess(later);
  const { chanceAt, drift } = applied(
    requireUsable(JSON.parse(JSON.stringify(model))),
    featuresOf(later, fresh),
  );
  const labels = later.map(tender => tender.label === true);
  const ours = aucAlone(
    later.map((_, at) => chanceAt(at)),
    labels,
  );
  expect(ours).toBeGreaterThan(
    aucAlone(
      later.map((_, at) => fresh.scoreAt(at).score),
      labels,
    ),
  );
  expect(ours).toBeGreaterThan(auc.low - 0.05);
  expect(Object.keys(drift).length).toBeLessThan(4);
});

test('each tender’s chance comes from a model that did not see it, and is between 0 and 1', () => {
  expect(outside.size).toBe(300);
  for (const chance of outside.values()) expect(chance > 0 && chance < 1).toBe(true);
});

test('labels dealt by chance teach nothing, and such a model may not be used', () => {
  const dealt = market.map((tender, at) => ({
    ...tender,
    label: market[(at * 7 + 3) % 300]?.label ?? null,
  }));
  const taught = train(dealt, assess(dealt), 20).model;
  expect(taught.evaluation.auc.low).toBeLessThan(0.55);
  expect(taught.evaluation.auc.high).toBeGreaterThan(0.45);
  expect(taught.evaluation.usable).toBe(false);
  expect(() => requireUsable(taught)).toThrow('不优于未训练的评分');
});

test('a market unlike the one of the training is told', () => {
  const other = marketOf({ kind: 'benchmark', tenders: 100, share: 0.3, seed: 2 });
  const { drift } = applied(model, featuresOf(other, assess(other)));
  expect(Object.keys(drift)).toContain('n');
});

test('too few decided tenders are refused, with their numbers', () => {
  const few = market.map((tender, at) => (at < 30 ? tender : { ...tender, label: null }));
  expect(() => train(few, assess(few), 10)).toThrow(/已定性的标段太少：串标 \d+ 个/);
});

test('features do not read labels, dates, names or the currency', () => {
  const changed = market.map(tender => ({
    ...tender,
    label: !tender.label,
    amounts: tender.amounts.map(amount => amount * 1024),
  }));
  const [a, b] = [featuresOf(market, assessment), featuresOf(changed, assess(changed))];
  const zeros = a.names.indexOf('trailing-zeros');
  a.rows.forEach((row, at) => {
    row.forEach((value, f) => {
      const other = b.rows[at]?.[f] as number;
      if (f !== zeros && !Number.isNaN(value)) expect(other, a.names[f]).toBeCloseTo(value, 5);
    });
  });
});

test('the features are those of their version: a change of them is another one', () => {
  const sha256 = createHash('sha256').update(model.features.join()).digest('hex');
  expect([featuresVersion, sha256.slice(0, 16)]).toEqual(['features/1', '47c95c8a0a6976e5']);
});

test('every feature is of a group that has words', () => {
  for (const name of model.features) expect(groupOf(name), name).not.toBeNull();
});

test('what an answer is made of adds up to it, and is no bolder than the decided tenders allow', () => {
  const { names, rows } = featuresOf(market, assessment);
  const usual = names.map((_, f) =>
    median(rows.map(row => row[f] as number).filter(x => !Number.isNaN(x))),
  );
  const { rigged, tenders } = model.trainedOn;
  const most = Math.log(Math.min(rigged, tenders - rigged) + 1);
  const told = rows.slice(0, 40).map(row => {
    const { usual: from, parts } = explained(model, usual, row);
    const sum = parts.reduce((total, part) => total + part.logOdds, from);
    expect(sum).toBeCloseTo(evidenceOf(model, row), 9);
    expect(Math.abs(sum)).toBeLessThanOrEqual(most + 1e-9);
    return sum;
  });
  const labels = market.slice(0, 40).map(tender => tender.label === true);
  expect(aucAlone(told, labels)).toBeGreaterThan(0.9);
  const { parts } = explained(model, usual, usual);
  for (const part of parts) expect(part.logOdds).toBe(0);
});
