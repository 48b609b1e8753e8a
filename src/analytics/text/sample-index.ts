import { SortedKeys } from './sorted-keys.ts';
import type { Fingerprints } from './winnow.ts';

/**
 * Which old documents a new one has borrowed a part from. Of each document the 48 fingerprints that are least under a
 * fixed order are kept (bottom-k sketch, Cohen and Kaplan 2007): the same passage gives the same fingerprints wherever
 * it stands, so that of a part of a tenth about five are shared, where a whole-document similarity of 0.05 would drown.
 * 384 bytes a document.
 */
export const sampleLength = 48;

/** A fingerprint in more documents than this is idiom: one in 2,000, and always more than four. */
const idiomIn = (documents: number): number => Math.max(4, documents / 2000);

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

export interface Borrowing {
  readonly document: number;
  readonly shared: number;
}

/** A segment of history like `BandIndex`: made once and only read. */
export class SampleIndex {
  readonly #table: SortedKeys;
  readonly #idiom: number;

  private constructor(table: SortedKeys, documents: number) {
    this.#table = table;
    this.#idiom = idiomIn(documents);
  }

  /** Document i is the ith. */
  static of(samples: readonly Uint32Array[]): SampleIndex {
    const length = samples.reduce((sum, sample) => sum + sample.length, 0);
    const keys = new Uint32Array(length);
    const owners = new Uint32Array(length);
    let at = 0;
    for (const [document, sample] of samples.entries()) {
      keys.set(sample, at);
      owners.fill(document, at, at + sample.length);
      at += sample.length;
    }
    return new SampleIndex(
      SortedKeys.of(keys, i => owners[i] ?? 0),
      samples.length,
    );
  }

  get bytes(): number {
    return this.#table.bytes;
  }

  write(): Uint8Array<ArrayBuffer> {
    return this.#table.write();
  }

  /** `documents`: how many the segment was made of. */
  static read(bytes: Uint8Array, documents: number): SampleIndex {
    return new SampleIndex(SortedKeys.read(bytes), documents);
  }

  /** Documents that share at least this many sampled fingerprints, most first. */
  find(sample: Uint32Array, least = 2): Borrowing[] {
    const counts = new Map<number, number>();
    for (const key of sample)
      for (const document of this.#table.documentsWith(key, this.#idiom))
        counts.set(document, (counts.get(document) ?? 0) + 1);
    return [...counts]
      .filter(([, shared]) => shared >= least)
      .map(([document, shared]) => ({ document, shared }))
      .sort((a, b) => b.shared - a.shared || a.document - b.document);
  }
}
