import { expect, test } from 'vitest';
import type { Finding } from '../../../src/analytics/finding.ts';
import type { LotEvidence } from '../../../src/analytics/hard/evidence.ts';
import { sameAddress } from '../../../src/analytics/hard/same-address.ts';
import { sameDisk } from '../../../src/analytics/hard/same-disk.ts';
import { hardTies, linksOf, logOddsOf } from '../../../src/clues/rules/hard-ties.ts';
import { textTies } from '../../../src/clues/rules/text-ties.ts';
import { weights } from '../../../src/clues/rules/weights.ts';

const numbers = new Map([
  ['a', 2],
  ['b', 5],
  ['c', 7],
]);
const evidence = (kind: 'disk' | 'address', value: string, bidders: string[]): LotEvidence => ({
  observations: bidders.map(bidder => ({ bidder, kind, value, source: 'x' })),
  tender: [],
  explained: new Map(),
});
const usage = (organisations: number, users: number) => ({
  organisations: () => organisations,
  users: () => users,
});
const [disk] = sameDisk(evidence('disk', 'f0'.repeat(32), ['a', 'b']), usage(1000, 0)) as [Finding];

test('a disk that no other of a thousand firms has ties two bids as strongly as one reason may', () => {
  expect(logOddsOf(disk)).toBe(weights.most);
  const ties = hardTies([disk], numbers);
  expect(ties).toMatchObject([{ a: 2, b: 5, reason: { rule: 'same-disk' } }]);
  expect(ties[0]?.reason.article).toContain('第四十条第一项');
  expect(ties[0]?.reason.evidence.value).toBe('f0f0f0f0f0f0f0f0…');
  expect(linksOf(ties)).toMatchObject([{ a: 2, b: 5, strength: 1, source: { zh: '封装时声明' } }]);
});

test('innocent: a campus address that four in ten firms use holds nobody together', () => {
  const found = sameAddress(evidence('address', '203.0.113.7', ['a', 'b', 'c']), usage(1000, 400));
  for (const { reason } of hardTies(found, numbers))
    expect(reason.logOdds).toBeLessThan(weights.holdsTogether / 2);
});

test('what the register explains weighs nothing; three bidders are tied two by two', () => {
  const explained = new Map([['203.0.113.7', '交易中心大厅']]);
  const of = { ...evidence('address', '203.0.113.7', ['a', 'b', 'c']), explained };
  expect(hardTies(sameAddress(of, usage(1000, 0)), numbers)).toEqual([]);
  const three = hardTies(sameAddress({ ...of, explained: new Map() }, usage(1000, 0)), numbers);
  expect(three.map(({ a, b }) => [a, b])).toEqual([
    [2, 5],
    [2, 7],
    [5, 7],
  ]);
});

test('copied text and rare errors are two reasons; a common phrase is none', () => {
  const pair = { a: 1, b: 2, coverageA: 0.01, coverageB: 0.015, errors: [] };
  expect(textTies([pair])).toEqual([]);
  const ties = textTies([{ ...pair, coverageB: 0.5, errors: [{ strength: 3 }, { strength: 3 }] }]);
  expect(ties.map(t => t.reason.rule)).toEqual(['text-copied', 'text-errors']);
  expect(ties.map(t => t.reason.logOdds)).toEqual([weights.most, 2]);
  expect(ties[0]?.reason.words.zh).toContain('50 %');
});
