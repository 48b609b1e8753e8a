import { expect, test } from 'vitest';
import { Exclusion } from '../../../src/analytics/text/exclusion.ts';
import { sampleOf } from '../../../src/analytics/text/sample.ts';
import { sketch } from '../../../src/analytics/text/sketch.ts';
import { technicalBid, textOf, withCopy } from '../corpus/bids.ts';
import { law } from '../corpus/words.ts';

const exclusion = new Exclusion().add(law.join('\n'));
const sample = (text: string) => sampleOf(sketch(text, exclusion).own);
const history = Array.from({ length: 80 }, (_, i) => technicalBid(`旧${i}`));
const samples = history.map(bid => new Set(sample(textOf(bid))));

/** How many sampled fingerprints each old document shares with a new one. */
const sharedWith = (text: string): number[] => {
  const asked = [...sample(text)];
  return samples.map(old => asked.filter(key => old.has(key)).length);
};

test('a bid that took a fifth from an old one shares most with that, whichever it is', () => {
  for (const [i, old] of history.slice(0, 20).entries()) {
    const shared = sharedWith(textOf(withCopy(`新${i}`, old, 0.2)));
    expect(shared[i]).toBeGreaterThanOrEqual(3);
    expect(shared.indexOf(Math.max(...shared))).toBe(i);
  }
});

test('a short text has a short sample, an empty one none', () => {
  expect(sampleOf({ hashes: Uint32Array.of(5, 5, 6) })).toHaveLength(2);
  expect(sampleOf({ hashes: new Uint32Array() })).toHaveLength(0);
});
