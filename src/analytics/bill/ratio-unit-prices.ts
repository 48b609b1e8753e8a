import { type Finding, found, strengthOf, tooLittle } from '../finding.ts';
import { median } from '../statistics/moments.ts';
import { binomialAtLeast } from '../statistics/tails.ts';
import { type Bill, comparable, leastLines, logRatio } from './bill.ts';

/** Ratios are alike within this, or within the rounding of the smaller price to a fen. */
const tolerance = 0.001;
const chance = 0.03;

/**
 * Constant ratio of unit prices: of m lines that two bidders priced themselves and differently, k have the same ratio as the
 * middle one within 0.1 % (or a fen's rounding): one bill multiplied. p = P(Binomial(m, 0.03) ≥ k). No unit. From 20 lines.
 * B40, fourth presumption (投标报价呈规律性差异).
 */
export function ratioUnitPrices(a: Bill, b: Bill, given: ReadonlySet<string>): Finding {
  const pairs = comparable(a, b, given).filter(pair => pair.a.unitPrice !== pair.b.unitPrice);
  if (pairs.length < leastLines)
    return tooLittle('ratio-unit-prices', 'lines', leastLines, pairs.length);
  const middle = median(pairs.map(logRatio));
  const alike = pairs.filter(pair => {
    const fen = 1 / Math.min(Number(pair.a.unitPrice), Number(pair.b.unitPrice));
    return Math.abs(logRatio(pair) - middle) <= Math.min(0.01, Math.max(tolerance, fen));
  });
  const p = binomialAtLeast(alike.length, pairs.length, chance);
  const params = { alike: alike.length, lines: pairs.length, ratio: Math.exp(middle).toFixed(4) };
  return found('ratio-unit-prices', strengthOf(p), params, {
    codes: alike.map(({ code }) => code),
    p,
  });
}
