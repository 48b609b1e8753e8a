import { type Finding, found, strengthOf, tooLittle } from '../finding.ts';
import { chiSquareBelow } from '../statistics/tails.ts';

const least = 100;

/** The law holds for amounts of many sizes: at least this ratio between the largest and the smallest. */
const magnitudes = 1000;

/**
 * Benford: first digits of many freely formed amounts follow P(d) = log₁₀(1 + 1 ÷ d); invented ones tend not to. With
 * counts c of N amounts, χ² = Σ (c_d − N P(d))² ÷ (N P(d)), 8 degrees of freedom. No unit. From 100 amounts over three orders of
 * magnitude; not for the bids of one tender, which are all of one size.
 * Benford 1938 (Proc. American Philosophical Society 78); Nigrini 1996 (J. American Taxation Association 18).
 */
export function benford(amounts: readonly number[]): Finding {
  if (amounts.length < least) return tooLittle('benford', 'amounts', least, amounts.length);
  const [low, high] = amounts.reduce(
    ([l, h], a) => [Math.min(l, a), Math.max(h, a)],
    [Number.POSITIVE_INFINITY, 0],
  );
  if (high / low < magnitudes)
    return tooLittle('benford', 'magnitudes', magnitudes, Math.floor(high / low));
  const counts = Array<number>(9).fill(0);
  for (const amount of amounts) {
    const digit = Number(amount.toExponential(12)[0]);
    counts[digit - 1] = (counts[digit - 1] as number) + 1;
  }
  const square = counts.reduce((sum, count, at) => {
    const expected = amounts.length * Math.log10(1 + 1 / (at + 1));
    return sum + (count - expected) ** 2 / expected;
  }, 0);
  const p = 1 - chiSquareBelow(square, 8);
  return found('benford', strengthOf(p), { amounts: amounts.length }, { counts, square, p });
}
