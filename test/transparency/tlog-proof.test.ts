import { expect, test } from 'vitest';
import { hex, utf8 } from '../../src/kernel/bytes.ts';
import { signCheckpoint } from '../../src/transparency/checkpoint.ts';
import { leafHash, rootOf } from '../../src/transparency/hash.ts';
import { leafEntry } from '../../src/transparency/leaf.ts';
import { signerOf } from '../../src/transparency/note.ts';
import { proveInclusion } from '../../src/transparency/proof.ts';
import {
  formatTlogProof,
  parseTlogProof,
  verifyTlogProof,
} from '../../src/transparency/tlog-proof.ts';

const log = signerOf('trade.example/log', new Uint8Array(32).fill(1));
const blind = new Uint8Array(32).fill(9);
const entries = Array.from({ length: 20 }, (_, i) => leafEntry('bidding.submitted', blind, `${i}`));
const leaves = entries.map(leafHash);
const range = async (start: number, end: number) => rootOf(leaves.slice(start, end));
const root = rootOf(leaves);
const checkpoint = signCheckpoint({ origin: log.name, size: 20, root }, [log]);
const receipt = async (index: number, extra?: Uint8Array) =>
  formatTlogProof({
    ...(extra ? { extra } : {}),
    index,
    hashes: await proveInclusion(range, index, 20),
    checkpoint,
  });

test('a receipt verifies offline and says where the entry is', async () => {
  for (const [index, entry] of entries.entries()) {
    const text = await receipt(index, utf8('kaibiao'));
    expect(verifyTlogProof(text, entry, log.verifier)).toEqual({
      index,
      size: 20,
      signedBy: [log.name],
    });
    expect(formatTlogProof(parseTlogProof(text))).toBe(text);
  }
});

test('a receipt for another entry, place, hash or checkpoint is refused', async () => {
  const text = await receipt(7);
  const entry = entries[7] as Uint8Array;
  const refused = (wrong: string, e = entry) =>
    expect(() => verifyTlogProof(wrong, e, log.verifier), wrong).toThrow();
  refused(text, entries[8]);
  refused(text.replace('index 7', 'index 6'));
  refused(text.replace('index 7', 'index 07'));
  refused(text.replace('@v1', '@v2'));
  refused(text.replace('\n20\n', '\n21\n'));
  refused(text.replace(/\n[^\n]{44}\n\n/, '\n\n'));
  refused(text.replace('\n\n', '\nAAAA\n\n'));
  refused('');
});

test('the leaf commits to type, blind and text, each apart', () => {
  const all = [
    leafEntry('a', blind, 'text'),
    leafEntry('b', blind, 'text'),
    leafEntry('a', new Uint8Array(32), 'text'),
    leafEntry('a', blind, 'texu'),
    leafEntry('at', blind, 'ext'),
  ].map(hex);
  expect(new Set(all).size).toBe(5);
  expect(() => leafEntry('a', new Uint8Array(31), 'text')).toThrow('31 bytes');
});

test('the leaf is the hash that the format document spells out', () => {
  // printf-made: SHA256(0000000c"kaibiao/leaf" 00000001"a" 09×32 SHA256("{}"))
  expect(hex(leafEntry('a', blind, '{}'))).toBe(
    '5c49cab25c6d0905585261d5ed6d5dee419cc8fd68348817d338c26e85e5107a',
  );
});
