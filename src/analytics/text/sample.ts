import type { Fingerprints } from './winnow.ts';

/**
 * By what history knows a document: the 48 of its fingerprints that are least under a fixed order (bottom-k sketch,
 * Cohen and Kaplan 2007). The same passage gives the same fingerprints wherever it stands, so that of a borrowed part of
 * a tenth about five are shared, where a whole-document similarity of 0.05 would drown.
 */
export const sampleLength = 48;

/** An order of fingerprints that has nothing to do with the one that winnowing keeps the least of. */
export function orderOf(hash: number): number {
  const x = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return Math.imul(x ^ (x >>> 15), 0x2c1b3c6d) >>> 0;
}

/** The sample of a document, fewer in a short one. */
export function sampleOf({ hashes }: Pick<Fingerprints, 'hashes'>): Uint32Array {
  const ordered = Uint32Array.from(new Set(hashes), orderOf).sort();
  return ordered.slice(0, sampleLength);
}
