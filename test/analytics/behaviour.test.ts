import { describe, expect, test } from 'vitest';
import { marketOf } from '../../bench/market/market.ts';
import { closedGroup } from '../../src/analytics/behaviour/closed-group.ts';
import { coBidding, pairCoBidding } from '../../src/analytics/behaviour/co-bidding.ts';
import { communities } from '../../src/analytics/behaviour/communities.ts';
import { constantLoser } from '../../src/analytics/behaviour/constant-loser.ts';
import { expertBias, type Mark } from '../../src/analytics/behaviour/expert-bias.ts';
import { loserSubcontract } from '../../src/analytics/behaviour/loser-subcontract.ts';
import type { TenderRecord } from '../../src/analytics/behaviour/market-record.ts';
import { type Act, nearActs } from '../../src/analytics/behaviour/near-acts.ts';
import { personWinner } from '../../src/analytics/behaviour/person-winner.ts';
import { rotation } from '../../src/analytics/behaviour/rotation.ts';
import { timingBurst } from '../../src/analytics/behaviour/timing-burst.ts';
import { withdrawals } from '../../src/analytics/behaviour/withdrawals.ts';

const record = (at: number, bidders: string[], winner: string | null): TenderRecord => ({
  tender: `T${String(at).padStart(3, '0')}`,
  date: `2026-${String(1 + Math.floor(at / 28)).padStart(2, '0')}-${String(1 + (at % 28)).padStart(2, '0')}`,
  bidders,
  winner,
});
const many = <T>(count: number, of: (at: number) => T) =>
  Array.from({ length: count }, (_, at) => of(at));
const recordsOf = (kind: 'rotation' | null): TenderRecord[] =>
  marketOf({ kind, tenders: 300, share: 0.5, seed: 31 }).map(t => ({
    tender: t.tender,
    date: t.date as string,
    bidders: t.bidders as string[],
    winner: t.bidders[t.winners.indexOf(true)] as string,
  }));
const ring = ['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8'];

describe('co-bidding and communities', () => {
  const rigged = coBidding(recordsOf('rotation'));
  const honest = coBidding(recordsOf(null));
  test('members of a ring meet more than by chance; honest firms do not', () => {
    expect(pairCoBidding(rigged, 'F1', 'F2').strength).toBeGreaterThan(0.99);
    expect(pairCoBidding(honest, 'F1', 'F2').strength).toBeLessThan(0.9);
  });
  test('innocent: two who both enter everything meet always, and that is no clue', () => {
    const graph = coBidding(many(30, at => record(at, ['a', 'b', `c${at}`], 'a')));
    expect(pairCoBidding(graph, 'a', 'b').strength).toBe(0);
  });
  test('few bids say so', () => {
    const graph = coBidding(many(4, at => record(at, ['a', 'b'], 'a')));
    expect(pairCoBidding(graph, 'a', 'b').needs).toEqual({ what: 'tenders', least: 5, has: 4 });
  });
  test('two cliques with one bridge are two groups, whatever the order of the records', () => {
    const records = [
      ...many(10, at => record(at, ['a', 'b', 'c'], 'a')),
      ...many(10, at => record(at + 10, ['x', 'y', 'z'], 'x')),
      record(30, ['a', 'x'], 'a'),
    ];
    const groups = communities(coBidding(records));
    expect(groups).toEqual([
      ['a', 'b', 'c'],
      ['x', 'y', 'z'],
    ]);
    expect(communities(coBidding(records.toReversed()))).toEqual(groups);
  });
  test('the ring of a market is one community, beside honest firms', () => {
    const group = communities(rigged).find(members => members.includes('F1')) as string[];
    expect(ring.every(firm => group.includes(firm))).toBe(true);
  });
  test('no firms, no groups', () => expect(communities(coBidding([]))).toEqual([]));
});

