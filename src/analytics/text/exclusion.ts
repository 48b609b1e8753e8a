import { normalise } from './normalise.ts';
import { gram, gramHashes } from './winnow.ts';

/**
 * What every bidder may lawfully write: the tender's own text, laws, standards, the templates that came with it. All
 * n-grams are kept, not only fingerprints, so that a quotation is recognised to its last character.
 */
export class Exclusion {
  readonly #hashes = new Set<number>();

  add(text: string): this {
    for (const hash of gramHashes(normalise(text).codes)) this.#hashes.add(hash);
    return this;
  }

  has(hash: number): boolean {
    return this.#hashes.has(hash);
  }

  get size(): number {
    return this.#hashes.size;
  }

  /** 1 for every folded character that stands in an excluded n-gram. */
  quoted(hashes: Uint32Array, length: number): Uint8Array {
    const marks = new Uint8Array(length);
    for (const [i, hash] of hashes.entries())
      if (this.#hashes.has(hash)) marks.fill(1, i, i + gram);
    return marks;
  }
}
