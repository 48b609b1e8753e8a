import { deviation } from '../statistics/moments.ts';
import { leastBids, type Prices, winningGap } from './prices.ts';

/**
 * Relative distance: RD = (b₂ − b₁) ÷ s₂, s₂ the sample standard deviation of the losing bids b₂ … bₙ. No unit. High (over 1)
 * when the winner stands apart and the losers close together, as cover bids do. From 3 bids; not defined where all
 * losing bids are equal.
 * Imhof, Karagök & Rutz 2018 (J. Competition Law & Economics 14); Huber & Imhof 2019 (IJIO 65).
 */
export function rd(prices: Prices): number | null {
  if (prices.length < leastBids) return null;
  const losers = deviation(prices.slice(1));
  return losers === 0 ? null : winningGap(prices) / losers;
}
