import { highest, leastBids, type Prices, winningGap } from './prices.ts';

/**
 * Alternative relative distance: RDALT = (b₂ − b₁) ÷ mean of the n − 2 differences between adjacent losing bids. No unit.
 * As RD, with the spacing of the losers in place of their deviation. From 3 bids; not defined where all losing bids
 * are equal.
 * Huber & Imhof 2019 (IJIO 65).
 */
export function rdalt(prices: Prices): number | null {
  if (prices.length < leastBids) return null;
  const losers = highest(prices) - (prices[1] as number);
  return losers === 0 ? null : winningGap(prices) / (losers / (prices.length - 2));
}
