import { equal } from '../kernel/bytes.ts';
import { emptyRoot, hashBytes, nodeHash, split } from './hash.ts';

/** Gives MTH(D[start:end]) of a log that has at least `end` leaves, from tiles or memory. */
export type RangeHash = (start: number, end: number) => Promise<Uint8Array>;

/** A stretch of leaves that is a node of some RFC 6962 tree: it starts at a multiple of its width rounded up to a power of two. */
export interface Subtree {
  readonly start: number;
  readonly end: number;
}

/** Whether `[start, end)` can be a subtree; an empty one is, anywhere. */
export function isSubtree({ start, end }: Subtree): boolean {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || start > end)
    return false;
  let width = 1;
  while (width < end - start) width *= 2;
  return start % width === 0;
}

/** Proof that leaf `index` stands in the tree of `size` leaves: sibling hashes from the leaf up, RFC 6962 section 2.1.1. */
export async function proveInclusion(
  range: RangeHash,
  index: number,
  size: number,
): Promise<Uint8Array[]> {
  if (!(Number.isSafeInteger(size) && index >= 0 && index < size)) throw new RangeError('index');
  const path: Promise<Uint8Array>[] = [];
  for (let start = 0, end = size; end - start > 1; ) {
    const middle = start + split(end - start);
    path.push(index < middle ? range(middle, end) : range(start, middle));
    if (index < middle) end = middle;
    else start = middle;
  }
  return Promise.all(path.reverse());
}

/** Proof that the tree of `from` leaves is a prefix of the tree of `to` leaves, RFC 6962 section 2.1.2. */
export async function proveConsistency(
  range: RangeHash,
  from: number,
  to: number,
): Promise<Uint8Array[]> {
  if (!(Number.isSafeInteger(to) && from >= 1 && from <= to)) throw new RangeError('from');
  const path: Promise<Uint8Array>[] = [];
  let start = 0;
  let end = to;
  while (end !== from) {
    const middle = start + split(end - start);
    path.push(from <= middle ? range(middle, end) : range(start, middle));
    if (from <= middle) end = middle;
    else start = middle;
  }
  // The verifier knows the old root already when it is a node of the new tree.
  if (start !== 0) path.push(range(start, end));
  return Promise.all(path.reverse());
}

/** Takes the proof's hashes in order; what is missing or left over makes the proof wrong. */
class Reader {
  private at = 0;
  private readonly hashes: readonly Uint8Array[];
  constructor(hashes: readonly Uint8Array[]) {
    this.hashes = hashes;
  }
  next(): Uint8Array {
    const hash = this.hashes[this.at++];
    // A hash of another length could shift the border between two children.
    if (hash?.length !== hashBytes) throw new RangeError('proof');
    return hash;
  }
  get finished(): boolean {
    return this.at === this.hashes.length;
  }
}

const sound = (check: () => boolean): boolean => {
  try {
    return check();
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

/** Whether `leaf` (a leaf hash) is at `index` in the subtree whose root is `root`; the whole tree is the subtree `[0, size)`. */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  tree: Subtree,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!Number.isSafeInteger(index) || index < tree.start || index >= tree.end) return false;
  if (!isSubtree(tree) || leaf.length !== hashBytes) return false;
  const reader = new Reader(proof);
  const climb = (at: number, size: number): Uint8Array => {
    if (size === 1) return leaf;
    const left = split(size);
    if (at < left) return nodeHash(climb(at, left), reader.next());
    const right = climb(at - left, size - left);
    return nodeHash(reader.next(), right);
  };
  return sound(() => {
    const computed = climb(index - tree.start, tree.end - tree.start);
    return reader.finished && equal(computed, root);
  });
}

/**
 * Whether the subtree with root `subRoot` is part of the tree of `size` leaves with root `root`.
 * An empty subtree is part of every tree.
 */
export function verifySubtree(
  sub: Subtree,
  size: number,
  proof: readonly Uint8Array[],
  subRoot: Uint8Array,
  root: Uint8Array,
): boolean {
  if (!Number.isSafeInteger(size) || sub.end > size || !isSubtree(sub)) return false;
  if (sub.start === sub.end) return proof.length === 0 && equal(subRoot, emptyRoot);
  const reader = new Reader(proof);
  return sound(() => {
    const both = descend(sub.start, sub.end, size, reader, subRoot);
    return reader.finished && equal(both.sub, subRoot) && equal(both.tree, root);
  });
}

interface Both {
  readonly sub: Uint8Array;
  readonly tree: Uint8Array;
}

/** Rebuilds both roots; `known` is the subtree's root as long as the stretch is still whole, undefined once it was cut. */
function descend(
  start: number,
  end: number,
  size: number,
  reader: Reader,
  known: Uint8Array | undefined,
): Both {
  if (start === 0 && end === size) {
    const hash = known ?? reader.next();
    return { sub: hash, tree: hash };
  }
  const left = split(size);
  if (end <= left) {
    const inner = descend(start, end, left, reader, known);
    return { sub: inner.sub, tree: nodeHash(inner.tree, reader.next()) };
  }
  if (start >= left) {
    const inner = descend(start - left, end - left, size - left, reader, known);
    return { sub: inner.sub, tree: nodeHash(reader.next(), inner.tree) };
  }
  const inner = descend(0, end - left, size - left, reader, undefined);
  const shared = reader.next();
  return { sub: nodeHash(shared, inner.sub), tree: nodeHash(shared, inner.tree) };
}

/** Whether the tree of `from` leaves (≥ 1) is a prefix of the tree of `to` leaves. */
export function verifyConsistency(
  from: number,
  to: number,
  proof: readonly Uint8Array[],
  fromRoot: Uint8Array,
  toRoot: Uint8Array,
): boolean {
  return from >= 1 && verifySubtree({ start: 0, end: from }, to, proof, fromRoot, toRoot);
}
