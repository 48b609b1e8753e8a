import { type Finding, found, strengthOf, tooLittle } from '../finding.ts';
import { binomialAtLeast } from '../statistics/tails.ts';
import { type Bill, comparable, leastLines } from './bill.ts';

/** How often two honest bidders hit the same fen on a line that they priced themselves. */
const chance = 0.02;

/**
 * Identical unit prices: of m lines that two bidders priced themselves, k agree to the fen;
 * p = P(Binomial(m, 0.02) ≥ k). Counts, no unit. From 20 such lines.
 * B40, fourth presumption (投标文件异常一致).
 */
export function sameUnitPrices(a: Bill, b: Bill, given: ReadonlySet<string>): Finding {
  const pairs = comparable(a, b, given);
  if (pairs.length < leastLines)
    return tooLittle('same-unit-prices', 'lines', leastLines, pairs.length);
  const same = pairs.filter(pair => pair.a.unitPrice === pair.b.unitPrice);
  const p = binomialAtLeast(same.length, pairs.length, chance);
  const params = { same: same.length, lines: pairs.length };
  return found('same-unit-prices', strengthOf(p), params, {
    codes: same.map(({ code }) => code),
    p,
  });
}
