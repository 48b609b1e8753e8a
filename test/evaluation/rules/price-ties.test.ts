import { expect, test } from 'vitest';
import { rankBids, type ScoredBid, tiedForDraw } from '../../../src/evaluation/rules/price-ties.ts';

const bid = (name: string, total: string, more: Partial<ScoredBid> = {}): ScoredBid => ({
  bid: name,
  total,
  technical: '30',
  fen: 100n,
  drawn: null,
  ...more,
});
const ties = ['lower-price', 'higher-technical', 'draw'] as const;

test('the higher total comes first, whatever its text looks like', () => {
  const ranked = rankBids([bid('a', '9.5'), bid('b', '88.10'), bid('c', '100')], ties);
  expect(ranked.map(r => [r.bid, r.rank, r.tieBrokenBy])).toEqual([
    ['c', 1, null],
    ['b', 2, null],
    ['a', 3, null],
  ]);
});

test('equal totals rank by lower price, then by higher technical score, then by the draw', () => {
  const ranked = rankBids(
    [
      bid('d', '90.0', { drawn: 2 }),
      bid('e', '90', { drawn: 1 }),
      bid('c', '90.00', { technical: '31' }),
      bid('a', '90', { fen: 99n }),
    ],
    ties,
  );
  expect(ranked.map(r => [r.bid, r.tieBrokenBy])).toEqual([
    ['a', null],
    ['c', 'lower-price'],
    ['e', 'higher-technical'],
    ['d', 'draw'],
  ]);
});

test('who needs a draw is known before it is held', () => {
  const bids = [bid('b', '90'), bid('a', '90'), bid('c', '80'), bid('x', '90', { fen: 1n })];
  expect(tiedForDraw(bids, ties)).toEqual([['a', 'b']]);
  expect(tiedForDraw(bids.slice(1), ties)).toEqual([]);
});

test('a tie that nothing breaks is refused rather than decided by arrival', () =>
  expect(() => rankBids([bid('a', '90'), bid('b', '90')], ties)).toThrow(
    expect.objectContaining({ code: 'RULES_INCOMPLETE' }),
  ));
