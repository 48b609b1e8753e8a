/**
 * Fingerprints of a text: of every window of hashes of character n-grams the least is kept (Schleimer, Wilkerson and
 * Aiken, "Winnowing", SIGMOD 2003). Two texts that share gram + window − 1 characters in a row share a fingerprint,
 * wherever the stretch stands in them.
 */
export interface Fingerprints {
  readonly hashes: Uint32Array;
  /** Where each n-gram begins, in folded characters. */
  readonly at: Uint32Array;
}

/** Characters of an n-gram: seven Chinese characters in a row are seldom the same by chance. */
export const gram = 7;
/** N-grams of a window: with the gram, every common stretch of 12 characters is found. */
export const window = 6;

const base = 0x01000193;

/** Spreads the bits of a rolling hash, so that the least of a window is as good as drawn (the finaliser of MurmurHash3). */
function spread(h: number): number {
  let x = h ^ (h >>> 16);
  x = Math.imul(x, 0x85ebca6b);
  x ^= x >>> 13;
  x = Math.imul(x, 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** The hash of every n-gram, in order; none in a text shorter than one. */
export function gramHashes(codes: Uint32Array, n = gram): Uint32Array {
  const count = Math.max(0, codes.length - n + 1);
  const hashes = new Uint32Array(count);
  let top = 1;
  for (let i = 1; i < n; i++) top = Math.imul(top, base);
  let rolling = 0;
  for (let i = 0; i < codes.length; i++) {
    if (i >= n) rolling = (rolling - Math.imul(codes[i - n] ?? 0, top)) | 0;
    rolling = (Math.imul(rolling, base) + (codes[i] ?? 0)) | 0;
    if (i >= n - 1) hashes[i - n + 1] = spread(rolling);
  }
  return hashes;
}

/** The place of the least hash of a window, the last one where several are least. */
function leastOf(hashes: Uint32Array, from: number, to: number): number {
  let best = from;
  for (let i = from + 1; i < to; i++) if ((hashes[i] ?? 0) <= (hashes[best] ?? 0)) best = i;
  return best;
}

/** Robust winnowing: a place is kept once, however many windows it is the least of. */
export function winnow(all: Uint32Array, width = window): Fingerprints {
  const at: number[] = [];
  let best = -1;
  for (let end = Math.min(width, all.length); end <= all.length && all.length > 0; end++) {
    const from = Math.max(0, end - width);
    const next =
      best < from
        ? leastOf(all, from, end)
        : (all[end - 1] ?? 0) <= (all[best] ?? 0)
          ? end - 1
          : best;
    if (next !== best) at.push(next);
    best = next;
  }
  return { at: Uint32Array.from(at), hashes: Uint32Array.from(at, i => all[i] ?? 0) };
}