describe('closed group', () => {
  const closed = coBidding(many(20, at => record(at, ['a', 'b', 'c'], 'a')));
  test('three who meet only each other are a clue', () => {
    expect(closedGroup(closed, ['a', 'b', 'c']).strength).toBeGreaterThan(0.99);
  });
  test('firms that meet everybody are not', () => {
    const graph = coBidding(recordsOf(null));
    expect(closedGroup(graph, ring).strength).toBeLessThan(0.4);
  });
  test('innocent: the only three of a trade look the same; the finding names its figures', () => {
    expect(closedGroup(closed, ['a', 'b', 'c']).evidence).toMatchObject({
      density: 1,
      exclusivity: 1,
    });
  });
  test('two are too few', () =>
    expect(closedGroup(closed, ['a', 'b']).needs?.what).toBe('members'));
});

describe('rotation', () => {
  const turns = (winners: string) => [...winners].map((w, at) => record(at, [...'abc'], w));
  test('winning in turn is a clue, also in a whole market, in any order of the file', () => {
    expect(rotation(turns('abcabcabcabcabc').toReversed(), [...'abc']).strength).toBeGreaterThan(
      0.98,
    );
    expect(rotation(recordsOf('rotation'), ring).strength).toBeGreaterThan(0.99);
  });
  test('winning by chance is not', () => {
    expect(rotation(turns('aabcbbacaabccba'), [...'abc']).strength).toBeLessThan(0.9);
  });
  test('innocent: of two firms one may hardly win twice while it is busy; eight wins prove little', () => {
    expect(rotation(turns('abababba'), ['a', 'b']).strength).toBeLessThan(0.9);
  });
  test('seven wins, or one winner, are too few', () => {
    expect(rotation(turns('abcabca'), [...'abc']).needs?.has).toBe(7);
    expect(rotation(turns('aaaaaaaaa'), [...'abc']).needs?.has).toBe(0);
  });
});

describe('constant loser', () => {
  test('forty bids among five and no win is a clue that names the rival', () => {
    const finding = constantLoser(
      many(40, at => record(at, [...'abcde'], at % 2 ? 'a' : 'b')),
      'e',
    );
    expect(finding.strength).toBeGreaterThan(0.99);
    expect(finding.why.params).toMatchObject({ wins: 0, tenders: 40, rival: 'a', lostTo: 20 });
  });
  test('a fair share of wins is not', () => {
    expect(
      constantLoser(
        many(40, at => record(at, [...'abcde'], 'abcde'[at % 5] as string)),
        'e',
      ).strength,
    ).toBe(0);
  });
  test('innocent: ten losses in fields of twenty happen to anybody', () => {
    const field = [...'abcdefghijklmnopqrst'];
    expect(
      constantLoser(
        many(10, at => record(at, field, 'a')),
        't',
      ).strength,
    ).toBe(0);
  });
  test('seven tenders are too few', () => {
    expect(
      constantLoser(
        many(7, at => record(at, ['a', 'b'], 'a')),
        'b',
      ).needs?.has,
    ).toBe(7);
  });
});

describe('withdrawals', () => {
  const play = (out: number, served: number, stayed: number, won: number) => [
    ...many(out, at => ({ ...record(at, [...'abcd'], at < served ? 'b' : 'c'), withdrew: ['a'] })),
    ...many(stayed, at => ({
      ...record(at + 50, [...'abcd'], at < won ? 'b' : 'd'),
      withdrew: [],
    })),
  ];
  test('the same rival wins each time the firm leaves: a clue', () => {
    expect(withdrawals(play(6, 6, 20, 4), 'a', 'b').strength).toBeGreaterThan(0.99);
  });
  test('leaving that serves nobody is not', () => {
    expect(withdrawals(play(6, 1, 20, 4), 'a', 'b').strength).toBe(0);
  });
  test('innocent: a rival that nearly always wins also wins then', () => {
    expect(withdrawals(play(6, 6, 20, 19), 'a', 'b').strength).toBeLessThan(0.1);
  });
  test('two withdrawals are too few', () =>
    expect(withdrawals(play(2, 2, 9, 1), 'a', 'b').needs?.has).toBe(2));
});

