import { highest, leastBids, lowest, type Prices, winningGap } from './prices.ts';

/**
 * Normalised distance: RDNOR = (b₂ − b₁) ÷ mean of the n − 1 differences between adjacent bids. No unit. 1 when the
 * winner is as far from the second as neighbours usually are; higher when it stands apart. The adjacent differences sum
 * to bₙ − b₁. From 3 bids; not defined where all bids are equal.
 * Huber & Imhof 2019 (IJIO 65).
 */
export function rdnor(prices: Prices): number | null {
  if (prices.length < leastBids) return null;
  const range = highest(prices) - lowest(prices);
  return range === 0 ? null : winningGap(prices) / (range / (prices.length - 1));
}
