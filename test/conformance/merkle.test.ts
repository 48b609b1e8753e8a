import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fromBase64 } from '../../src/kernel/bytes.ts';
import {
  isSubtree,
  verifyConsistency,
  verifyInclusion,
  verifySubtree,
} from '../../src/transparency/proof.ts';

interface Vector {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly start: number;
  readonly end: number;
  readonly size: number;
  readonly size1: number;
  readonly size2: number;
  readonly leafHash: string;
  readonly root: string;
  readonly root1: string;
  readonly root2: string;
  readonly proof: string[] | null;
  readonly wantErr: boolean;
}

const folder = '../shared/conformance/merkle/testdata';
const bytes = (text: string) => fromBase64(text);
const proofOf = (v: Vector) => (v.proof ?? []).map(bytes);

const checks: Record<string, (v: Vector) => boolean> = {
  inclusion: v =>
    verifyInclusion(
      bytes(v.leafHash),
      v.leafIdx,
      { start: 0, end: v.treeSize },
      proofOf(v),
      bytes(v.root),
    ),
  subtreeinclusion: v =>
    verifyInclusion(bytes(v.leafHash), v.leafIdx, v, proofOf(v), bytes(v.root)),
  consistency: v => verifyConsistency(v.size1, v.size2, proofOf(v), bytes(v.root1), bytes(v.root2)),
  subtreeconsistency: v => verifySubtree(v, v.size, proofOf(v), bytes(v.root1), bytes(v.root2)),
};

const present = existsSync(folder);
if (!present) console.log(`skipped: ${folder} is not there (public Merkle proof vectors)`);

describe.skipIf(!present)('transparency-dev/merkle vectors', () => {
  let seen = 0;
  for (const [kind, holds] of Object.entries(checks)) {
    const files = present ? globSync(`${folder}/${kind}/**/*.json`) : [];
    seen += files.length;
    test.each(files.map(f => [f.slice(folder.length + 1), f]))('%s', (_, file) => {
      const vector: Vector = JSON.parse(readFileSync(file, 'utf8'));
      expect(holds(vector), basename(file)).toBe(!vector.wantErr);
    });
  }
  test('all 518 were read', () => expect(seen).toBe(518));
});

test('a stretch beyond the exact integers is no subtree', () => {
  expect(isSubtree({ start: 0, end: 2 ** 53 })).toBe(false);
  expect(isSubtree({ start: -4, end: 0 })).toBe(false);
});
