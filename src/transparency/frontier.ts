import { emptyRoot, nodeHash, rootOf } from './hash.ts';
import { levelSize, tileWidth } from './tiles.ts';

/** A hash of tile level ≥ 1: the root of the full tile `position` of the level below. */
export interface TileHash {
  readonly level: number;
  readonly position: number;
  readonly hash: Uint8Array;
}

/** The right edge of a log: the partial tile of each level. It is all that growing needs, however long the log is. */
export class Frontier {
  #size: number;
  readonly #levels: Uint8Array[][];

  /** `levels[l]` holds the `levelSize(l, size) mod 256` last hashes of level l. */
  constructor(size: number, levels: readonly (readonly Uint8Array[])[]) {
    for (let level = 0; levelSize(level, size) > 0 || level < levels.length; level++) {
      if ((levels[level]?.length ?? 0) !== levelSize(level, size) % tileWidth)
        throw new Error(`level ${level} does not fit a log of ${size} leaves`);
    }
    this.#size = size;
    this.#levels = levels.map(hashes => [...hashes]);
  }

  get size(): number {
    return this.#size;
  }

  /** Adds a leaf hash; returns the hashes of the tiles that it completed, lowest first. */
  push(leaf: Uint8Array): TileHash[] {
    const completed: TileHash[] = [];
    this.#size++;
    let hash = leaf;
    for (let level = 0; ; level++) {
      const tile = this.#levels[level] ?? [];
      this.#levels[level] = tile;
      tile.push(hash);
      if (tile.length < tileWidth) return completed;
      hash = rootOf(tile);
      this.#levels[level] = [];
      completed.push({
        level: level + 1,
        position: levelSize(level + 1, this.#size) - 1,
        hash,
      });
    }
  }

  /** MTH of the whole log: its full subtrees, largest first, joined from the right. */
  root(): Uint8Array {
    const full = this.#levels.toReversed().flatMap(fullSubtrees);
    return full.length === 0 ? emptyRoot : full.reduceRight((right, left) => nodeHash(left, right));
  }
}

/** The roots of the full subtrees that a row of equal ones makes, largest first. */
function fullSubtrees(row: readonly Uint8Array[]): Uint8Array[] {
  const roots: Uint8Array[] = [];
  let at = 0;
  for (let width = tileWidth / 2; width >= 1; width /= 2) {
    if (at + width > row.length) continue;
    roots.push(rootOf(row.slice(at, at + width)));
    at += width;
  }
  return roots;
}
