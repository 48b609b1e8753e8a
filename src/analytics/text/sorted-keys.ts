/** Where the keys of each half-word begin once sorted. */
function startsOf(keys: Uint32Array, shift: number): Uint32Array {
  const starts = new Uint32Array(65_537);
  const count = (slot: number, more: number) => {
    starts[slot] = (starts[slot] ?? 0) + more;
  };
  for (const key of keys) count(((key >>> shift) & 0xffff) + 1, 1);
  for (let i = 0; i < 65_536; i++) count(i + 1, starts[i] ?? 0);
  return starts;
}

/** Order of keys by two passes of 16 bits: stable, and linear in the number of documents. */
function radixOrder(keys: Uint32Array): Uint32Array {
  let order = Uint32Array.from(keys, (_, i) => i);
  for (const shift of [0, 16]) {
    const starts = startsOf(keys, shift);
    const next = new Uint32Array(keys.length);
    for (const i of order) {
      const slot = ((keys[i] ?? 0) >>> shift) & 0xffff;
      const place = starts[slot] ?? 0;
      next[place] = i;
      starts[slot] = place + 1;
    }
    order = next;
  }
  return order;
}

/** The first place whose key is not below. */
function firstAt(keys: Uint32Array, key: number): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? 0) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

const magic = 0x314b424b;
export const headBytes = 8;

/**
 * A table (key, document) sorted by key: what both indexes of history are made of. Its bytes are little-endian words,
 * as every machine that it runs on has them: magic, count, keys, documents.
 */
export class SortedKeys {
  readonly #keys: Uint32Array;
  readonly #documents: Uint32Array;

  private constructor(keys: Uint32Array, documents: Uint32Array) {
    this.#keys = keys;
    this.#documents = documents;
  }

  /** Entry i belongs to `ownerOf(i)`. */
  static of(keys: Uint32Array, ownerOf: (i: number) => number): SortedKeys {
    const order = radixOrder(keys);
    return new SortedKeys(
      Uint32Array.from(order, i => keys[i] ?? 0),
      Uint32Array.from(order, ownerOf),
    );
  }

  get length(): number {
    return this.#keys.length;
  }

  get bytes(): number {
    return headBytes + 8 * this.length;
  }

  /** Documents under a key; none where there are more than `most`, which tells of a form or an idiom. */
  documentsWith(key: number, most = Number.POSITIVE_INFINITY): Uint32Array {
    const from = firstAt(this.#keys, key);
    let to = from;
    while (this.#keys[to] === key && to - from <= most) to++;
    return to - from > most ? new Uint32Array() : this.#documents.subarray(from, to);
  }

  write(): Uint8Array<ArrayBuffer> {
    const words = new Uint32Array(2 + 2 * this.length);
    words.set([magic, this.length]);
    words.set(this.#keys, 2);
    words.set(this.#documents, 2 + this.length);
    return new Uint8Array(words.buffer);
  }

  /** A damaged table is refused: one key out of order would hide documents in silence. */
  static read(bytes: Uint8Array): SortedKeys {
    const words = new Uint32Array(bytes.slice(0, bytes.length - (bytes.length % 4)).buffer);
    const [mark, count = 0] = words;
    if (mark !== magic || bytes.length !== headBytes + 8 * count)
      throw new Error('not a table of keys, or cut short');
    const keys = words.subarray(2, 2 + count);
    if (keys.some((key, i) => i > 0 && key < (keys[i - 1] ?? 0)))
      throw new Error('keys out of order');
    return new SortedKeys(keys, words.subarray(2 + count));
  }
}
