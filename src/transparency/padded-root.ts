import { leafHash, rootOf } from './hash.ts';

/** A leaf that stands for nothing: real entries are 32 bytes, so none can be taken for it. */
const padding = leafHash(new Uint8Array());

/** RFC 6962 root over `entries`, filled up with empty leaves to a power of two. */
export function paddedRoot(entries: readonly Uint8Array[]): Uint8Array {
  const leaves = entries.map(leafHash);
  let width = 1;
  while (width < leaves.length) width *= 2;
  while (leaves.length < width) leaves.push(padding);
  return rootOf(leaves);
}
