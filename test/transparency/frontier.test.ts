import { expect, test } from 'vitest';
import { equal } from '../../src/kernel/bytes.ts';
import { Frontier, type TileHash } from '../../src/transparency/frontier.ts';
import { emptyRoot, rootOf } from '../../src/transparency/hash.ts';
import { levelSize } from '../../src/transparency/tiles.ts';
import { memoryLog } from '../support/memory-log.ts';

const big = memoryLog(66_000);

test('a log grown leaf by leaf has the root over all its leaves', () => {
  const frontier = new Frontier(0, []);
  expect(frontier.root()).toEqual(emptyRoot);
  for (const [i, leaf] of big.leaves.slice(0, 600).entries()) {
    frontier.push(leaf);
    expect(equal(frontier.root(), rootOf(big.leaves.slice(0, i + 1)))).toBe(true);
  }
});

test('the tiles completed on the way are those of the whole log', () => {
  const frontier = new Frontier(0, []);
  const tiles: TileHash[] = big.leaves.flatMap(leaf => frontier.push(leaf));
  expect(tiles.filter(t => t.level === 1)).toHaveLength(levelSize(1, 66_000));
  expect(tiles.filter(t => t.level === 2)).toHaveLength(1);
  for (const { level, position, hash } of tiles) {
    const stored = big.tile({ level, number: Math.floor(position / 256), width: 256 });
    expect(equal(hash, stored.subarray((position % 256) * 32, (position % 256) * 32 + 32))).toBe(
      true,
    );
  }
  expect(equal(frontier.root(), rootOf(big.leaves))).toBe(true);
});

test('growing goes on from the right edge alone', () => {
  for (const size of [1, 255, 256, 257, 65_535, 65_536, 65_900]) {
    const edge = [0, 1, 2].map(level => {
      const held = levelSize(level, size);
      const width = held % 256;
      const bytes = big.tile({ level, number: Math.floor(held / 256), width });
      return Array.from({ length: width }, (_, i) => bytes.slice(32 * i, 32 * i + 32));
    });
    const frontier = new Frontier(size, edge);
    expect(equal(frontier.root(), rootOf(big.leaves.slice(0, size)))).toBe(true);
    frontier.push(big.leaves[size] as Uint8Array);
    expect(equal(frontier.root(), rootOf(big.leaves.slice(0, size + 1)))).toBe(true);
  }
});

test('an edge that does not fit the size is refused', () => {
  expect(() => new Frontier(3, [big.leaves.slice(0, 2)])).toThrow('does not fit');
  expect(() => new Frontier(256, [[]])).toThrow('does not fit');
});
