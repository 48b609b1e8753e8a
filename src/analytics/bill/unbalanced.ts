import { type Finding, found, strengthOf, tooLittle } from '../finding.ts';
import { median } from '../statistics/moments.ts';
import { binomialAtLeast, normalBelow } from '../statistics/tails.ts';
import { type Bill, comparable, leastLines } from './bill.ts';

/** Half as dear again, or two thirds, of the rivals' middle price. */
const far = Math.log(1.5);
const usual = 0.1;
const leastRivals = 2;

/** ln(unit price ÷ the rivals' middle price) by code, where two rivals or more priced the line. */
function profileOf(bill: Bill, rivals: readonly Bill[]): Map<string, number> {
  const prices = Map.groupBy(
    rivals.flat().filter(({ unitPrice }) => unitPrice > 0n),
    ({ code }) => code,
  );
  const lines = bill.flatMap(({ code, unitPrice }) => {
    const others = (prices.get(code) ?? []).map(line => Number(line.unitPrice));
    if (others.length < leastRivals || unitPrice <= 0n) return [];
    return [[code, Math.log(Number(unitPrice) / median(others))] as const];
  });
  return new Map(lines);
}

/**
 * Unbalanced bid (不平衡报价): of m lines, k lie more than half above, or a third below, the rivals' middle unit price;
 * p = P(Binomial(m, 0.1) ≥ k). Says something of one bid; alone it is a business choice. Counts, no unit. From 20 lines and 2 rivals.
 * Skitmore & Cattell 2013 (J. Operational Research Society 64), on unbalanced bidding.
 */
export function unbalanced(bill: Bill, rivals: readonly Bill[]): Finding {
  const profile = profileOf(bill, rivals);
  if (profile.size < leastLines) return tooLittle('unbalanced', 'lines', leastLines, profile.size);
  const odd = [...profile].filter(([, away]) => Math.abs(away) > far);
  const p = binomialAtLeast(odd.length, profile.size, usual);
  const params = { odd: odd.length, lines: profile.size };
  return found('unbalanced', strengthOf(p), params, { codes: odd.map(([code]) => code), p });
}

/**
 * Two bids unbalanced alike: the correlation r of both profiles against the other rivals over m lines;
 * p = 1 − Φ((atanh r − atanh 0.5) √(m − 3)), as honest profiles agree too (dear lines are dear for several): r about 0.5 is
 * usual. No unit. From 20 lines and 2 rivals beside the pair.
 * Fisher 1915 (Biometrika 10); B40, fourth presumption (投标文件异常一致).
 */
export function unbalancedAlike(a: Bill, b: Bill, rivals: readonly Bill[]): Finding {
  const [ours, theirs] = [profileOf(a, rivals), profileOf(b, rivals)];
  const codes = comparable(a, b, new Set())
    .map(({ code }) => code)
    .filter(code => ours.has(code) && theirs.has(code));
  if (codes.length < leastLines)
    return tooLittle('unbalanced-alike', 'lines', leastLines, codes.length);
  const r = correlation(
    codes.map(code => ours.get(code) as number),
    codes.map(code => theirs.get(code) as number),
  );
  const bounded = Math.min(0.999_999, Math.max(-0.999_999, r));
  const z = (Math.atanh(bounded) - Math.atanh(0.5)) * Math.sqrt(codes.length - 3);
  const p = normalBelow(-z);
  return found(
    'unbalanced-alike',
    strengthOf(p),
    { lines: codes.length, r: r.toFixed(2) },
    { r, p },
  );
}

function correlation(xs: readonly number[], ys: readonly number[]): number {
  const centre = (values: readonly number[]) => {
    const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map(value => value - middle);
  };
  const [x, y] = [centre(xs), centre(ys)];
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);
  const size = Math.sqrt(dot(x, x) * dot(y, y));
  return size === 0 ? 0 : dot(x, y) / size;
}
