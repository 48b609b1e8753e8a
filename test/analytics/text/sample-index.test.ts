import { expect, test } from 'vitest';
import { Exclusion } from '../../../src/analytics/text/exclusion.ts';
import { SampleIndex, sampleLength, sampleOf } from '../../../src/analytics/text/sample-index.ts';
import { sketch } from '../../../src/analytics/text/sketch.ts';
import { technicalBid, textOf, withCopy } from '../corpus/bids.ts';
import { law } from '../corpus/words.ts';

const exclusion = new Exclusion().add(law.join('\n'));
const sample = (text: string) => sampleOf(sketch(text, exclusion).own);
const history = Array.from({ length: 80 }, (_, i) => technicalBid(`旧${i}`));
const index = SampleIndex.of(history.map(bid => sample(textOf(bid))));

test('a bid that took a fifth from an old one finds it, whichever it is', () => {
  for (const [i, old] of history.slice(0, 20).entries()) {
    const found = index.find(sample(textOf(withCopy(`新${i}`, old, 0.2))), 3);
    expect(found[0]?.document).toBe(i);
  }
});

test('an independent bid shares idioms at most: none with five and more', () => {
  for (let i = 0; i < 20; i++)
    expect(index.find(sample(textOf(technicalBid(`独立${i}`))), 5)).toEqual([]);
});

test('a fingerprint that stands in very many documents is idiom and points nowhere', () => {
  const same = Uint32Array.of(7, 8, 9);
  expect(SampleIndex.of(Array(4).fill(same)).find(same)).toHaveLength(4);
  expect(SampleIndex.of(Array(5).fill(same)).find(same)).toEqual([]);
});

test('a short text has a short sample, an empty one none; 8 bytes an entry', () => {
  expect(sampleOf({ hashes: Uint32Array.of(5, 5, 6) })).toHaveLength(2);
  expect(sampleOf({ hashes: new Uint32Array() })).toHaveLength(0);
  expect(index.bytes).toBe(8 + 80 * sampleLength * 8);
});

test('written and read again it finds the same; cut or disordered it is refused', () => {
  const bytes = index.write();
  const again = SampleIndex.read(bytes, 80);
  const asked = sample(textOf(technicalBid('旧7')));
  expect(again.find(asked)).toEqual(index.find(asked));
  expect(() => SampleIndex.read(bytes.subarray(0, bytes.length - 8), 80)).toThrow('cut short');
  expect(() => SampleIndex.read(bytes.with(11, 0xff), 80)).toThrow('out of order');
});
