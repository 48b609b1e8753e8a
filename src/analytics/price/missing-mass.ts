import { type Finding, found, strengthOf, tooLittle } from '../finding.ts';
import { median } from '../statistics/moments.ts';
import { binomialAtLeast } from '../statistics/tails.ts';
import { leastBids, lowest, type Prices, winningGap } from './prices.ts';

/** One tender as the margin sees it: its ordered prices, and its reserve price where there is one. */
export interface MarginTender {
  readonly prices: Prices;
  readonly reserve: number | null;
}

/**
 * Δ of every bid: (bᵢ − the lowest rival bid) ÷ reserve price, or ÷ the lowest bid where no reserve is known. Below zero for the
 * winner, above zero for losers, zero for ties at the top.
 * Chassang, Kawai, Nakabayashi & Ortner 2022 (Econometrica 90), section 2.
 */
export function margins({ prices, reserve }: MarginTender): number[] {
  const [first, second] = prices;
  if (first === undefined || second === undefined) return [];
  const unit = reserve ?? first;
  return prices.map((price, at) => (price - (at === 0 ? second : first)) / unit);
}

const least = 30;

/** Widths of the band at the margin, as shares of the median gap; the hole may be narrow or broad. */
const widths = [1 / 2, 1 / 4, 1 / 8];

/**
 * Missing mass at the margin: among honest rivals close races are the commonest of all; where winners are agreed, near
 * ties are avoided and the density of Δ has a hole at zero. With g = (b₂ − b₁) ÷ unit of every tender and h a half, a quarter
 * or an eighth of the median g, the m₀ races closer than h are compared with the m₁ between h and 2h: the density of g does
 * not rise honestly, so m₀ ≥ m₁ in expectation and p = 3 × min over h of P(Binomial(m₀ + m₁, ½) ≥ m₁). Exact ties count in
 * neither. No unit. From 30 tenders of 3 bids.
 * Chassang, Kawai, Nakabayashi & Ortner 2022 (Econometrica 90); the test of the hole is ours, their bound is stronger
 * and needs assumptions on costs.
 */
export function missingMass(tenders: readonly MarginTender[]): Finding {
  const races = tenders.filter(({ prices }) => prices.length >= leastBids);
  const gaps = races
    .map(({ prices, reserve }) => winningGap(prices) / (reserve ?? lowest(prices)))
    .filter(gap => gap > 0);
  if (gaps.length < least) return tooLittle('missing-mass', 'tenders', least, gaps.length);
  const middle = median(gaps);
  const bands = widths.map(share => band(gaps, share * middle));
  const best = bands.reduce((a, b) => (b.p < a.p ? b : a));
  const p = Math.min(1, widths.length * best.p);
  const { close, next, width } = best;
  const params = { close, next, width: `${(width * 100).toPrecision(2)} %` };
  const ties = races.length - gaps.length;
  return found('missing-mass', strengthOf(p), params, { close, next, width, ties, p });
}

function band(gaps: readonly number[], width: number) {
  const close = gaps.filter(gap => gap < width).length;
  const next = gaps.filter(gap => gap >= width && gap < 2 * width).length;
  return { width, close, next, p: binomialAtLeast(next, close + next, 0.5) };
}
