import { concat } from '../../kernel/bytes.ts';
import { signatureLength } from './min-hash.ts';
import { headBytes, SortedKeys } from './sorted-keys.ts';

/**
 * Which of millions of documents are like a new one: locality-sensitive hashing of MinHash signatures (Indyk and
 * Motwani 1998). A signature is cut into bands of three numbers; documents that agree in a band are candidates, and 16
 * bits of each number, kept beside, estimate how alike they are. Two documents of Jaccard similarity s become
 * candidates with 1 − (1 − s³)²⁰: 0.90 at s = 0.48, 0.50 at 0.32, 0.15 at 0.2. 280 bytes a document.
 */
const rows = 3;
const bands = signatureLength / rows;

export interface Candidate {
  readonly document: number;
  readonly similarity: number;
}

/** The hash of one band (FNV-1a over words, then spread). */
function bandKey(signature: Uint32Array, from: number): number {
  let h = 0x811c9dc5;
  for (let i = from; i < from + rows; i++) h = Math.imul(h ^ (signature[i] ?? 0), 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
}

/** A segment of history, made once and only read: new documents go into a small segment, merged by night. */
export class BandIndex {
  /** 16 bits of each number of each signature, document after document. */
  readonly #short: Uint16Array;
  readonly #bands: readonly SortedKeys[];

  private constructor(short: Uint16Array, all: readonly SortedKeys[]) {
    this.#short = short;
    this.#bands = all;
  }

  /** `signatures`: one after another; document i is the ith. */
  static of(signatures: Uint32Array): BandIndex {
    const count = signatures.length / signatureLength;
    const all = Array.from({ length: bands }, (_, band) => {
      const keys = new Uint32Array(count);
      for (let d = 0; d < count; d++)
        keys[d] = bandKey(signatures, d * signatureLength + band * rows);
      return SortedKeys.of(keys, i => i);
    });
    return new BandIndex(
      Uint16Array.from(signatures, x => x & 0xffff),
      all,
    );
  }

  get size(): number {
    return this.#short.length / signatureLength;
  }

  get bytes(): number {
    return this.#short.byteLength + this.#bands.reduce((sum, band) => sum + band.bytes, 0);
  }

  /** The shortened signatures, then the bands, all of one length. */
  write(): Uint8Array<ArrayBuffer> {
    const { buffer, byteOffset, byteLength } = this.#short;
    return concat(
      new Uint8Array(buffer, byteOffset, byteLength),
      ...this.#bands.map(band => band.write()),
    );
  }

  static read(bytes: Uint8Array): BandIndex {
    const size = (bytes.length - bands * headBytes) / (2 * signatureLength + 8 * bands);
    if (!Number.isInteger(size) || size < 0) throw new Error('not an index, or cut short');
    const from = 2 * signatureLength * size;
    const each = headBytes + 8 * size;
    const all = Array.from({ length: bands }, (_, band) =>
      SortedKeys.read(bytes.subarray(from + band * each, from + (band + 1) * each)),
    );
    return new BandIndex(new Uint16Array(bytes.slice(0, from).buffer), all);
  }

  /** Documents at least this alike, most alike first. */
  find(signature: Uint32Array, least = 0.1): Candidate[] {
    const seen = new Set<number>();
    for (const [band, table] of this.#bands.entries())
      for (const document of table.documentsWith(bandKey(signature, band * rows)))
        seen.add(document);
    return [...seen]
      .map(document => ({ document, similarity: this.#similarity(signature, document) }))
      .filter(({ similarity }) => similarity >= least)
      .sort((a, b) => b.similarity - a.similarity || a.document - b.document);
  }

  #similarity(signature: Uint32Array, document: number): number {
    let same = 0;
    const from = document * signatureLength;
    for (let i = 0; i < signatureLength; i++)
      same += this.#short[from + i] === ((signature[i] ?? 0) & 0xffff) ? 1 : 0;
    return same / signatureLength;
  }
}
