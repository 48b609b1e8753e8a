import { deviation } from '../statistics/moments.ts';
import { leastBids, type Prices } from './prices.ts';

/**
 * Kolmogorov–Smirnov statistic as the screens' authors use it: with xᵢ = b₍ᵢ₎ ÷ s (the i-th lowest bid over the sample
 * standard deviation), D⁺ = max(xᵢ − i ÷ (n + 1)), D⁻ = max(i ÷ (n + 1) − xᵢ), KS = max(D⁺, D⁻). No unit. As bids are far from
 * zero, it is close to bₙ ÷ s − n ÷ (n + 1), nearly the reciprocal of CV: high when prices lie close. `uniformity` asks
 * the question of shape alone. From 3 bids; not defined where all bids are equal.
 * Wallimann, Imhof & Huber 2023 (Computational Economics 62).
 */
export function ks(prices: Prices): number | null {
  const s = deviation(prices);
  if (prices.length < leastBids || s === 0) return null;
  return prices.reduce((most, price, at) => {
    const gap = price / s - (at + 1) / (prices.length + 1);
    return Math.max(most, Math.abs(gap));
  }, 0);
}
