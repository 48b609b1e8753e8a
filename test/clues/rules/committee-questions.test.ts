import { expect, it } from 'vitest';
import { committeeQuestions } from '../../../src/clues/rules/committee-questions.ts';
import type { Tie } from '../../../src/clues/rules/group.ts';

const tie = (a: number, b: number, rule: string, logOdds: number): Tie => ({
  a,
  b,
  source: { zh: '', en: '' },
  reason: {
    ...{ rule, logOdds, words: { zh: rule, en: rule }, innocent: [], article: null, evidence: {} },
  },
});

it('asks once for each case and pair, by the strongest reason', () => {
  const ties = [
    tie(3, 1, 'copied-text', 2),
    tie(1, 3, 'shared-slips', 3),
    tie(1, 2, 'same-person', 2),
  ];
  expect(committeeQuestions(ties)).toEqual([
    { item: 4, bids: [1, 3], words: { zh: 'shared-slips', en: 'shared-slips' }, innocent: [] },
    { item: 3, bids: [1, 2], words: { zh: 'same-person', en: 'same-person' }, innocent: [] },
  ]);
});

it('asks of texts and of prices apart: both are the fourth case (B40)', () => {
  const ties = [
    tie(1, 3, 'copied-text', 2),
    tie(1, 3, 'bill-errors', 2),
    tie(1, 3, 'ratio-unit-prices', 3),
    tie(1, 2, 'same-unit-prices', 2),
  ];
  const asked = committeeQuestions(ties).map(({ item, limb, bids, words }) => [
    ...[item, limb, words.zh],
    bids.join(),
  ]);
  expect(asked).toEqual([
    [4, undefined, 'copied-text', '1,3'],
    [4, 'prices', 'ratio-unit-prices', '1,3'],
    [4, 'prices', 'same-unit-prices', '1,2'],
  ]);
});

it('keeps computers and addresses, which the bids before the committee do not show, from it', () => {
  const hidden = ['same-computer', 'same-disk', 'same-mac', 'same-licence', 'same-address'];
  expect(committeeQuestions(hidden.map(rule => tie(1, 2, rule, 4)))).toEqual([]);
});

it('does not take the committee’s time for a weak match', () => {
  expect(committeeQuestions([tie(1, 2, 'copied-text', 0.9)])).toEqual([]);
});
