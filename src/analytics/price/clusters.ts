import { type Finding, found, strengthOf, tooLittle } from '../finding.ts';
import { binomialAtLeast, lnChoose } from '../statistics/tails.ts';
import { gridOf } from './grid.ts';
import { highest, leastBids, lowest, type Prices } from './prices.ts';

/** Half the width of the band round a benchmark, as a share of it. */
const band = 0.005;

/** Bids crowd in the middle of their range: there they lie about this much denser than if they were spread evenly. */
const crowding = 1.6;

interface Window {
  readonly from: number;
  readonly bids: number;
  readonly p: number;
}

/**
 * Clusters: more bids in one narrow place than the rest of the field explains. Round a known benchmark (estimate, average,
 * drawn value) the k bids within ± 0.5 % are counted against the share q of the range that the band takes:
 * p = P(Binomial(n, 1.6 q) ≥ k). Without one, the tightest window of k neighbours anywhere, of width w in the range R:
 * p = n C(n − 1, k − 1) (1.6 w ÷ R)^(k − 1), over all k. Counts, no unit. From 3 bids round a benchmark, from 5 without one.
 * Naus 1965 (JASA 60) for the scan statistic; Conley & Decarolis 2016 (AEJ: Microeconomics 8) for groups in average auctions.
 */
export function clusters(prices: Prices, benchmark: number | null = null): Finding {
  const id = benchmark === null ? 'clusters' : 'benchmark-clusters';
  const n = prices.length;
  const least = benchmark === null ? 5 : leastBids;
  if (n < least) return tooLittle(id, 'bids', least, n);
  const range = highest(prices) - lowest(prices);
  if (range === 0) return found(id, 0, { bids: n, n }, { p: 1 });
  const window = benchmark === null ? tightest(prices, range) : near(prices, range, benchmark);
  const inside = prices.slice(window.from, window.from + window.bids);
  return found(id, strengthOf(window.p), { bids: window.bids, n }, { inside, p: window.p });
}

function near(prices: Prices, range: number, benchmark: number): Window {
  const close = (price: number) => Math.abs(price / benchmark - 1) <= band;
  const bids = prices.filter(close).length;
  const share = Math.min(1, (crowding * 2 * band * benchmark) / range);
  return { from: prices.findIndex(close), bids, p: binomialAtLeast(bids, prices.length, share) };
}

function tightest(prices: Prices, range: number): Window {
  const n = prices.length;
  const grid = gridOf(prices);
  let best: Window = { from: 0, bids: 0, p: 1 };
  for (let k = 3; k < n; k += 1) {
    const lnWays = Math.log(n) + lnChoose(n - 1, k - 1) + Math.log(n);
    for (let from = 0; from + k <= n; from += 1) {
      const width = Math.max(grid, (prices[from + k - 1] as number) - (prices[from] as number));
      const p = Math.exp(lnWays + (k - 1) * Math.log((crowding * width) / range));
      if (p < best.p) best = { from, bids: k, p };
    }
  }
  return best;
}
