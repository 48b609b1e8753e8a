import { deviation, mean, powerSum } from '../statistics/moments.ts';
import type { Prices } from './prices.ts';

/**
 * Excess kurtosis: KURT = n(n + 1) ÷ ((n − 1)(n − 2)(n − 3)) × Σ((bᵢ − b̄) ÷ s)⁴ − 3(n − 1)² ÷ ((n − 2)(n − 3)). No unit.
 * High when nearly all prices crowd and few stand far out. From 4 bids; not defined where all bids are equal.
 * Imhof 2017; Huber & Imhof 2019 (IJIO 65).
 */
export function kurtosis(prices: Prices): number | null {
  const n = prices.length;
  const s = deviation(prices);
  if (n < 4 || s === 0) return null;
  const scaled = powerSum(prices, mean(prices), 4) / s ** 4;
  const weight = (n * (n + 1)) / ((n - 1) * (n - 2) * (n - 3));
  return weight * scaled - (3 * (n - 1) ** 2) / ((n - 2) * (n - 3));
}
