import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { drawCommittee, readPool } from '../../src/experts/rules/draw.ts';
import type { PoolEntry } from '../../src/experts/rules/exclusion.ts';
import type { Criteria } from '../../src/experts/rules/seat-lists.ts';
import { drawStream, shuffled } from '../../src/tender/rules/public-draw.ts';

const criteria: Criteria = {
  experts: 5,
  cities: ['云江市', '望川市'],
  disciplines: [
    { id: 'structure', seats: 3 },
    { id: 'cost', seats: 2 },
  ],
};
const entry = (n: number, change: Partial<PoolEntry> = {}): PoolEntry => ({
  person: `e${String(n).padStart(2, '0')}`,
  city: n % 3 === 0 ? '望川市' : '云江市',
  disciplines: n % 2 === 0 ? ['cost'] : ['structure'],
  excluded: null,
  ...change,
});
const pool = Array.from({ length: 20 }, (_, n) => entry(n));
/** A fixed list of seeds: the same numbers at every run. */
const source = (i: number) => ({
  seed: createHash('sha256').update(`seed ${i}`).digest('hex'),
  beacon: createHash('sha256').update('close').digest('hex'),
  lot: 'lot',
});

test('a committee has its seats by discipline, nobody twice, and two cities', () => {
  for (let i = 0; i < 300; i++) {
    const { seats } = drawCommittee(source(i), criteria, pool);
    expect(seats.map(s => s.discipline)).toEqual([
      'structure',
      'structure',
      'structure',
      'cost',
      'cost',
    ]);
    expect(new Set(seats.map(s => s.person)).size).toBe(5);
    expect(new Set(seats.map(s => s.city)).size).toBe(2);
  }
});

test('no order of the pool changes the result', () => {
  for (let i = 0; i < 50; i++) {
    const turned = shuffled(pool, drawStream({ ...source(i), purpose: 'test order' }));
    expect(drawCommittee(source(i), criteria, turned)).toEqual(
      drawCommittee(source(i), criteria, pool),
    );
  }
});

test('another seed, beacon or lot gives another committee', () => {
  const people = (s: ReturnType<typeof source>) =>
    drawCommittee(s, criteria, pool)
      .seats.map(x => x.person)
      .join();
  const all = [
    source(1),
    source(2),
    { ...source(1), lot: 'other' },
    { ...source(1), beacon: '00'.repeat(32) },
  ];
  expect(new Set(all.map(people)).size).toBe(4);
});

test('the excluded and those from other cities are never drawn', () => {
  const closed = pool.map((e, n) =>
    n < 6 ? { ...e, excluded: 'kin' as const } : n < 9 ? { ...e, city: '青岚市' } : e,
  );
  for (let i = 0; i < 100; i++)
    for (const s of drawCommittee(source(i), criteria, closed).seats)
      expect(Number(s.person.slice(1))).toBeGreaterThanOrEqual(9);
});

test('the draw is recomputed from the published text of the pool', () => {
  const text = JSON.stringify(pool);
  expect(drawCommittee(source(7), criteria, readPool(text))).toEqual(
    drawCommittee(source(7), criteria, pool),
  );
});

describe('every lawful committee is equally likely', () => {
  /** Pearson's statistic over `counts`, each expected alike. */
  const chiSquare = (counts: number[]) => {
    const expected = counts.reduce((a, b) => a + b, 0) / counts.length;
    return counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  };
  const tally = (keys: string[]) => {
    const counts = new Map<string, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
  };

  test('also when an expert has two disciplines', () => {
    const small: Criteria = {
      ...criteria,
      experts: 2,
      disciplines: [
        { id: 'structure', seats: 1 },
        { id: 'cost', seats: 1 },
      ],
    };
    const few = [
      entry(1, { city: '云江市', disciplines: ['structure'] }),
      entry(2, { city: '望川市', disciplines: ['structure', 'cost'] }),
      entry(3, { city: '望川市', disciplines: ['cost'] }),
      entry(4, { city: '云江市', disciplines: ['cost'] }),
    ];
    const counts = tally(
      Array.from({ length: 6000 }, (_, i) =>
        drawCommittee(source(i), small, few)
          .seats.map(s => s.person)
          .join('+'),
      ),
    );
    // e01+e02, e01+e03, e02+e04 are the lawful ones; 13.8 is the 0.1 % point of 2 degrees of freedom.
    expect([...counts.keys()].sort()).toEqual(['e01+e02', 'e01+e03', 'e02+e04']);
    expect(chiSquare([...counts.values()])).toBeLessThan(13.8);
  });

  test('every expert of a discipline and city has the same chance', () => {
    const even = pool.map((e, n) => ({ ...e, city: n % 4 < 2 ? '云江市' : '望川市' }));
    const drawn = Array.from(
      { length: 4000 },
      (_, i) => drawCommittee(source(i), criteria, even).seats,
    ).flat();
    const counts = tally(drawn.filter(s => s.discipline === 'structure').map(s => s.person));
    expect(counts.size).toBe(10);
    // 27.9 is the 0.1 % point of 9 degrees of freedom.
    expect(chiSquare([...counts.values()])).toBeLessThan(27.9);
  });
});

