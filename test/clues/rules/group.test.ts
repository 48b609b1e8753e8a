import { expect, test } from 'vitest';
import { groupBids, type Tie } from '../../../src/clues/rules/group.ts';
import { weights } from '../../../src/clues/rules/weights.ts';

const words = { zh: '', en: '' };
const tie = (a: number, b: number, rule: string, logOdds: number): Tie => ({
  ...{ a, b, source: words },
  reason: { rule, words, logOdds, innocent: [], article: null, evidence: {} },
});
const ofLot = (rule: string, logOdds: number) => ({ ...tie(0, 0, rule, logOdds).reason, bids: [] });
const logistic = (x: number) => 1 / (1 + Math.exp(-x));

test('bids that ties hold together are one group, each rule counts once by its strongest tie', () => {
  const ties = [tie(2, 5, 'host', 3), tie(5, 7, 'host', 2.5), tie(5, 7, 'account', 1.5)];
  const [group, ...others] = groupBids(ties, []);
  expect(others).toEqual([]);
  expect(group?.bids).toEqual([2, 5, 7]);
  expect(group?.reasons.map(r => [r.rule, r.logOdds, r.bids])).toEqual([
    ['host', 3, [2, 5, 7]],
    ['account', 1.5, [5, 7]],
  ]);
  expect(group?.score).toBeCloseTo(logistic(weights.base + 4.5), 12);
});

test('two separate pairs are two groups, and reasons of the lot weigh in each', () => {
  const groups = groupBids([tie(1, 2, 'host', 2), tie(3, 4, 'mac', 2)], [ofLot('price-gap', 1)]);
  expect(groups.map(g => g.bids)).toEqual([
    [1, 2],
    [3, 4],
  ]);
  for (const group of groups) expect(group.score).toBeCloseTo(logistic(weights.base + 3), 12);
});

test('a weak tie alone holds nobody together; weak ties of one pair add up', () => {
  const weak = weights.holdsTogether * 0.6;
  expect(groupBids([tie(1, 2, 'browser', weak)], []).map(g => g.bids)).toEqual([[]]);
  const both = groupBids([tie(1, 2, 'browser', weak), tie(2, 1, 'address', weak)], []);
  expect(both.map(g => g.bids)).toEqual([[1, 2]]);
});

test('a reason of one bid stands with the group it is in, and with no other', () => {
  const alone = { ...ofLot('unbalanced', 0), bids: [3] };
  const groups = groupBids([tie(1, 2, 'host', 2), tie(3, 4, 'mac', 2)], [alone]);
  expect(groups.map(g => g.reasons.map(r => r.rule))).toEqual([['host'], ['mac', 'unbalanced']]);
  expect(groupBids([], [alone])[0]?.reasons).toEqual([]);
});

test('without ties the lot stands as a whole, and what speaks against lowers the score', () => {
  const [plain] = groupBids([], []);
  expect(plain?.score).toBeCloseTo(0.05, 12);
  const [less] = groupBids([], [ofLot('price-market', -1)]);
  expect(less?.score).toBeLessThan(0.05);
});

test('the order in which ties come changes nothing, and the interval holds the score', () => {
  const ties = [tie(4, 1, 'host', 2), tie(2, 9, 'mac', 3), tie(9, 4, 'account', 2)];
  const one = groupBids(ties, []);
  expect(groupBids(ties.toReversed(), [])).toEqual(one);
  for (const { low, score, high } of one) expect(low < score && score < high).toBe(true);
});
