import { describe, expect, test } from 'vitest';
import { Background } from '../../../src/analytics/text/background.ts';
import { Exclusion } from '../../../src/analytics/text/exclusion.ts';
import {
  copiedPictures,
  copiedText,
  foreignName,
  rareTokens,
  sharedLayout,
  sharedSlips,
} from '../../../src/analytics/text/pair-findings.ts';
import { sketch } from '../../../src/analytics/text/sketch.ts';
import { technicalBid, textOf, withCopy } from '../corpus/bids.ts';
import { law } from '../corpus/words.ts';

const exclusion = new Exclusion().add(law.join('\n'));
const original = technicalBid('甲');
const ready = (text: string) => sketch(text, exclusion);

describe('copied text', () => {
  const strength = (text: string) => copiedText(ready(textOf(original)), ready(text)).strength;
  test('positive: the more is copied, the stronger', () => {
    const rising = [0.1, 0.15, 0.5].map(share => strength(textOf(withCopy('乙', original, share))));
    expect(rising).toEqual(rising.toSorted((a, b) => a - b));
    expect(rising[0]).toBeGreaterThan(0.2);
    expect(rising[2]).toBe(1);
  });
  test('negative: an independent bid', () => expect(strength(textOf(technicalBid('丙')))).toBe(0));
  test('innocent: both quote the law at length', () => {
    const quoting = (bidder: string) => ready(`${textOf(technicalBid(bidder))}\n${law.join('\n')}`);
    expect(copiedText(quoting('丁'), quoting('戊')).strength).toBe(0);
  });
  test('too little text: says so', () => {
    expect(copiedText(ready('一句话'), ready('一句话')).needs).toMatchObject({
      what: 'characters',
    });
  });
});

test('slips and tokens add up over independent ones, and need a background', () => {
  const background = new Background();
  const right = '质量保证体系健全，安全生产责任落实，文明施工措施得当。';
  for (let i = 0; i < 20; i++) background.add(right);
  const one = '质量保正体系健全，安全生产责任落实。';
  const two = '质量保正体系健全，安全生产职任落实。电话 13812345678';
  const [weak, strong] = [sharedSlips(one, one, background), sharedSlips(two, two, background)];
  expect([weak.evidence.slips, strong.evidence.slips]).toMatchObject([
    { length: 1 },
    { length: 2 },
  ]);
  expect(strong.strength).toBeGreaterThan(weak.strength);
  expect(sharedSlips(right, right, background).strength).toBe(0);
  expect(rareTokens(two, two, background, '').strength).toBeGreaterThan(0.8);
  expect(rareTokens(two, two, background, '13812345678').strength).toBe(0);
  expect(sharedSlips(two, two, new Background()).needs).toMatchObject({ what: 'documents' });
});

test('layout, foreign names and pictures: present, absent, and explained by the tender', () => {
  const odd = '确保工期。。按期完成,并做好';
  expect(sharedLayout(odd, odd, '').strength).toBeCloseTo(1 - 0.49, 12);
  expect(sharedLayout(odd, odd, odd).strength).toBe(0);
  const named = '确保滨河路改造工程按期完工';
  expect(foreignName(named, named, '人民路工程', ['滨河路改造工程']).strength).toBe(0.95);
  expect(foreignName(named, '别的', '人民路工程', ['滨河路改造工程']).strength).toBe(0);
  const hash = 'f0e1d2c3b4a59687';
  expect(copiedPictures([hash], [hash], []).strength).toBeCloseTo(0.6, 12);
  expect(copiedPictures([hash], [hash], [hash]).strength).toBe(0);
  expect(copiedPictures([hash], ['0f1e2d3c4b5a6978'], []).strength).toBe(0);
});