describe('replacements', () => {
  const first = drawCommittee(source(3), criteria, pool);
  const leaver = first.seats[1];
  if (!leaver) throw new Error('no seat');
  const departure = { person: leaver.person, reason: '有利害关系' };

  test('continue the same sequence and touch no other seat', () => {
    const after = drawCommittee(source(3), criteria, pool, [departure]);
    expect(after.seats.filter(s => s.number !== leaver.number)).toEqual(
      first.seats.filter(s => s.number !== leaver.number),
    );
    expect(after.seats[1]).toMatchObject({ number: 2, discipline: 'structure' });
    expect(first.seats.map(s => s.person)).not.toContain(after.seats[1]?.person);
    expect(after.drawn).toHaveLength(6);
  });

  test('a second departure keeps what the first gave', () => {
    const once = drawCommittee(source(3), criteria, pool, [departure]);
    const next = once.seats[1];
    if (!next) throw new Error('no seat');
    const twice = drawCommittee(source(3), criteria, pool, [
      departure,
      { person: next.person, reason: '联系不上' },
    ]);
    expect(twice.drawn.slice(0, 6)).toEqual(once.drawn);
    expect(new Set(twice.drawn.map(s => s.person)).size).toBe(7);
  });

  test('never leave a committee of one city', () => {
    for (let i = 0; i < 100; i++) {
      const before = drawCommittee(source(i), criteria, pool);
      const alone = before.seats.filter(s => s.city === '望川市');
      if (alone.length !== 1 || !alone[0]) continue;
      const after = drawCommittee(source(i), criteria, pool, [
        { person: alone[0].person, reason: 'x' },
      ]);
      expect(after.seats.some(s => s.city === '望川市')).toBe(true);
    }
  });

  test('someone who does not sit cannot leave', () =>
    expect(() =>
      drawCommittee(source(3), criteria, pool, [{ person: 'nobody', reason: '' }]),
    ).toThrow(expect.objectContaining({ code: 'WRONG_STATE' })));
});

describe('a pool that is too small is refused', () => {
  const refused = expect.objectContaining({ code: 'POOL_TOO_SMALL' });
  test.each<[string, PoolEntry[]]>([
    [
      'a discipline short of experts',
      pool.filter(e => e.disciplines[0] === 'cost' || Number(e.person.slice(1)) < 4),
    ],
    ['one city only', pool.map(e => ({ ...e, city: '云江市' }))],
    ['nobody', []],
    ['all in conflict', pool.map(e => ({ ...e, excluded: 'kin' as const }))],
    [
      'the same few people in both disciplines',
      pool.slice(0, 4).map(e => ({ ...e, disciplines: ['cost', 'structure'] })),
    ],
  ])('%s', (_, few) => expect(() => drawCommittee(source(1), criteria, few)).toThrow(refused));
});

test('a seat that nobody is left to take stays vacant, and the draw can still be repeated', () => {
  const exact = [1, 3, 5, 2, 6].map(n => entry(n));
  const before = drawCommittee(source(1), criteria, exact).seats;
  const gone = { person: before[0]?.person ?? '', reason: '生病' };
  const after = drawCommittee(source(1), criteria, exact, [gone]);
  expect(after.seats).toEqual(before.slice(1));
  expect(after.steps.at(-1)?.zh).toContain('席位空缺');
  const second = { person: before[1]?.person ?? '', reason: '回避' };
  expect(drawCommittee(source(1), criteria, exact, [gone, second]).seats).toEqual(before.slice(2));
});
