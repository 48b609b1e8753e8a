import { describe, expect, test } from 'vitest';
import { firmsOf, honestBids, jobOf } from '../../../bench/market/bids.ts';
import { marketOf } from '../../../bench/market/market.ts';
import type { Finding } from '../../../src/analytics/finding.ts';
import { benford } from '../../../src/analytics/price/benford.ts';
import { clusters } from '../../../src/analytics/price/clusters.ts';
import { constantRatio } from '../../../src/analytics/price/constant-ratio.ts';
import { margins, missingMass } from '../../../src/analytics/price/missing-mass.ts';
import { type Prices, pricesOf } from '../../../src/analytics/price/prices.ts';
import { progressions } from '../../../src/analytics/price/progressions.ts';
import { ties } from '../../../src/analytics/price/ties.ts';
import { seeded } from '../../../src/analytics/statistics/seeded.ts';
import { shuffledBy, tenderOf } from './tenders.ts';

const of = (...amounts: number[]): Prices => pricesOf(amounts);

describe.each<[string, (prices: Prices) => Finding]>([
  ['ties', ties],
  ['progressions', progressions],
  ['clusters', prices => clusters(prices)],
])('%s', (id, indicator) => {
  test('depends neither on the order of the bids nor on the currency', () => {
    const random = seeded(3);
    for (let round = 0; round < 100; round += 1) {
      const amounts = tenderOf(5 + random.below(20), random);
      const scaled = shuffledBy(random, amounts).map(amount => amount * 1024);
      const [a, b] = [indicator(pricesOf(amounts)), indicator(pricesOf(scaled))];
      expect(b.strength, String(amounts)).toBeCloseTo(a.strength, 3);
    }
  });
  test('at most about one honest tender in twenty is flagged', () => {
    const random = seeded(17);
    let flagged = 0;
    for (let round = 0; round < 1500; round += 1) {
      const bids = honestBids(firmsOf(3 + random.below(12), random), jobOf(random), random);
      if (indicator(pricesOf(bids.map(bid => bid.price))).strength >= 0.9) flagged += 1;
    }
    expect(flagged / 1500).toBeLessThan(0.06);
  });
  test('two bids are too few', () => {
    expect(indicator(of(1, 2))).toMatchObject({ id, strength: 0, needs: { has: 2 } });
  });
});

describe('ties', () => {
  test('two equal prices to the fen among five are a clue', () => {
    const finding = ties(of(1012345.67, 1012345.67, 1043211.09, 1099876.54, 1100000.01));
    expect(finding.strength).toBeGreaterThan(0.99);
    expect(finding.why.params).toEqual({ bids: 2, n: 5 });
  });
  test('no two alike say nothing', () => {
    expect(ties(of(1012345.67, 1012399.67, 1043211.09)).strength).toBe(0);
  });
  test('innocent: prices in whole hundreds of a small job meet by chance', () => {
    expect(ties(of(900, 1000, 1000, 1100, 1200, 1300)).strength).toBeLessThan(0.5);
  });
});

describe('progressions', () => {
  test.each([
    ['arithmetic', [1000123, 1010123, 1020123, 1030123, 1040123]],
    ['geometric', [1000000.13, 1030000.13, 1060900.14, 1092727.14, 1125508.95]],
  ])('%s steps are a clue', (kind, amounts) => {
    const finding = progressions(of(...amounts));
    expect(finding.strength).toBeGreaterThan(0.99);
    expect(finding.why.params).toMatchObject({ kind, bids: 5 });
  });
  test('uneven steps say nothing', () => {
    expect(progressions(of(900123, 940456, 1010789, 1055012, 1150345)).strength).toBeLessThan(0.5);
  });
  test('innocent: three prices on a grid of hundreds step evenly by chance', () => {
    expect(progressions(of(1000, 1100, 1200)).strength).toBeLessThan(0.5);
  });
});

describe('clusters', () => {
  test('four bids within a thousandth among eight wide ones are a clue', () => {
    const finding = clusters(
      of(850001, 930007, 1000000, 1000130, 1000270, 1000410, 1120033, 1250099),
    );
    expect(finding.strength).toBeGreaterThan(0.99);
    expect(finding.why.params).toEqual({ bids: 4, n: 8 });
  });
  test('an even field says nothing', () => {
    expect(clusters(of(850001, 930007, 1000000, 1060130, 1120270, 1200410)).strength).toBe(0);
  });
  test('bids round a known benchmark are counted', () => {
    const prices = of(850001, 930007, 998000, 1000130, 1003270, 1004410, 1120033, 1250099);
    expect(clusters(prices, 1_000_000).strength).toBeGreaterThan(0.9);
    expect(clusters(prices, 1_060_000).strength).toBe(0);
    expect(clusters(prices, 1_000_000).id).toBe('benchmark-clusters');
  });
  test('innocent: a public benchmark draws honest bids as well; it is a clue all the same', () => {
    const drawn = of(997000, 999000, 1000000, 1000500, 1002000, 1100000, 1190000);
    expect(clusters(drawn, 1_000_000).strength).toBeGreaterThan(0.9);
  });
});

