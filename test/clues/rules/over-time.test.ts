import { describe, expect, test } from 'vitest';
import { marketOf } from '../../../bench/market/market.ts';
import type { TenderBids } from '../../../src/analytics/combine/tender.ts';
import { groupsOverTime } from '../../../src/clues/rules/group-behaviour.ts';
import type { LotHistory } from '../../../src/clues/rules/lot-history.ts';
import { isSame, momentOf, partiesOf } from '../../../src/clues/rules/over-time.ts';
import { tiesOverTime } from '../../../src/clues/rules/tie-behaviour.ts';
import { weights } from '../../../src/clues/rules/weights.ts';

const nothingMore = {
  ...{ title: '', agency: null, withdrew: [], subcontractors: [], experts: [], submitted: [] },
};
const historyOf = (market: readonly TenderBids[]): LotHistory[] =>
  market.map(tender => ({ ...tender, ...nothingMore }));
const named = (id: string) => `企业${id}`;
const rigged = historyOf(marketOf({ kind: 'rotation', tenders: 500, share: 0.6, seed: 3 }));
const honest = historyOf(marketOf({ kind: null, tenders: 500, share: 0, seed: 3 }));
const ring = ['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8'];

describe('groups', () => {
  test('positive: a ring is above every group of an honest market, with its reasons and its lots', () => {
    const [first] = groupsOverTime(rigged, named);
    expect(first?.parties).toEqual(expect.arrayContaining(ring));
    expect(first?.reasons.length).toBeGreaterThan(1);
    for (const { innocent, words } of first?.reasons ?? []) {
      expect(innocent.length).toBeGreaterThan(0);
      expect(words.zh).not.toMatch(/\{|F\d/);
    }
    expect(first?.lots.length).toBeGreaterThan(100);
  });
  test('negative: no group of an honest market is raised', () => {
    for (const { score } of groupsOverTime(honest, named))
      expect(score).toBeLessThan(weights.raiseFrom);
  });

  /** In every other lot in which two of the ring meet, the one leaves and the other wins. */
  const leaving = rigged.map((lot, at): LotHistory => {
    const both = lot.bidders.includes('F1') && lot.bidders.includes('F2');
    if (!both || at % 2) return lot;
    return { ...lot, withdrew: ['F1'], winners: lot.bidders.map(firm => firm === 'F2') };
  });
  const reasonIn = (history: readonly LotHistory[], rule: string) =>
    groupsOverTime(history, named)[0]?.reasons.find(reason => reason.rule === rule);
  test('withdrawals that let the same rival win name the two; without them there is no such reason', () => {
    const parties = groupsOverTime(leaving, named)[0]?.parties ?? [];
    const reason = reasonIn(leaving, 'withdrawals');
    expect(reason?.bids).toEqual([parties.indexOf('F1') + 1, parties.indexOf('F2') + 1]);
    expect(reason?.article).toContain('第三十九条');
    expect(reasonIn(rigged, 'withdrawals')).toBeUndefined();
  });
  test('work for losers, and handing in within moments again and again', () => {
    const winner = ({ bidders, winners }: LotHistory) => bidders[winners.indexOf(true)];
    const rewarded = rigged.map((lot): LotHistory => {
      const losers = lot.bidders.filter(
        firm => firm !== null && ring.includes(firm) && firm !== winner(lot),
      );
      return { ...lot, subcontractors: losers.slice(0, 1) as string[] };
    });
    expect(reasonIn(rewarded, 'loser-subcontract')?.logOdds).toBeGreaterThan(1);
    const at = (firm: string, i: number, together: boolean) =>
      together && /^F[34]$/.test(firm) ? 90_000 + Number(firm[1]) : 3600 * (i + 1) + 500 * i * i;
    const handedIn = (together: boolean) =>
      rigged.map((lot): LotHistory => {
        const firms = lot.bidders.filter(firm => firm !== null);
        const submitted = firms.map((bidder, i) => ({ bidder, seconds: at(bidder, i, together) }));
        return { ...lot, submitted };
      });
    expect(reasonIn(handedIn(true), 'timing-bursts')?.logOdds).toBeGreaterThan(1);
    expect(reasonIn(handedIn(false), 'timing-bursts')).toBeUndefined();
  });
});

describe('a firm with an agency or an expert', () => {
  /** A hundred lots of five firms; `wins` says who wins by whether the person is there. */
  const lots = (wins: (there: boolean, at: number) => number): LotHistory[] =>
    Array.from({ length: 100 }, (_, at) => {
      const there = at % 3 === 0;
      const bidders = ['A', 'B', 'C', 'D', 'E'];
      const won = wins(there, at);
      return {
        ...nothingMore,
        ...{ tender: `T${String(at).padStart(3, '0')}`, amounts: [1, 2, 3, 4, 5], bidders },
        winners: bidders.map((_, i) => i === won),
        ...{ date: `2026-01-${10 + (at % 20)}`, estimate: null, label: null },
        ...{ agency: there ? 'AG' : 'OTHER', experts: there ? ['X', 'Y'] : ['Y'] },
      };
    });
  test('positive: wins that come with one agency and one expert', () => {
    const found = tiesOverTime(
      lots((there, at) => (there ? 0 : 1 + (at % 4))),
      [],
      named,
    );
    const raised = found.filter(tie => tie.score >= weights.raiseFrom);
    expect(raised.map(tie => tie.parties)).toEqual(
      expect.arrayContaining([
        ['A', 'AG'],
        ['A', 'X'],
      ]),
    );
    expect(raised.slice(0, 2).map(tie => tie.parties[0])).toEqual(['A', 'A']);
    const [first] = raised;
    if (!first) throw new Error('a tie is found');
    const parties = partiesOf(first, named);
    expect(parties.map(party => party.kind)).toEqual(['bidder', first.with]);
    expect(momentOf(lots(() => 0)[0] as LotHistory, parties, null).acts).toEqual([
      { number: 1, did: 'won' },
      { number: 2, did: 'there' },
    ]);
  });
  test('negative, and innocent: a strong firm that wins with and without it', () => {
    expect(
      tiesOverTime(
        lots((_, at) => at % 5),
        [],
        named,
      ).filter(t => t.score >= 0.5),
    ).toEqual([]);
    expect(
      tiesOverTime(
        lots((_, at) => (at % 4 ? 0 : 1)),
        [],
        named,
      ).filter(t => t.score >= 0.5),
    ).toEqual([]);
  });
  test('an expert who lifts one firm against colleagues; a strict expert lifts nobody', () => {
    const cells = ['X', 'Y', 'Z'].flatMap(expert =>
      ['A', 'B', 'C'].map(bidder => ({ expert, bidder })),
    );
    const marks = (lift: number, strict: number) =>
      Array.from({ length: 180 }, (_, i) => {
        const at = Math.floor(i / cells.length);
        const { expert, bidder } = cells[i % cells.length] as (typeof cells)[number];
        const own = (expert === 'X' ? strict : 0) + (expert === 'X' && bidder === 'A' ? lift : 0);
        return { tender: `T${at}`, expert, bidder, value: 80 + own + ((7 * at) % 5) / 10 };
      });
    const [first, ...rest] = tiesOverTime([], marks(4, 0), named);
    expect(first).toMatchObject({ parties: ['A', 'X'], with: 'expert' });
    expect(first?.score).toBeGreaterThan(weights.raiseFrom);
    expect(first?.lifts.size).toBe(20);
    expect(rest.filter(tie => tie.score >= weights.raiseFrom)).toEqual([]);
    expect(tiesOverTime([], marks(0, -6), named)).toEqual([]);
  });
});

test('a group stays the same one while more than half of it does', () => {
  const of = (...ids: string[]) => ids.map(id => ({ id }));
  expect(isSame(of('a', 'b', 'c'), of('b', 'c', 'a', 'd'))).toBe(true);
  expect(isSame(of('a', 'b'), of('a', 'c'))).toBe(false);
});
