import { type Finding, found, strengthOf, tooLittle } from '../finding.ts';
import { gridOf } from './grid.ts';
import { leastBids, type Prices } from './prices.ts';

interface Run {
  readonly kind: 'arithmetic' | 'geometric';
  readonly prices: Prices;
  readonly p: number;
}

/**
 * Regular steps: neighbouring prices that differ by the same amount (arithmetic) or the same ratio (geometric), as when one
 * hand writes all bids (B40: 投标报价呈规律性差异). For every run of neighbours with m gaps, D is the largest |gap ÷ mean gap − 1|
 * (not below the grid's own coarseness). If prices fell evenly at random the gaps of a run would be uniform on a simplex,
 * so p ≤ (m − 1)! (2D ÷ m)^(m − 1), times the number of runs looked at. No unit. From 3 bids.
 * Feller 1971 (An Introduction to Probability Theory II, I.7) for the gaps; the presumption is B40's fourth.
 */
export function progressions(prices: Prices): Finding {
  const n = prices.length;
  if (n < leastBids) return tooLittle('progressions', 'bids', leastBids, n);
  const grid = gridOf(prices);
  const arithmetic = bestRun(prices, prices, grid, 'arithmetic');
  const logs = prices.map(price => Math.log(price));
  const geometric = bestRun(prices, logs, grid / (prices[0] as number), 'geometric');
  const best = geometric.p < arithmetic.p ? geometric : arithmetic;
  const params = { kind: best.kind, bids: best.prices.length, n };
  return found('progressions', strengthOf(best.p), params, { ...best });
}

/** Runs longer than this are as telling as this long. */
const longest = 12;

function bestRun(prices: Prices, scale: readonly number[], grid: number, kind: Run['kind']): Run {
  const n = prices.length;
  let best: Run = { kind, prices: [], p: 1 };
  const runs = runCount(n);
  for (let size = Math.min(n, longest); size >= leastBids; size -= 1)
    for (let from = 0; from + size <= n; from += 1) {
      const p = 2 * runs * evenness(scale, from, size, grid);
      if (p < best.p) best = { kind, prices: prices.slice(from, from + size), p };
    }
  return best;
}

function runCount(n: number): number {
  let runs = 0;
  for (let size = leastBids; size <= Math.min(n, longest); size += 1) runs += n - size + 1;
  return runs;
}

/** The chance that so many gaps are as even as these. */
function evenness(scale: readonly number[], from: number, size: number, grid: number): number {
  const gaps = size - 1;
  const step = ((scale[from + gaps] as number) - (scale[from] as number)) / gaps;
  if (step <= 0) return 1;
  let worst = Math.max(grid / step, 1e-9);
  for (let i = from; i < from + gaps; i += 1) {
    const gap = (scale[i + 1] as number) - (scale[i] as number);
    worst = Math.max(worst, Math.abs(gap / step - 1));
    if (worst >= 1) return 1;
  }
  let p = 1;
  for (let k = 1; k < gaps; k += 1) p *= (k * 2 * worst) / gaps;
  return p;
}
