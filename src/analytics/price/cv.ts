import { deviation, mean } from '../statistics/moments.ts';
import { leastBids, type Prices } from './prices.ts';

/**
 * Coefficient of variation: CV = s ÷ b̄, s the sample standard deviation of the bids, b̄ their mean. No unit.
 * Low when rivals' prices lie unusually close. From 3 bids.
 * Abrantes-Metz, Froeb, Geweke & Taylor 2006 (IJIO 24); Imhof 2017; Huber & Imhof 2019 (IJIO 65).
 */
export function cv(prices: Prices): number | null {
  return prices.length < leastBids ? null : deviation(prices) / mean(prices);
}
