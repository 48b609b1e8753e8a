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
export function radixOrder(keys: Uint32Array): Uint32Array {
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
export function firstAt(keys: Uint32Array, key: number): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? 0) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
