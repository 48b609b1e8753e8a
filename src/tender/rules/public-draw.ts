import { sha256 } from '@noble/hashes/sha2.js';
import { concat, fromHex, hex, lengthPrefixed } from '../../kernel/bytes.ts';

/**
 * The public draw: every random choice of a trade comes from here, so that anyone can repeat it.
 *
 *   commit  = SHA256(lp("kaibiao/draw-seed") ‖ seed)                     logged when the lot is published
 *   key     = SHA256(lp("kaibiao/draw") ‖ lp(purpose) ‖ lp(lot) ‖ lp(seed) ‖ lp(beacon))
 *   block i = SHA256(key ‖ i as 8 bytes, big-endian), i = 0, 1, 2, …     each block gives four 64-bit numbers
 *   below n = the next number x with x < ⌊2⁶⁴ ÷ n⌋ × n, taken mod n      (rejection: no value is favoured)
 *
 * The seed is fixed before anybody can know the beacon (the root over the sealed bids at the close): who keeps the seed
 * cannot choose a result, and who bids last cannot foresee one. Only the two together could, by trying many last bids;
 * docs/decisions/0007 says what closes that gap.
 */
export interface DrawSource {
  /** 32 secret bytes, revealed after the draw; lower-case hex. */
  readonly seed: string;
  /** SHA-256 fixed by events after the seed was committed; lower-case hex. */
  readonly beacon: string;
  readonly lot: string;
  /** Keeps draws of one lot apart: "experts", "price-float", "tie". */
  readonly purpose: string;
}

export interface DrawStream {
  /** A whole number from 0 to n − 1, each equally likely; n is 1 to 2³². */
  readonly below: (n: number) => number;
}

const range = 1n << 64n;

/** What is published before the draw to bind the seed. */
export function seedCommit(seed: string): string {
  return hex(sha256(concat(lengthPrefixed('kaibiao/draw-seed'), seedBytes(seed))));
}

/** Whether a revealed seed is the one that was committed to. */
export const seedMatches = (seed: string, commit: string): boolean => seedCommit(seed) === commit;

function seedBytes(seed: string): Uint8Array {
  const bytes = fromHex(seed);
  if (bytes.length !== 32) throw new RangeError('a draw seed is 32 bytes');
  return bytes;
}

/**
 * The key of one draw, hex. It may be shown before the seed is: it gives away nothing of the seed nor of any other draw,
 * its result can be recomputed from it at once, and the seed, when it is revealed, proves it.
 */
export function drawKey(source: DrawSource): string {
  return hex(
    sha256(
      concat(
        lengthPrefixed('kaibiao/draw'),
        lengthPrefixed(source.purpose),
        lengthPrefixed(source.lot),
        lengthPrefixed(seedBytes(source.seed)),
        lengthPrefixed(fromHex(source.beacon)),
      ),
    ),
  );
}

/** Starts the one sequence that `source` determines; continuing it is drawing again from the same object. */
export const drawStream = (source: DrawSource): DrawStream => keyedStream(drawKey(source));

/** The same from a key that was shown. */
export function keyedStream(key: string): DrawStream {
  const numbers = sequence(fromHex(key));
  return {
    below(n) {
      if (!Number.isInteger(n) || n < 1 || n > 2 ** 32) throw new RangeError(`below(${n})`);
      const limit = range - (range % BigInt(n));
      let x = numbers.next().value;
      while (x >= limit) x = numbers.next().value;
      return Number(x % BigInt(n));
    },
  };
}

function* sequence(key: Uint8Array): Generator<bigint, never> {
  const counter = new Uint8Array(8);
  for (let i = 0n; ; i += 1n) {
    new DataView(counter.buffer).setBigUint64(0, i);
    const block = new DataView(sha256(concat(key, counter)).buffer);
    for (let at = 0; at < 32; at += 8) yield block.getBigUint64(at);
  }
}

/** `items` in an order where every permutation is equally likely (Fisher–Yates from the end). */
export function shuffled<T>(items: readonly T[], stream: DrawStream): T[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = stream.below(i + 1);
    [order[i], order[j]] = [order[j] as T, order[i] as T];
  }
  return order;
}
