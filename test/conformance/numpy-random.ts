/**
 * The numbers that NumPy's RandomState gives for a seed, to reproduce published samples: MT19937 (Matsumoto and
 * Nishimura 1998), doubles of 53 bits, and bounded integers by masked rejection.
 */
export class NumpyRandom {
  readonly #state = new Uint32Array(624);
  #next = 624;

  constructor(seed: number) {
    this.#state[0] = seed;
    for (let i = 1; i < 624; i++) {
      const before = this.#at(i - 1);
      this.#state[i] = Math.imul(1812433253, before ^ (before >>> 30)) + i;
    }
  }

  #at(i: number): number {
    return this.#state[i % 624] ?? 0;
  }

  #twist(): void {
    for (let i = 0; i < 624; i++) {
      const y = (this.#at(i) & 0x80000000) | (this.#at(i + 1) & 0x7fffffff);
      this.#state[i] = this.#at(i + 397) ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.#next = 0;
  }

  uint32(): number {
    if (this.#next === 624) this.#twist();
    let y = this.#at(this.#next++);
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** Uniform in [0, 1). */
  double(): number {
    return ((this.uint32() >>> 5) * 67108864 + (this.uint32() >>> 6)) / 9007199254740992;
  }

  /** Uniform in 0 … below − 1. */
  below(bound: number): number {
    const mask = 2 ** Math.ceil(Math.log2(bound)) - 1;
    for (;;) {
      const value = (this.uint32() & mask) >>> 0;
      if (value < bound) return value;
    }
  }
}
