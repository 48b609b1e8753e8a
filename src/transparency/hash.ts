import { sha256 } from '@noble/hashes/sha2.js';
import { concat } from '../kernel/bytes.ts';

export const hashBytes = 32;

/** RFC 6962 section 2.1: the two prefixes keep a leaf from ever passing for an inner node. */
const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** The root of a tree without leaves. */
export const emptyRoot: Uint8Array = sha256(new Uint8Array());

/** Hash of one log entry. */
export const leafHash = (entry: Uint8Array): Uint8Array => sha256(concat(leafPrefix, entry));

/** Hash of an inner node over its two children, 32 bytes each. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256(concat(nodePrefix, left, right));

/** The largest power of two below `size` (≥ 2): where RFC 6962 splits a tree. Sizes are safe integers, so no bit operators. */
export function split(size: number): number {
  let left = 1;
  while (left * 2 < size) left *= 2;
  return left;
}

/** Root over leaf hashes that are all at hand. */
export function rootOf(hashes: readonly Uint8Array[]): Uint8Array {
  const [first] = hashes;
  if (!first) return emptyRoot;
  if (hashes.length === 1) return first;
  const left = split(hashes.length);
  return nodeHash(rootOf(hashes.slice(0, left)), rootOf(hashes.slice(left)));
}
