export const two = (n: number): string => String(n).padStart(2, '0');
/** Never 1.00 nor 0.00: nothing here is certain. */
export const score = (n: number): string => Math.max(0.01, Math.min(0.99, n)).toFixed(2);
