/** Arithmetic mean. */
export function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Sum of the deviations from `center`, each raised to `power`. */
export function powerSum(values: readonly number[], center: number, power: 2 | 3 | 4): number {
  let sum = 0;
  for (const value of values) sum += (value - center) ** power;
  return sum;
}

/** Sample standard deviation, n − 1 in the denominator; equal values give exactly 0. */
export function deviation(values: readonly number[]): number {
  if (values.every(value => value === values[0])) return 0;
  return Math.sqrt(powerSum(values, mean(values), 2) / (values.length - 1));
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2;
}