describe('loser subcontract', () => {
  const play = (wins: number, toLoser: number) =>
    many(wins, at => ({
      ...record(at, [...'abc'], 'a'),
      subcontractors: [at < toLoser ? 'b' : 'outside'],
    }));
  test('two of four wins passed on to a loser are a clue', () => {
    expect(loserSubcontract(play(4, 2), 'a').strength).toBeGreaterThan(0.95);
  });
  test('work for outsiders is not', () =>
    expect(loserSubcontract(play(4, 0), 'a').strength).toBe(0));
  test('innocent: where half of all winners do so, in a trade of few, it is nothing special', () => {
    expect(loserSubcontract(play(4, 2), 'a', 0.5).strength).toBe(0);
  });
  test('one win is too few', () => expect(loserSubcontract(play(1, 1), 'a').needs?.has).toBe(1));
});

describe('timing burst', () => {
  const acts = (...seconds: number[]) => seconds.map((s, at) => ({ bidder: `b${at}`, seconds: s }));
  test('two uploads four seconds apart on a quiet day are a clue, and name the two', () => {
    const finding = timingBurst(acts(0, 9000, 9004, 20000, 31000));
    expect(finding.strength).toBeGreaterThan(0.98);
    expect(finding.evidence.bidders).toEqual(['b1', 'b2']);
  });
  test('uploads spread over the day are not', () => {
    expect(timingBurst(acts(0, 7000, 15000, 20000, 31000)).strength).toBe(0);
  });
  test('innocent: before the deadline everybody is within seconds of the next', () => {
    expect(timingBurst(acts(0, 20, 44, 48, 60, 90)).strength).toBeLessThan(0.5);
  });
  test('three bidders are too few, and one alone is never a burst', () => {
    expect(timingBurst(acts(0, 1, 2)).needs?.has).toBe(3);
    expect(
      timingBurst([...acts(0, 5000, 9000, 15000), { bidder: 'b0', seconds: 1 }]).strength,
    ).toBeLessThan(0.9);
  });
});

describe('near acts', () => {
  const deadline = 1_000_000;
  const two = (gap: number, at = 0): Act[] => [
    { kind: 'submit', bidder: 'a', seconds: at },
    { kind: 'submit', bidder: 'b', seconds: at + gap },
  ];
  const near = (acts: Act[], known: readonly number[] = []) =>
    nearActs(['a', 'b'], acts, { deadline, strangers: () => known });
  const strangers = many(400, at => 9 * (at + 1));
  test('three seconds apart on a quiet day, where strangers never are, is a clue', () => {
    expect(near(two(3), strangers).strength).toBeGreaterThan(0.98);
    expect(near(two(3)).strength).toBeGreaterThan(0.98);
    expect(near(two(3)).why.params).toEqual({ seconds: 3, act: 'submit' });
  });
  test('half an hour apart is not', () => expect(near(two(1800), strangers).strength).toBe(0));
  test('innocent: where strangers are as close, as in a rush, it says little', () => {
    const rushed = many(400, at => at % 60);
    expect(near(two(3), rushed).strength).toBeLessThan(near(two(3), strangers).strength);
    expect(near(two(20), rushed).strength).toBeLessThan(0.5);
  });
  test('innocent: all of the lot at once, as in a queue, is none', () => {
    const queue = many(5, at => ({
      kind: 'submit' as const,
      bidder: 'abcde'[at] ?? '',
      seconds: at,
    }));
    expect(Number(near(queue).evidence.p) * 10).toBeGreaterThan(0.2);
    const apart = queue.map((act, at) => ({ ...act, seconds: at < 2 ? at : 9000 * at }));
    expect(near(apart).strength).toBeGreaterThan(0.98);
  });
  test('in the last hour the same gap says less, and is named', () => {
    const late = near(two(20, deadline - 1200));
    expect(late.strength).toBeLessThan(near(two(20)).strength);
    expect(late.evidence.late).toBe(true);
  });
  test('several kinds: the rarest counts, once for each that was looked at', () => {
    const more = near([
      ...two(3),
      ...two(600, 5000).map(act => ({ ...act, kind: 'upload' as const })),
    ]);
    expect(more.why.params.act).toBe('submit');
    expect(more.evidence.p).toBeCloseTo(2 * Number(near(two(3)).evidence.p), 12);
  });
  test('nothing within an hour, or one that did nothing, is too little', () => {
    expect(near(two(3601)).needs?.what).toBe('acts');
    expect(near(two(3).slice(1)).needs?.has).toBe(0);
  });
  test('the order of the two and of their acts changes nothing', () => {
    expect(nearActs(['b', 'a'], two(3).toReversed(), { deadline, strangers: () => [] })).toEqual(
      near(two(3)),
    );
  });
});

