import { concat, utf8 } from '../../src/kernel/bytes.ts';
import { leafHash, rootOf } from '../../src/transparency/hash.ts';
import type { TileId } from '../../src/transparency/tiles.ts';

/** A log of `size` made-up entries in memory, with its tiles computed the plain way. */
export function memoryLog(size: number) {
  const leaves = Array.from({ length: size }, (_, i) => leafHash(utf8(`entry ${i}`)));
  const levels = [leaves];
  for (let below = leaves; below.length >= 256; ) {
    const above: Uint8Array[] = [];
    for (let i = 0; i + 256 <= below.length; i += 256) above.push(rootOf(below.slice(i, i + 256)));
    levels.push(above);
    below = above;
  }
  const tile = ({ level, number, width }: TileId & { level: number }) =>
    concat(...(levels[level]?.slice(number * 256, number * 256 + width) ?? []));
  return { leaves, tile };
}
