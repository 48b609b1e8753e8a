import { expect, test } from 'vitest';
import { equal, hex, utf8 } from '../../src/kernel/bytes.ts';
import { emptyRoot, leafHash, rootOf } from '../../src/transparency/hash.ts';
import {
  proveConsistency,
  proveInclusion,
  type RangeHash,
  verifyConsistency,
  verifyInclusion,
} from '../../src/transparency/proof.ts';
import {
  type FetchTile,
  formatBundle,
  levelSize,
  parseBundle,
  parseTilePath,
  tileExists,
  tilePath,
  tileReader,
} from '../../src/transparency/tiles.ts';
import { memoryLog } from '../support/memory-log.ts';

const log = memoryLog(1000);
const plain: RangeHash = async (start, end) => rootOf(log.leaves.slice(start, end));

test('an empty tree has the hash of nothing (RFC 6962 section 2.1)', () => {
  expect(hex(emptyRoot)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(rootOf([])).toEqual(emptyRoot);
});

test('the root over seven leaves is the one every RFC 6962 reader computes', () => {
  const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657'].map(t =>
    leafHash(Uint8Array.from(Buffer.from(t, 'hex'))),
  );
  expect(hex(rootOf(leaves))).toBe(
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  );
});

test('every leaf is proved in every tree size up to 40, and in no other place', async () => {
  for (let size = 1; size <= 40; size++) {
    const root = await plain(0, size);
    for (let index = 0; index < size; index++) {
      const proof = await proveInclusion(plain, index, size);
      const leaf = log.leaves[index] as Uint8Array;
      const tree = { start: 0, end: size };
      expect(verifyInclusion(leaf, index, tree, proof, root)).toBe(true);
      expect(verifyInclusion(leaf, (index + 1) % size, tree, proof, root)).toBe(size === 1);
    }
  }
});

test('every size is consistent with every later one, and with no other root', async () => {
  const wrong = leafHash(utf8('wrong'));
  for (let to = 1; to <= 40; to++) {
    for (let from = 1; from <= to; from++) {
      const proof = await proveConsistency(plain, from, to);
      const [old, now] = [await plain(0, from), await plain(0, to)];
      expect(verifyConsistency(from, to, proof, old, now)).toBe(true);
      expect(verifyConsistency(from, to, proof, wrong, now)).toBe(false);
      expect(verifyConsistency(from, to, proof, old, wrong)).toBe(false);
    }
  }
});

test('a proof for a leaf or size that the log does not have is refused', async () => {
  await expect(proveInclusion(plain, 5, 5)).rejects.toThrow(RangeError);
  await expect(proveInclusion(plain, -1, 5)).rejects.toThrow(RangeError);
  await expect(proveConsistency(plain, 0, 5)).rejects.toThrow(RangeError);
  await expect(proveConsistency(plain, 6, 5)).rejects.toThrow(RangeError);
});

test('tiles give the same roots and proofs as the leaves, over tile borders', async () => {
  const big = memoryLog(70_000);
  for (const size of [1, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 70_000]) {
    const asked: string[] = [];
    const fetch: FetchTile = id => {
      asked.push(tilePath(id));
      return Promise.resolve(big.tile(id));
    };
    const root = rootOf(big.leaves.slice(0, size));
    const range = tileReader(size, fetch);
    expect(equal(await range(0, size), root)).toBe(true);
    const index = Math.floor(size * 0.7);
    const proof = await proveInclusion(range, index, size);
    const leaf = big.leaves[index] as Uint8Array;
    expect(verifyInclusion(leaf, index, { start: 0, end: size }, proof, root)).toBe(true);
    expect(new Set(asked).size, 'no tile is fetched twice').toBe(asked.length);
    expect(asked.length).toBeLessThanOrEqual(6);
    const from = Math.max(1, Math.floor(size / 3));
    const old = rootOf(big.leaves.slice(0, from));
    const path = await proveConsistency(range, from, size);
    expect(verifyConsistency(from, size, path, old, root)).toBe(true);
  }
});

test('tile paths are those of C2SP tlog-tiles, and have one spelling', () => {
  expect(tilePath({ level: 0, number: 1234067, width: 256 })).toBe('tile/0/x001/x234/067');
  expect(tilePath({ level: 1, number: 0, width: 17 })).toBe('tile/1/000.p/17');
  expect(tilePath({ level: 'entries', number: 999, width: 256 })).toBe('tile/entries/999');
  for (const number of [0, 7, 999, 1000, 123456789]) {
    const id = { level: 2, number, width: 9 };
    expect(parseTilePath(tilePath(id))).toEqual(id);
  }
  for (const wrong of [
    'tile/0/0',
    'tile/00/000',
    'tile/64/000',
    'tile/0/x000/001',
    'tile/0/001.p/256',
    'tile/0/001.p/0',
    'tile/0/001.p/08',
    'tile/0/x001',
    'tile/-1/001',
    'tile/0/001/',
  ])
    expect(parseTilePath(wrong), wrong).toBeNull();
});

test('a log of 70,000 leaves has the tiles of the specification’s example', () => {
  expect([0, 1, 2].map(level => levelSize(level, 70_000))).toEqual([70_000, 273, 1]);
  expect(tileExists({ level: 0, number: 273, width: 112 }, 70_000)).toBe(true);
  expect(tileExists({ level: 0, number: 273, width: 113 }, 70_000)).toBe(false);
  expect(tileExists({ level: 1, number: 1, width: 17 }, 70_000)).toBe(true);
  expect(tileExists({ level: 2, number: 0, width: 1 }, 70_000)).toBe(true);
  expect(tileExists({ level: 3, number: 0, width: 1 }, 70_000)).toBe(false);
});

test('an entry bundle is read back, and refused when cut short', () => {
  const entries = [utf8('a'), new Uint8Array(), new Uint8Array(300).fill(7)];
  const bundle = formatBundle(entries);
  expect(parseBundle(bundle)).toEqual(entries);
  expect(() => parseBundle(bundle.subarray(0, -1))).toThrow('cut short');
});
