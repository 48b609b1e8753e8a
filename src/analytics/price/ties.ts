import { type Finding, found, strengthOf, tooLittle } from '../finding.ts';
import { poissonAtLeast } from '../statistics/tails.ts';
import { gridOf } from './grid.ts';
import { highest, leastBids, lowest, type Prices } from './prices.ts';

/**
 * Ties: rivals who ask exactly the same. With k tied pairs among n bids on a grid of step g over a range R, honest
 * prices tie by chance about λ = n(n − 1) ÷ 2 × 1.5 g ÷ R times (1.5: prices crowd in the middle), so p = P(Poisson(λ) ≥ k).
 * Counts, no unit. From 3 bids.
 * McAfee & McMillan 1992 (AER 82); Mund 1960 (JPE 68, "Identical bid prices"); B40: prices in a regular pattern.
 */
export function ties(prices: Prices): Finding {
  const n = prices.length;
  if (n < leastBids) return tooLittle('ties', 'bids', leastBids, n);
  const groups = tiedGroups(prices);
  const pairs = groups.reduce((sum, { bids }) => sum + (bids * (bids - 1)) / 2, 0);
  const range = highest(prices) - lowest(prices);
  const rate = range === 0 ? 0 : (n * (n - 1) * 0.75 * gridOf(prices)) / range;
  const p = poissonAtLeast(pairs, rate);
  const bids = groups.reduce((sum, group) => sum + group.bids, 0);
  return found('ties', strengthOf(p), { bids, n }, { groups, p });
}

function tiedGroups(prices: Prices): { price: number; bids: number }[] {
  const groups: { price: number; bids: number }[] = [];
  for (let at = 0; at < prices.length; ) {
    const price = prices[at] as number;
    let end = at + 1;
    while (prices[end] === price) end += 1;
    if (end - at > 1) groups.push({ price, bids: end - at });
    at = end;
  }
  return groups;
}
