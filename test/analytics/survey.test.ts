import { expect, it } from 'vitest';
import { ownEvidence } from '../../src/analytics/combine/own-evidence.ts';
import { surveyMarket } from '../../src/analytics/combine/survey.ts';
import { pricesOf } from '../../src/analytics/price/prices.ts';

/** Forty tenders of nine bids, the middle one nearest their mean; `winner` tells who wins each. */
function averageShare(winner: (at: number) => number | null): number {
  const tenders = Array.from({ length: 40 }, (_, at) => ({
    tender: `T${at}`,
    amounts: [90, 92, 95, 97, 100, 103, 105, 108, 110].map(price => price * (1 + at / 100)),
    bidders: Array<null>(9).fill(null),
    winners: Array.from({ length: 9 }, (_, i) => (winner(at) === null ? null : winner(at) === i)),
    date: null,
    estimate: null,
    label: null,
  }));
  const own = tenders.map(({ amounts }) => ownEvidence(pricesOf(amounts)));
  return surveyMarket(tenders, own).average;
}

it('takes a market for one won by the average when winners lie near it', () => {
  expect(averageShare(at => 3 + (at % 3))).toBe(1);
});

it('does not where winners lie anywhere, as where quality counts too, or are the lowest', () => {
  expect(averageShare(at => at % 9)).toBe(0);
  expect(averageShare(() => 0)).toBe(0);
});

it('goes by the number of bids where nobody says who won', () => {
  expect(averageShare(() => null)).toBe(0);
});
