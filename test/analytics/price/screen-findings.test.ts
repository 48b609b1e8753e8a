import { describe, expect, test } from 'vitest';
import { firmsOf, honestBids, jobOf } from '../../../bench/market/bids.ts';
import { pricesOf } from '../../../src/analytics/price/prices.ts';
import { rarity } from '../../../src/analytics/price/rarity.ts';
import { screenFinding } from '../../../src/analytics/price/screen-finding.ts';
import { type ScreenName, screenNames, screens } from '../../../src/analytics/price/screens.ts';
import { seeded } from '../../../src/analytics/statistics/seeded.ts';

/** Positive: a ring would look so. Negative: honest rivals do. Innocent: honest, and looks odd all the same (see the docs). */
const fixtures: Record<ScreenName, { positive: number[]; negative: number[]; innocent: number[] }> =
  {
    cv: {
      positive: [1000, 1004, 1005, 1007, 1008],
      negative: [870, 940, 1010, 1055, 1150],
      innocent: [1000, 1002, 1003, 1004, 1006],
    },
    spread: {
      positive: [1000, 1004, 1005, 1007, 1008],
      negative: [870, 940, 1010, 1055, 1150],
      innocent: [990, 991, 992, 993, 994],
    },
    diffp: {
      positive: [1000, 1400, 1420, 1430],
      negative: [900, 930, 980, 1050],
      innocent: [600, 950, 1000, 1040],
    },
    rd: {
      positive: [1000, 1050, 1051, 1052, 1053],
      negative: [900, 930, 980, 1050, 1100],
      innocent: [600, 990, 995, 1000, 1005],
    },
    rdnor: {
      positive: [1000, 1050, 1051, 1052, 1053],
      negative: [900, 930, 980, 1050, 1100],
      innocent: [600, 990, 995, 1000, 1005],
    },
    rdalt: {
      positive: [1000, 1050, 1051, 1052, 1053],
      negative: [900, 930, 980, 1050, 1100],
      innocent: [600, 990, 995, 1000, 1005],
    },
    skewness: {
      positive: [1000, 1050, 1051, 1052, 1053],
      negative: [900, 930, 980, 1050, 1150],
      innocent: [600, 990, 995, 1000, 1005],
    },
    kurtosis: {
      positive: [1000, 1050, 1050.2, 1050.4, 1050.6, 1051],
      negative: [900, 930, 980, 1050, 1100, 1120],
      innocent: [998, 999, 1000, 1001, 1002, 1600],
    },
    ks: {
      positive: [1000, 1004, 1005, 1007, 1008],
      negative: [870, 940, 1010, 1055, 1150],
      innocent: [1000, 1002, 1003, 1004, 1006],
    },
    uniformity: {
      positive: [1000, 1096, 1097, 1098, 1099, 1100],
      negative: [900, 945, 990, 1030, 1080, 1120],
      innocent: [600, 996, 997, 998, 999, 1000],
    },
    ringCv: {
      positive: [900, 1000, 1000.02, 1000.04, 1200],
      negative: [900, 945, 990, 1050, 1120],
      innocent: [800, 1000, 1000.01, 1000.02, 1200],
    },
    coreCv: {
      positive: [1000, 1001, 1002, 1003, 1004, 1600],
      negative: [900, 945, 990, 1030, 1080, 1120],
      innocent: [998, 999, 1000, 1001, 1002, 1900],
    },
  };

describe.each(screenNames)('%s', name => {
  const { positive, negative, innocent } = fixtures[name];
  test('a ring is seen', () => {
    expect(screenFinding(name, pricesOf(positive)).strength).toBeGreaterThan(0.9);
  });
  test('honest rivals are not', () => {
    expect(screenFinding(name, pricesOf(negative)).strength).toBeLessThan(0.75);
  });
  test('the innocent look-alike is a clue too: only a person can tell', () => {
    const finding = screenFinding(name, pricesOf(innocent));
    expect(finding.strength).toBeGreaterThan(0.8);
    expect(finding.why.code).toBe(name);
  });
  test('too few bids say so', () => {
    const finding = screenFinding(name, pricesOf([1, 2]));
    expect(finding).toMatchObject({ strength: 0, needs: { what: 'bids', has: 2 } });
  });
  test('of new honest tenders, about one in twenty is flagged at 5 %, whatever the number of bids', () => {
    const random = seeded(99);
    for (const n of [4, 9, 25]) {
      let flagged = 0;
      for (let round = 0; round < 1000; round += 1) {
        const bids = honestBids(firmsOf(n, random), jobOf(random), random);
        const value = screens[name].value(pricesOf(bids.map(bid => bid.price)));
        if (value !== null && rarity(name, value, n) <= 0.05) flagged += 1;
      }
      expect(flagged / 1000, `${n} bids`).toBeLessThan(0.09);
      expect(flagged / 1000, `${n} bids`).toBeGreaterThan(0.02);
    }
  });
});

test('where a whole market lies close, a tender as close as the others is no clue by its width', () => {
  const close = pricesOf([1000, 1004, 1005, 1007, 1008]);
  for (const name of ['cv', 'spread', 'ks'] as const) {
    const usualHere = Math.log(0.1);
    expect(screenFinding(name, close, screens[name].value(close), usualHere).strength).toBeLessThan(
      0.9,
    );
    expect(screenFinding(name, close, screens[name].value(close), 0).strength).toBeGreaterThan(0.9);
  }
  const apart = pricesOf([1000, 1050, 1051, 1052, 1053]);
  expect(
    screenFinding('rd', apart, screens.rd.value(apart), Math.log(0.1)).strength,
  ).toBeGreaterThan(0.9);
});
