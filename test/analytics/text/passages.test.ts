import { describe, expect, test } from 'vitest';
import { Exclusion } from '../../../src/analytics/text/exclusion.ts';
import { normalise } from '../../../src/analytics/text/normalise.ts';
import { compare } from '../../../src/analytics/text/passages.ts';
import { sketch } from '../../../src/analytics/text/sketch.ts';
import { gram, gramHashes, window, winnow } from '../../../src/analytics/text/winnow.ts';
import {
  asIs,
  paraphrased,
  reordered,
  scanned,
  technicalBid,
  textOf,
  withCopy,
} from '../corpus/bids.ts';
import { law } from '../corpus/words.ts';

const exclusion = new Exclusion();
for (const article of law) exclusion.add(article);
const original = technicalBid('甲建设');
const source = sketch(textOf(original), exclusion);
const against = (text: string, options = {}) => compare(source, sketch(text, exclusion, options));

test('blanks, marks, width and case fold; each character keeps its place', () => {
  const { codes, starts } = normalise('Ｃ３０ 混凝土，㎡！𠮷');
  expect(String.fromCodePoint(...codes)).toBe('c30混凝土m2𠮷');
  expect([...starts]).toEqual([0, 1, 2, 4, 5, 6, 8, 8, 10, 12]);
});

test('look-alikes fold for scans only', () => {
  const fold = (text: string, isScan: boolean) => [...normalise(text, { scanned: isScan }).codes];
  expect(fold('己经干燥', true)).toEqual(fold('已经千燥', true));
  expect(fold('己经', false)).not.toEqual(fold('已经', false));
});

test('winnowing keeps a fingerprint of every common stretch of gram + window − 1 characters', () => {
  const stretch = '深沟槽两侧堆土距边不小于一';
  const long = gram + window - 1;
  expect([...stretch].length).toBeGreaterThanOrEqual(long);
  const common = [...stretch].slice(0, long).join('');
  const prints = (text: string) => new Set(winnow(gramHashes(normalise(text).codes)).hashes);
  for (let i = 0; i < 40; i++) {
    const [x, y] = [
      `${textOf(technicalBid(`x${i}`, 2))}${common}`,
      `${common}${textOf(technicalBid(`y${i}`, 2))}`,
    ];
    const others = prints(y);
    expect([...prints(x)].some(hash => others.has(hash))).toBe(true);
  }
});

test('winnowing a text shorter than a window keeps one fingerprint, than a gram none', () => {
  const hashes = (text: string) => winnow(gramHashes(normalise(text).codes)).hashes.length;
  expect([hashes('深沟槽支护方案'), hashes('深沟槽支护'), hashes('')]).toEqual([1, 0, 0]);
});

describe.each([
  ['copied', asIs, 0.02],
  ['paraphrased, half the synonyms', paraphrased(0.5), 0.1],
  ['sentences reordered', reordered, 0.03],
  ['scanned, 2 % misread', scanned(0.02), 0.06],
] as const)('%s', (name, disguise, loss) => {
  test.each([0.05, 0.2, 0.5, 1])('%d of the paragraphs are covered', share => {
    const { coverageA, coverageB } = against(textOf(withCopy(name, original, share, disguise)));
    for (const coverage of [coverageA, coverageB]) {
      expect(coverage).toBeGreaterThan(share - loss);
      expect(coverage).toBeLessThan(share + 0.04);
    }
  });
});

test('independent bids share idiom only: under 3 % in every one of 30', () => {
  for (let i = 0; i < 30; i++)
    expect(against(textOf(technicalBid(`丙${i}`))).coverageA).toBeLessThan(0.03);
});

test('a passage points at the same words in both originals, with their own punctuation', () => {
  const a = '一、总述。 深沟槽 采用钢板桩支护，支护后方可开挖，严禁超挖和掏底作业。其余从略';
  const b = '本章：深沟槽采用钢板桩支护;支护后方可开挖;严禁超挖和掏底作业!';
  const { passages } = compare(sketch(a), sketch(b));
  const [found] = passages;
  expect(passages).toHaveLength(1);
  expect(a.slice(found?.a.from, found?.a.to)).toBe(
    '深沟槽 采用钢板桩支护，支护后方可开挖，严禁超挖和掏底作业',
  );
  expect(b.slice(found?.b.from, found?.b.to)).toBe(
    '深沟槽采用钢板桩支护;支护后方可开挖;严禁超挖和掏底作业',
  );
});

test('quoting the law and the tender alike is no match, and counts in no coverage', () => {
  const quote = law.join('');
  const tender = new Exclusion().add(quote);
  const two = [sketch(`${quote}甲方案`, tender), sketch(`乙方案${quote}`, tender)] as const;
  expect(compare(...two)).toEqual({ passages: [], coverageA: 0, coverageB: 0 });
  expect(compare(sketch(quote), sketch(quote)).coverageA).toBe(1);
});

test('coverage is of the own text: a short bid inside a long one', () => {
  const short = original.paragraphs.slice(0, 6).join('\n');
  const { coverageA, coverageB } = against(short);
  expect(coverageB).toBeCloseTo(1, 2);
  expect(coverageA).toBeLessThan(0.15);
});

test('comparing the other way round finds the same', () => {
  const other = sketch(textOf(withCopy('丁', original, 0.3)), exclusion);
  const [one, two] = [compare(source, other), compare(other, source)];
  expect(two.coverageA).toBeCloseTo(one.coverageB, 2);
  expect(two.coverageB).toBeCloseTo(one.coverageA, 2);
});

test('a line repeated ten thousand times pairs with itself only as far as a form may', () => {
  const line = '本页以下空白，无正文内容，特此说明。\n';
  const { passages } = compare(sketch(line.repeat(10_000)), sketch(line.repeat(10_000)));
  expect(passages.length).toBeLessThan(100);
});
