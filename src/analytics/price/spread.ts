import { highest, leastBids, lowest, type Prices } from './prices.ts';

/**
 * Spread: SPD = (bmax − bmin) ÷ bmin. No unit. Low when all prices lie in a narrow band. From 3 bids.
 * Wallimann, Imhof & Huber 2023 (Computational Economics 62).
 */
export function spread(prices: Prices): number | null {
  if (prices.length < leastBids) return null;
  return (highest(prices) - lowest(prices)) / lowest(prices);
}