describe('constant ratio', () => {
  test('a rival who always asks 3 % more is a clue', () => {
    const pairs = [100, 250, 77, 410].map(a => [a, a * 1.03] as const);
    expect(constantRatio(pairs).strength).toBeGreaterThan(0.99);
  });
  test('rivals who wander against each other say nothing', () => {
    const pairs = [
      [100, 110],
      [250, 230],
      [77, 80],
      [410, 380],
    ] as const;
    expect(constantRatio(pairs).strength).toBeLessThan(0.5);
  });
  test('innocent: where the whole market is close, a close pair is nothing special', () => {
    const pairs = [
      [100, 101],
      [250, 251],
      [77, 76.5],
      [410, 412],
    ] as const;
    expect(constantRatio(pairs, 0.01).strength).toBeLessThan(0.9);
    expect(constantRatio(pairs).strength).toBeGreaterThan(0.9);
  });
  test('two tenders are too few', () => {
    expect(
      constantRatio([
        [1, 1],
        [2, 2],
      ]).needs,
    ).toEqual({ what: 'tenders', least: 3, has: 2 });
  });
  test('which of the two stands first, and the currency, change nothing', () => {
    const pairs = [
      [100, 110],
      [250, 251],
      [77, 80],
    ] as const;
    const turned = pairs.map(([a, b]) => [b * 7, a * 7] as const);
    expect(constantRatio(turned).strength).toBeCloseTo(constantRatio(pairs).strength, 9);
  });
});

describe('benford', () => {
  const random = seeded(8);
  const free = Array.from({ length: 2000 }, () => Math.exp(4 + 9 * random.next()));
  test('freely formed amounts of many sizes say nothing', () => {
    expect(benford(free).strength).toBeLessThan(0.9);
  });
  test('amounts invented with even first digits are a clue', () => {
    const invented = free.map((_, i) => (1 + (i % 9)) * 10 ** (i % 5) * (1 + random.next() / 10));
    expect(benford(invented).strength).toBeGreaterThan(0.99);
  });
  test('innocent: amounts kept just under a threshold break the law too', () => {
    const split = free.map((amount, i) => (i % 4 === 0 ? 399_000 + i : amount));
    expect(benford(split).strength).toBeGreaterThan(0.99);
  });
  test('amounts of one size, or few, say that they are not enough', () => {
    expect(benford(free.slice(0, 99)).needs?.what).toBe('amounts');
    expect(benford(free.map(a => 1000 + (a % 999))).needs?.what).toBe('magnitudes');
  });
});

describe('missing mass', () => {
  const tendersOf = (kind: 'rotation' | null) =>
    marketOf({ kind, tenders: 400, share: 0.9, seed: 4 }).map(t => ({
      prices: pricesOf(t.amounts),
      reserve: null,
    }));
  test('designated winners leave a hole at the margin', () => {
    expect(missingMass(tendersOf('rotation')).strength).toBeGreaterThan(0.95);
  });
  test('honest rivals do not', () => {
    expect(missingMass(tendersOf(null)).strength).toBe(0);
  });
  test('innocent: prices rounded to coarse steps cannot come close, and ties are not counted for it', () => {
    const coarse = tendersOf(null).map(t => ({
      ...t,
      prices: pricesOf(t.prices.map(p => Math.ceil(p / 400_000) * 400_000)),
    }));
    const finding = missingMass(coarse);
    expect(Number(finding.evidence.ties)).toBeGreaterThan(100);
    expect(finding.strength).toBeLessThan(1);
  });
  test('29 tenders are too few', () => {
    expect(missingMass(tendersOf(null).slice(0, 29)).needs).toEqual({
      what: 'tenders',
      least: 30,
      has: 29,
    });
  });
  test('Δ is below zero for the winner, above for the others, by the reserve price', () => {
    expect(margins({ prices: [80, 90, 95], reserve: 100 })).toEqual([-0.1, 0.1, 0.15]);
    expect(margins({ prices: [80, 80], reserve: null })).toEqual([0, 0]);
  });
});
