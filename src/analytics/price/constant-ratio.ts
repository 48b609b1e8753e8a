import { type Finding, found, strengthOf, tooLittle } from '../finding.ts';
import { deviation, mean } from '../statistics/moments.ts';
import { chiSquareBelow } from '../statistics/tails.ts';

const least = 3;

/** How far two rivals' prices usually wander against each other from tender to tender (deviation of the log ratio). */
const usual = 0.11;

/**
 * Constant ratio of two bidders over tenders: with x = ln(aₜ ÷ bₜ) over the T tenders both bid in, s its sample deviation,
 * honest rivals give s ≈ σ; p = P(χ²(T − 1) ≤ (T − 1) s² ÷ σ²). No unit. `sigma` is the market's own figure where it is known, else
 * 0.11 (√2 × a CV of 8 %). A ratio cannot be finer than the prices' digits: s is not taken below 10⁻⁶. From 3 tenders.
 * Porter & Zona 1993 (JPE 101) and Bajari & Ye 2003 (REStat 85): rivals' bids should be independent given costs.
 */
export function constantRatio(
  pairs: readonly (readonly [number, number])[],
  sigma: number = usual,
): Finding {
  if (pairs.length < least) return tooLittle('constant-ratio', 'tenders', least, pairs.length);
  const logs = pairs.map(([a, b]) => Math.log(a / b));
  const s = Math.max(deviation(logs), 1e-6);
  const freedom = logs.length - 1;
  const p = chiSquareBelow((freedom * s * s) / (sigma * sigma), freedom);
  const ratio = Math.exp(mean(logs));
  const params = { ratio: ratio.toFixed(4), tenders: pairs.length, deviation: s.toPrecision(2) };
  return found('constant-ratio', strengthOf(p), params, { ratio, deviation: s, sigma, p });
}
