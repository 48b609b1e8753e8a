import { expect, test } from 'vitest';
import { BandIndex } from '../../../src/analytics/text/band-index.ts';
import { signatureLength, signatureOf, similarity } from '../../../src/analytics/text/min-hash.ts';
import { sketch } from '../../../src/analytics/text/sketch.ts';
import { technicalBid, textOf, withCopy } from '../corpus/bids.ts';

const signature = (text: string) => signatureOf(sketch(text).own) ?? new Uint32Array();
/** Sets with a known share in common. */
const prints = (from: number, to: number) => ({
  hashes: Uint32Array.from({ length: to - from }, (_, i) => Math.imul(from + i, 0x9e3779b1) >>> 0),
});

test('a signature estimates the Jaccard similarity', () => {
  for (const [shift, jaccard] of [
    [0, 1],
    [250, 0.6],
    [500, 1 / 3],
    [1000, 0],
  ] as const) {
    const [a, b] = [signatureOf(prints(0, 1000)), signatureOf(prints(shift, shift + 1000))];
    expect(
      Math.abs(similarity(a ?? prints(0, 0).hashes, b ?? prints(0, 0).hashes) - jaccard),
    ).toBeLessThan(0.2);
  }
});

test('an empty document is like nothing', () => expect(signatureOf(prints(0, 0))).toBeNull());

test('the index finds a near copy among others, and nothing for a stranger', () => {
  const bids = Array.from({ length: 60 }, (_, i) => technicalBid(`家${i}`, 20));
  const all = new Uint32Array(60 * signatureLength);
  for (const [i, bid] of bids.entries()) all.set(signature(textOf(bid)), i * signatureLength);
  const index = BandIndex.of(all);
  const [first] = bids;
  const copy = first && withCopy('新', first, 0.8);
  const found = index.find(signature(copy ? textOf(copy) : ''));
  expect(found[0]?.document).toBe(0);
  expect(found[0]?.similarity).toBeGreaterThan(0.4);
  expect(index.find(signature(textOf(technicalBid('生', 20))), 0.3)).toEqual([]);
  expect([index.size, index.bytes]).toEqual([60, 60 * 280 + 20 * 8]);
});

test('every document finds itself, whatever the order of its keys, also when written and read again', () => {
  const all = new Uint32Array(500 * signatureLength);
  for (let i = 0; i < 500; i++)
    all.set(signatureOf(prints(i * 7, i * 7 + 5)) ?? [], i * signatureLength);
  const index = BandIndex.of(all);
  for (let i = 0; i < 500; i++) {
    const own = all.subarray(i * signatureLength, (i + 1) * signatureLength);
    expect(index.find(own)[0]).toEqual({ document: i, similarity: 1 });
  }
  const bytes = index.write();
  const again = BandIndex.read(bytes);
  const some = all.subarray(0, signatureLength);
  expect(again.find(some)).toEqual(index.find(some));
  expect([again.size, bytes.length]).toEqual([500, index.bytes]);
  expect(() => BandIndex.read(bytes.subarray(4))).toThrow('cut short');
});
