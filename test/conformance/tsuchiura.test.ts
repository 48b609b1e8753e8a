import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  type Auction,
  demand,
  demandByAuction,
  isTied,
  readAuctions,
} from '../../src/analytics/price/counterfactual-demand.ts';
import {
  beliefBounds,
  type Environment,
  isCompetitive,
  minimumNoncompetitiveShare,
  type ShareProblem,
  withOwnBid,
} from '../../src/analytics/price/robust-screen.ts';
import { NumpyRandom } from './numpy-random.ts';

/**
 * Figures that the authors publish for the auctions of Tsuchiura (sylvaingchassang/missing_bids, its tests): sampled
 * environments with seed 0, deviation −2 %, markups up to 60 %, beliefs within e^0.5 of odds 0.65 and 0.48.
 */
const file = '../shared/conformance/missing-bids/tsuchiura_data.csv';
const present = existsSync(file);
if (!present) console.log(`skipped: ${file} is not there (Tsuchiura auctions)`);

/** Cells of a CSV line; some titles hold commas in quotes. */
const cells = (line: string) =>
  [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(match => match[1] ?? '');

interface Row {
  readonly auction: string;
  readonly bid: number;
}

function load(): Row[] {
  const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const [pid, bid] = ['pid', 'norm_bid'].map(name => cells(head).indexOf(name));
  return lines
    .map(cells)
    .filter(row => row[bid ?? 0] !== '')
    .map(row => ({ auction: row[pid ?? 0] ?? '', bid: Number(row[bid ?? 0]) }));
}

function auctionsOf(rows: readonly Row[]): Auction[] {
  const grouped = [...Map.groupBy(rows, row => row.auction)];
  return readAuctions(grouped.map(([auction, list]) => ({ auction, bids: list.map(r => r.bid) })));
}

/** The contests in the order of the file, which the published resampling goes by. */
function contestsInOrder(rows: readonly Row[]) {
  const grouped = [...Map.groupBy(rows, row => row.auction)].filter(([, list]) => list.length > 1);
  const contests = auctionsOf(rows).map(auction => auction.contests);
  const ofRow = new Map(
    grouped.flatMap(([, list], a) => list.map((row, i) => [row, contests[a]?.[i]] as const)),
  );
  return rows.map(row => ofRow.get(row)).filter(contest => contest !== undefined);
}

const deviations = withOwnBid([-0.02]);
const bounds = beliefBounds([0.65, 0.48], 0.5);
const leastCost = 1 / 1.6;

const plausible = ({ beliefs, cost }: Environment) =>
  cost >= leastCost &&
  cost <= 1 &&
  beliefs.every((b, i) => b >= (bounds[i]?.least ?? 0) && b <= (bounds[i]?.most ?? 1));

const rounded = ({ beliefs, cost }: Environment): Environment => ({
  beliefs: beliefs.map(b => Number(b.toFixed(9))),
  cost: Number(cost.toFixed(9)),
});

function drawn(seed: number): Environment[] {
  const random = new NumpyRandom(seed);
  return Array.from({ length: 10_000 }, () => {
    const [a, b, cost] = [random.double(), random.double(), random.double()];
    return { beliefs: [Math.max(a, b), Math.min(a, b)], cost };
  });
}

const guesses = (demands: readonly number[]): Environment[] =>
  Array.from({ length: 21 }, (_, i) => ({ beliefs: demands, cost: i / 20 }));

type Asked = Pick<ShareProblem, 'demands' | 'tolerance'> & { moments?: ShareProblem['moments'] };

function least(environments: readonly Environment[], { moments = 'levels', ...asked }: Asked) {
  const clean = environments.filter(env => isCompetitive(env, deviations));
  const dirty = environments.filter(env => !isCompetitive(env, deviations));
  const beliefsOf = (list: Environment[]) => list.map(({ beliefs }) => beliefs);
  const found = minimumNoncompetitiveShare({
    competitive: beliefsOf(clean),
    noncompetitive: beliefsOf(dirty),
    moments,
    ...asked,
  });
  if (!found) return null;
  const parts = [
    ...[...found.competitive].map(([i, share]) => ({ share, env: clean[i] })),
    ...[...found.noncompetitive].map(([i, share]) => ({ share, env: dirty[i] })),
  ];
  return { share: found.share, parts: parts.sort((a, b) => b.share - a.share) };
}

describe.skipIf(!present)('Tsuchiura, figures as published', () => {
  const rows = present ? load() : [];
  const auctions = auctionsOf(rows);
  const demandsOf = (some: readonly Auction[]) => deviations.map(rho => demand(some, rho));
  const demands = demandsOf(auctions);
  const first = [...drawn(0), ...guesses(demands)].filter(plausible).map(rounded);

  test('1,469 auctions with 5,876 bids', () => {
    const bids = auctions.reduce((sum, { contests }) => sum + contests.length, 0);
    expect([auctions.length, bids]).toEqual([1469, 5876]);
  });

  test('counterfactual demand', () => {
    const at = [-0.05, 0.05, -0.01, 0.02].map(rho => demand(auctions, rho));
    const published = [0.86096, 0.02067733151, 0.495575, 0.047651];
    for (const [i, value] of published.entries()) expect(at[i]).toBeCloseTo(value, 6);
    expect(demands[0]).toBeCloseTo(0.693839, 6);
    expect(demands[1]).toBeCloseTo(0.25017, 6);
  });

  test('demand by auction', () => {
    const rhos = [-0.02, 0, 0.005];
    const at = rhos.map(rho => demandByAuction(auctions, rho));
    for (const [i, value] of [0.757466, 0.29353, 0.211717].entries())
      expect(at[i]).toBeCloseTo(value, 6);
    expect(demandByAuction(auctions, -0.05)).toBeCloseTo(0.896378, 6);
    expect(demandByAuction(auctions, 0.05)).toBeCloseTo(0.023846, 6);
  });

  test('ties: 61 bids, 0.01038121 of all; 12 auctions with equal lowest bids', () => {
    const tied = auctions.filter(isTied);
    const bids = tied.reduce((sum, { contests }) => sum + contests.length, 0);
    expect([bids, bids / 5876]).toEqual([61, expect.closeTo(0.01038121, 8)]);
    const equal = auctions.filter(({ lowest, second }) => lowest === second);
    expect(equal.length / 1469).toBeCloseTo(0.008168822328114363, 15);
  });

  test('the published sample: first environments, 384 plausible', () => {
    const [a, b, c] = first;
    expect(a?.beliefs.map(x => x.toFixed(6))).toEqual(['0.544883', '0.423655']);
    expect([b?.cost.toFixed(6), c?.cost.toFixed(6)]).toEqual(['0.956084', '0.653201']);
    expect(first.slice(0, 3).map(env => isCompetitive(env, deviations))).toEqual([
      false,
      true,
      true,
    ]);
    expect(first.length).toBe(384);
  });

  test('minimum collusive share 0.303379, and the mixture that gives it', () => {
    const found = least(first, { demands, tolerance: 0.0125 });
    expect(found?.share).toBeCloseTo(0.3033791, 6);
    const [one, two, three] = found?.parts ?? [];
    expect([one?.share, two?.share, three?.share]).toEqual([
      expect.closeTo(0.5919, 3),
      expect.closeTo(0.303379, 5),
      expect.closeTo(0.1046, 3),
    ]);
    expect(one?.env?.beliefs[0]).toBeCloseTo(0.6822, 4);
    expect(two?.env?.cost).toBeCloseTo(0.693249, 5);
    expect(three?.env?.beliefs[1]).toBeCloseTo(0.3596, 4);
  });

  test('without ties 0.2250626; by steps 0.180774; by a tolerance of 0.01 nothing explains the data', () => {
    const untied = demandsOf(auctions.filter(auction => !isTied(auction)));
    const plausibleUntied = [...drawn(0), ...guesses(untied)].filter(plausible).map(rounded);
    const filtered = least(plausibleUntied, { demands: untied, tolerance: 0.0125 });
    expect(filtered?.share).toBeCloseTo(0.2250626, 5);
    const steps = least(first, { demands, tolerance: 0.0125, moments: 'steps' });
    expect(steps?.share).toBeCloseTo(0.180774, 5);
    expect(least(first, { demands, tolerance: 0.01 })).toBeNull();
  });

  test('all 10,000 environments moved into the plausible box: 0', () => {
    const moved = drawn(0).map(({ beliefs, cost }) => ({
      beliefs: beliefs.map((b, i) => {
        const { least: low, most: high } = bounds[i] ?? { least: 0, most: 1 };
        return low + b * (high - low);
      }),
      cost: leastCost + cost * (1 - leastCost),
    }));
    expect(least(moved.map(rounded), { demands, tolerance: 0.0125 })?.share).toBeCloseTo(0, 6);
  });

  test('a second sample added to the first mixture: 0 by levels; 0.61708711 by steps at 0.007', () => {
    const second = (found: ReturnType<typeof least>) => {
      const kept: Environment[] = [];
      let sum = 0;
      for (const { share, env } of found?.parts ?? []) {
        if (env && sum <= 0.99) kept.push(env);
        sum += share;
      }
      return [...drawn(1), ...kept].filter(plausible).map(rounded);
    };
    const levels = { demands, tolerance: 0.0125 };
    expect(least(second(least(first, levels)), levels)?.share).toBeCloseTo(0, 5);
    const steps = { demands, tolerance: 0.007, moments: 'steps' as const };
    const found = least(second(least(first, steps)), steps);
    expect(found?.share).toBeCloseTo(0.61708711, 5);
  });

  test('tolerance from 100 resamples of the bids, 95 %: 0.00027320', () => {
    const contests = contestsInOrder(rows);
    const distances = Array.from({ length: 100 }, (_, seed) => {
      const random = new NumpyRandom(seed);
      const sample = contests.map(
        () => contests[random.below(contests.length)] ?? { bid: 1, toBeat: 1 },
      );
      const one = [{ contests: sample, lowest: 1, second: 1 }];
      const [a, b] = deviations.map((rho, i) => demand(one, rho) - (demands[i] ?? 0));
      return (a ?? 0) ** 2 + ((b ?? 0) - (a ?? 0)) ** 2;
    }).sort((a, b) => a - b);
    // NumPy's percentile: linear between the neighbours of 0.95 × 99.
    const [low = 0, high = 0] = [distances[94], distances[95]];
    expect(low + 0.05 * (high - low)).toBeCloseTo(0.0002732, 7);
  });
});
