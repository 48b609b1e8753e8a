/** Numbers that look random and are the same on every run and machine: for samples, resampling and forests. */
export interface Seeded {
  /** 0 ≤ x < 1, 32 bits. */
  readonly next: () => number;
  /** A whole number from 0 to n − 1. */
  readonly below: (n: number) => number;
  /** Standard normal (Box and Muller 1958). */
  readonly normal: () => number;
}

/** Not for draws that anybody could profit from: those are `public-draw.ts`. A 32-bit counter through the MurmurHash3 finaliser. */
export function seeded(seed: number): Seeded {
  let state = Math.imul(seed | 0, 0x9e3779b1) ^ 0x85ebca6b;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = state ^ (state >>> 16);
    x = Math.imul(x, 0x85ebca6b);
    x ^= x >>> 13;
    x = Math.imul(x, 0xc2b2ae35);
    return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    below: n => Math.floor(next() * n),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}
