/** Probabilities of the far ends of the usual distributions, by the textbook series; accurate to about 1e−10. */

/** ln Γ(x), x > 0 (Stirling's series after shifting x above 10). */
function lnGamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < 10; z += 1) shift += Math.log(z);
  const inverse = 1 / (z * z);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / z;
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift;
}

/** P(a, x): the regularised lower incomplete gamma function, by its power series or its continued fraction. */
function gammaBelow(a: number, x: number): number {
  if (x <= 0) return 0;
  const front = Math.exp(a * Math.log(x) - x - lnGamma(a));
  return x < a + 1 ? front * gammaSeries(a, x) : 1 - front * gammaFraction(a, x);
}

function gammaSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < 10_000 && term > sum * 1e-15; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Lentz's evaluation of the continued fraction of Γ(a, x). */
function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let i = 1; i < 10_000; i += 1) {
    const step = -i * (i - a);
    b += 2;
    d = 1 / (step * d + b);
    c = b + step / c;
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return value;
}

/** P(X ≤ x) of the chi-square distribution with `freedom` degrees. */
export const chiSquareBelow = (x: number, freedom: number): number =>
  gammaBelow(freedom / 2, x / 2);

/** P(Z ≤ z) of the standard normal. */
export function normalBelow(z: number): number {
  const half = gammaBelow(0.5, (z * z) / 2) / 2;
  return z < 0 ? 0.5 - half : 0.5 + half;
}

/** P(X ≥ k) of the Poisson distribution with mean `rate`. */
export const poissonAtLeast = (k: number, rate: number): number =>
  k <= 0 ? 1 : gammaBelow(k, rate);

/** ln of n choose k. */
export const lnChoose = (n: number, k: number): number =>
  lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1);

/** P(X ≥ k) of the binomial distribution: n trials, chance p each. */
export function binomialAtLeast(k: number, n: number, p: number): number {
  if (k <= 0 || p >= 1) return 1;
  if (p <= 0 || k > n) return 0;
  let sum = 0;
  for (let i = k; i <= n; i += 1)
    sum += Math.exp(lnChoose(n, i) + i * Math.log(p) + (n - i) * Math.log1p(-p));
  return Math.min(1, sum);
}

/** P(X ≥ k) of the hypergeometric distribution: `drawn` of `all` are taken, `marked` of which are marked. */
export function hypergeometricAtLeast(
  k: number,
  all: number,
  marked: number,
  drawn: number,
): number {
  let sum = 0;
  const top = Math.min(marked, drawn);
  for (let i = Math.max(k, drawn + marked - all, 0); i <= top; i += 1)
    sum += Math.exp(lnChoose(marked, i) + lnChoose(all - marked, drawn - i) - lnChoose(all, drawn));
  return Math.min(1, sum);
}

/** The z below which the share p of the standard normal lies, by Newton's steps on `normalBelow`; p from 1e−9 to 1 − 1e−9. */
export function normalQuantile(p: number): number {
  const bounded = Math.min(1 - 1e-9, Math.max(1e-9, p));
  let z = Math.log(bounded / (1 - bounded)) / 1.702;
  for (let step = 0; step < 20; step += 1) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const move = (normalBelow(z) - bounded) / density;
    z -= Math.max(-0.5, Math.min(0.5, move));
    if (Math.abs(move) < 1e-12) break;
  }
  return z;
}
