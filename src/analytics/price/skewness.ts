import { deviation, mean, powerSum } from '../statistics/moments.ts';
import { leastBids, type Prices } from './prices.ts';

/**
 * Skewness: SKEW = n ÷ ((n − 1)(n − 2)) × Σ((bᵢ − b̄) ÷ s)³. No unit. Negative when one low winner stands before a crowd
 * of high losers. From 3 bids; not defined where all bids are equal.
 * Imhof 2017; Huber & Imhof 2019 (IJIO 65).
 */
export function skewness(prices: Prices): number | null {
  const n = prices.length;
  const s = deviation(prices);
  if (n < leastBids || s === 0) return null;
  return ((n / ((n - 1) * (n - 2))) * powerSum(prices, mean(prices), 3)) / s ** 3;
}
