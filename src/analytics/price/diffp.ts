import { leastBids, lowest, type Prices, winningGap } from './prices.ts';

/**
 * Percentage difference of the two lowest bids: DIFFP = (b₂ − b₁) ÷ b₁. No unit. High when losers keep their distance
 * from the designated winner. From 3 bids.
 * Huber & Imhof 2019 (IJIO 65).
 */
export function diffp(prices: Prices): number | null {
  return prices.length < leastBids ? null : winningGap(prices) / lowest(prices);
}
