import type { Fingerprints } from '../src/analytics/text/winnow.ts';

/**
 * MinHash (Broder 1997): the chance that two sets have the same least element under a random order is their Jaccard
 * similarity. A document of any length becomes 60 numbers, and two documents are compared by these.
 */
const signatureLength = 60;

/** Fixed odd multipliers and offsets from a Weyl sequence: a signature means the same in every city and every year. */
const orders = Array.from({ length: signatureLength }, (_, i) => {
  const multiply = Math.imul(0x9e3779b1, 2 * i + 1) | 1;
  return { multiply, add: Math.imul(0x7f4a7c15, i + 1) };
});

/** Null for a text with no fingerprint: two empty documents are not alike. */
export function signatureOf({ hashes }: Pick<Fingerprints, 'hashes'>): Uint32Array | null {
  if (hashes.length === 0) return null;
  const signature = new Uint32Array(signatureLength).fill(0xffffffff);
  for (const [i, { multiply, add }] of orders.entries())
    signature[i] = leastIn(hashes, multiply, add);
  return signature;
}

function leastIn(hashes: Uint32Array, multiply: number, add: number): number {
  let least = 0xffffffff;
  for (let i = 0; i < hashes.length; i++) {
    let x = (Math.imul(hashes[i] ?? 0, multiply) + add) | 0;
    x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
    x = (x ^ (x >>> 12)) >>> 0;
    if (x < least) least = x;
  }
  return least;
}

/** Estimated Jaccard similarity of the fingerprints, standard error at most 0.065. */
export function similarity(a: Uint32Array, b: Uint32Array): number {
  let same = 0;
  for (let i = 0; i < signatureLength; i++) same += a[i] === b[i] ? 1 : 0;
  return same / signatureLength;
}
