import { highest, leastBids, lowest, type Prices } from './prices.ts';

/**
 * Kolmogorov–Smirnov distance of the inner bids from the uniform distribution between the lowest and the highest:
 * with uᵢ = (b₍ᵢ₎ − bmin) ÷ (bmax − bmin) for the m = n − 2 inner bids, D = max over i of max(i ÷ m − uᵢ, uᵢ − (i − 1) ÷ m).
 * From 0 to 1; sees shape only, not how wide the prices lie. High when they crowd at one place of the range.
 * From 3 bids; not defined where all bids are equal.
 * Kolmogorov 1933, Smirnov 1948 (Annals of Mathematical Statistics 19), on the spacings given the two extremes.
 */
export function uniformity(prices: Prices): number | null {
  const range = highest(prices) - lowest(prices);
  if (prices.length < leastBids || range === 0) return null;
  const m = prices.length - 2;
  let most = 0;
  for (let i = 1; i <= m; i += 1) {
    const u = ((prices[i] as number) - lowest(prices)) / range;
    most = Math.max(most, i / m - u, u - (i - 1) / m);
  }
  return most;
}
