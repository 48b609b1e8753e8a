import { expect, test } from 'vitest';
import type { Finding } from '../../../src/analytics/finding.ts';
import type { LotEvidence } from '../../../src/analytics/hard/evidence.ts';
import { sameAddress } from '../../../src/analytics/hard/same-address.ts';
import { sameDisk } from '../../../src/analytics/hard/same-disk.ts';
import { logOddsOf } from '../../../src/clues/rules/finding-weight.ts';
import { hardTies, linksOf } from '../../../src/clues/rules/hard-ties.ts';
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

test('what the register explains is shown and weighs what it says; three bidders are tied two by two', () => {
  const said = (weight: number) => new Map([['203.0.113.7', { why: '交易中心大厅', weight }]]);
  const of = { ...evidence('address', '203.0.113.7', ['a', 'b', 'c']), explained: new Map() };
  const weigh = (weight: number) =>
    hardTies(sameAddress({ ...of, explained: said(weight) }, usage(1000, 0)), numbers);
  const [full] = hardTies(sameAddress(of, usage(1000, 0)), numbers);
  expect(weigh(0)).toHaveLength(3);
  expect(weigh(0)[0]?.reason).toMatchObject({ logOdds: 0, evidence: { register: '交易中心大厅' } });
  expect(weigh(0)[0]?.reason.innocent[0]?.zh).toBe('已登记：交易中心大厅');
  expect(weigh(0.25)[0]?.reason.logOdds).toBeCloseTo((full?.reason.logOdds ?? 0) / 4, 12);
  const three = hardTies(sameAddress({ ...of, explained: new Map() }, usage(1000, 0)), numbers);
  expect(three.map(({ a, b }) => [a, b])).toEqual([
    [2, 5],
    [2, 7],
    [5, 7],
  ]);
});
