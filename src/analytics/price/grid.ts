import type { Prices } from './prices.ts';

/**
 * The step all these prices are multiples of (a fen, a yuan, a thousand): their common divisor by Euclid on real numbers.
 * Prices on a coarse grid tie, and step evenly, by chance.
 */
export function gridOf(prices: Prices): number {
  const tolerance = (prices[prices.length - 1] as number) * 1e-11;
  return prices.reduce((step, price) => commonStep(price, step, tolerance), 0);
}

function commonStep(a: number, b: number, tolerance: number): number {
  let [large, small] = [a, b];
  while (small > tolerance)
    [large, small] = [small, Math.abs(large - Math.round(large / small) * small)];
  return large;
}