describe.each(['agency-winner', 'expert-winner'] as const)('%s', id => {
  const play = (there: number, won: number, others: number, wonOther: number) => [
    ...many(there, at => ({ ...record(at, ['a', 'b'], at < won ? 'a' : 'b'), persons: ['p'] })),
    ...many(others, at => ({
      ...record(at + 100, ['a', 'b'], at < wonOther ? 'a' : 'b'),
      persons: ['q'],
    })),
  ];
  test('eight of eight with, one of twelve without: a clue', () => {
    expect(personWinner(id, play(8, 8, 12, 1), 'p', 'a').strength).toBeGreaterThan(0.99);
  });
  test('as often with as without: none', () => {
    expect(personWinner(id, play(8, 2, 12, 3), 'p', 'a').strength).toBe(0);
  });
  test('innocent: a firm that wins nearly always wins with anybody', () => {
    expect(personWinner(id, play(8, 8, 12, 11), 'p', 'a').strength).toBeLessThan(0.5);
  });
  test('four tenders with, or without, are too few', () => {
    expect(personWinner(id, play(4, 4, 12, 1), 'p', 'a').needs?.has).toBe(4);
    expect(personWinner(id, play(12, 4, 4, 1), 'p', 'a').needs?.has).toBe(4);
  });
});

describe('expert bias', () => {
  /** Three experts on three firms; e1 gives `lift(at)` more to firm a and `kind` more to everybody. */
  const play = (tenders: number, lift: (at: number) => number, kind = 0): Mark[] =>
    many(tenders, at => record(at, [], null)).flatMap(({ tender }, at) =>
      ['e1', 'e2', 'e3'].flatMap(expert =>
        ['a', 'b', 'c'].map((bidder, i) => {
          const own = expert === 'e1' ? kind + (bidder === 'a' ? lift(at) : 0) : 0;
          return { tender, expert, bidder, value: 80 + i + own };
        }),
      ),
    );
  test('the same firm lifted eight times of eight is a clue', () => {
    expect(
      expertBias(
        play(8, () => 3),
        'e1',
        'a',
      ).strength,
    ).toBeGreaterThan(0.98);
  });
  test('now up, now down is not', () => {
    expect(
      expertBias(
        play(8, at => (at % 2 ? 3 : -3)),
        'e1',
        'a',
      ).strength,
    ).toBe(0);
  });
  test('innocent: who is generous to all lifts nobody', () => {
    expect(
      expertBias(
        play(8, at => (at % 2 ? 0.1 : -0.1), 5),
        'e1',
        'a',
      ).strength,
    ).toBe(0);
  });
  test('five tenders are too few', () =>
    expect(
      expertBias(
        play(5, () => 3),
        'e1',
        'a',
      ).needs?.has,
    ).toBe(5));
});
