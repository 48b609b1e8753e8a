import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Widening } from '../../contracts/experts.ts';
import { drawCommittee, replayDraw } from '../../src/experts/rules/draw.ts';
import type { PoolEntry } from '../../src/experts/rules/exclusion.ts';
import { neighboursOf } from '../../src/experts/rules/neighbours.ts';
import { recompute } from '../../src/experts/rules/sealed-result.ts';
import type { Criteria } from '../../src/experts/rules/seat-lists.ts';
import {
  openTo,
  type Round,
  requireMayWiden,
  requireTimeToWiden,
  wideningSha256,
  wideningStatement,
} from '../../src/experts/rules/widening.ts';
import { canonicalText } from '../../src/kernel/canonical.ts';
import { seedCommit } from '../../src/tender/rules/public-draw.ts';

const criteria: Criteria = {
  experts: 5,
  cities: ['云江市', '望川市'],
  disciplines: [
    { id: '市政道路', seats: 2 },
    { id: '桥梁', seats: 2 },
    { id: '工程造价', seats: 1 },
  ],
};
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const source = (i: number) => ({ seed: sha256(`seed ${i}`), beacon: sha256('close'), lot: 'lot' });
const people = (discipline: string, city: string, count: number): PoolEntry[] =>
  Array.from({ length: count }, (_, n) => ({
    person: `${discipline}-${city}-${n}`,
    city,
    disciplines: [discipline],
    excluded: null,
  }));
/** Two of bridges, no more. */
const pool = [
  ...people('市政道路', '云江市', 5),
  ...people('桥梁', '望川市', 2),
  ...people('工程造价', '云江市', 4),
  ...people('公路', '望川市', 6),
  ...people('桥梁', '青岚市', 4),
];
const nearby: Widening = { cities: [], disciplines: [{ id: '桥梁', also: '公路' }] };
const farther: Widening = { cities: ['青岚市'], disciplines: [] };
const round = (change: Partial<Round> = {}): Round => ({
  ...{ round: 2, ...nearby, pool, departuresBefore: 1 },
  ...change,
});

const first = drawCommittee(source(1), criteria, pool).seats;
const bridge = first.find(s => s.discipline === '桥梁');
if (!bridge) throw new Error('no bridge');
const gone = { person: bridge.person, reason: '回避' };

describe('a widened round', () => {
  test('fills the vacant seat alone, by a neighbour in the announced discipline’s place', () => {
    const vacant = drawCommittee(source(1), criteria, pool, [gone]).seats;
    expect(vacant).toEqual(first.filter(s => s !== bridge));
    const { seats, rounds } = drawCommittee(source(1), criteria, pool, [gone], [round()]);
    expect(seats.filter(s => s.number !== bridge.number)).toEqual(vacant);
    const filled = seats.find(s => s.number === bridge.number);
    expect(filled).toMatchObject({ discipline: '桥梁', city: '望川市' });
    expect(filled?.person).toMatch(/^公路/);
    expect(rounds[1]?.seats).toEqual([filled]);
  });

  test('draws a sequence of its own: every neighbour alike, whatever the first round drew', () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 3000; i++) {
      const before = drawCommittee(source(i), criteria, pool).seats;
      const left = before.find(s => s.discipline === '桥梁')?.person ?? '';
      const out = [{ person: left, reason: '' }];
      const { seats } = drawCommittee(source(i), criteria, pool, out, [round()]);
      const person = seats.find(s => s.person.startsWith('公路'))?.person ?? '';
      counts.set(person, (counts.get(person) ?? 0) + 1);
    }
    const found = [...counts.values()];
    expect(found).toHaveLength(6);
    // 20.5 is the 0.1 % point of 5 degrees of freedom.
    expect(found.reduce((sum, n) => sum + (n - 500) ** 2 / 500, 0)).toBeLessThan(20.5);
  });

  test('replaces whoever leaves after it, from its own lists', () => {
    const once = drawCommittee(source(1), criteria, pool, [gone], [round()]);
    const next = once.seats.find(s => s.number === bridge.number)?.person ?? '';
    const again = [gone, { person: next, reason: '生病' }];
    const twice = drawCommittee(source(1), criteria, pool, again, [round()]);
    const now = twice.seats.find(s => s.number === bridge.number)?.person;
    expect(now).toMatch(/^公路/);
    expect(now).not.toBe(next);
    expect(twice.drawn.slice(0, 6)).toEqual(once.drawn);
  });

  test('that is too small still changes nothing; a wider one after it draws', () => {
    const far = round({ disciplines: [{ id: '桥梁', also: '隧道' }] });
    const small = drawCommittee(source(1), criteria, pool, [gone], [far]);
    expect(small.rounds[1]?.shortage).toMatchObject({ code: 'POOL_TOO_SMALL' });
    expect(small.seats).toHaveLength(4);
    const wider = round({ round: 3, ...farther });
    const { seats } = drawCommittee(source(1), criteria, pool, [gone], [far, wider]);
    expect(seats.find(s => s.number === bridge.number)?.city).toBe('青岚市');
  });

  test('draws a whole first committee where the notice alone gave none', () => {
    const strict = {
      ...criteria,
      disciplines: [
        { id: '隧道', seats: 2 },
        { id: '市政道路', seats: 3 },
      ],
    };
    const empty = replayDraw(source(1), strict, pool, [], []);
    expect(empty.seats).toEqual([]);
    const added = { cities: [], disciplines: [{ id: '隧道', also: '公路' }] };
    const whole = round({ ...added, departuresBefore: 0 });
    const { seats } = drawCommittee(source(1), strict, pool, [], [whole]);
    expect(seats.map(s => s.discipline)).toEqual(['隧道', '隧道', ...Array(3).fill('市政道路')]);
  });

  test('never leaves a committee of one city', () => {
    const oneCity = [...pool.filter(e => e.city === '云江市'), ...people('桥梁', '望川市', 2)];
    const both = [1, 2].map(n => `桥梁-望川市-${n - 1}`);
    const out = both.map(person => ({ person, reason: '' }));
    const added = { cities: [], disciplines: [{ id: '桥梁', also: '市政道路' }] };
    const one = round({ ...added, pool: oneCity, departuresBefore: 2 });
    const result = replayDraw(source(1), criteria, oneCity, out, [one]);
    expect(result.rounds[1]?.shortage?.message).toContain('两个城市');
  });

  test('depends on what is added and not on how it is written or why', () => {
    const two = { cities: ['甲市', '乙市'], disciplines: [] };
    const turned = { cities: ['乙市', '甲市'], disciplines: [] };
    expect(wideningSha256('lot', 2, two)).toBe(wideningSha256('lot', 2, turned));
    expect(wideningSha256('lot', 2, two)).not.toBe(wideningSha256('lot', 3, two));
    const beaconOf = (change: Partial<Round>) =>
      drawCommittee(source(1), criteria, pool, [gone], [round(change)]).rounds[1]?.beacon;
    expect(beaconOf({})).not.toBe(beaconOf({ cities: ['青岚市'] }));
    expect(wideningStatement('lot', 2, { ...two, reason: '甲' })).not.toEqual(
      wideningStatement('lot', 2, { ...two, reason: '乙' }),
    );
  });

  test('is recomputed with its own pool; another pool, order or widening no longer matches', () => {
    const text = canonicalText(pool);
    const rounds = [{ ...round(), pool: text, poolSha256: sha256(text) }];
    const { seats } = drawCommittee(source(1), criteria, pool, [gone], [round()]);
    const { seed, beacon, lot } = source(1);
    const record = {
      ...{ lot, seed, beacon, criteria, departures: [gone], rounds, seats },
      ...{ seedCommit: seedCommit(seed), pool: text, poolSha256: sha256(text) },
    };
    const matches = (change: Partial<(typeof rounds)[0]>) =>
      recompute({ ...record, rounds: rounds.map(r => ({ ...r, ...change })) }).matches;
    expect(recompute(record).matches).toBe(true);
    expect(matches({ poolSha256: sha256('other') })).toBe(false);
    expect(matches({ cities: ['青岚市'], disciplines: [] })).toBe(false);
    expect(recompute({ ...record, rounds: [] }).matches).toBe(false);
  });
});

describe('may be widened', () => {
  const wanting = [{ discipline: '桥梁' }];
  const open = openTo(criteria, {
    widened: [],
    cities: ['云江市', '望川市', '青岚市', '青岚市'],
    wanting,
  });
  const code = (name: string) => expect.objectContaining({ code: name });

  test('by cities of the register and neighbours of the vacant seats’ disciplines, not yet in force', () => {
    expect(open.cities).toEqual(['青岚市']);
    expect(open.disciplines.map(d => d.also)).toEqual(neighboursOf('桥梁'));
    const after = openTo(criteria, { widened: [nearby, farther], cities: ['青岚市'], wanting });
    expect(after.cities).toEqual([]);
    expect(after.disciplines.map(d => d.also)).not.toContain('公路');
    expect(() => requireMayWiden(true, nearby, open)).not.toThrow();
  });

  test.each<[string, boolean, Widening]>([
    ['WRONG_STATE', false, nearby],
    ['MALFORMED', true, { cities: [], disciplines: [] }],
    ['MALFORMED', true, { cities: ['无人市'], disciplines: [] }],
    ['MALFORMED', true, { cities: ['云江市'], disciplines: [] }],
    ['MALFORMED', true, { cities: ['青岚市', '青岚市'], disciplines: [] }],
    ['MALFORMED', true, { cities: [], disciplines: [{ id: '桥梁', also: '工程造价' }] }],
    ['MALFORMED', true, { cities: [], disciplines: [{ id: '工程造价', also: '审计' }] }],
  ])('refused as %s: wanting %s, %j', (refusal, needed, added) => {
    expect(() => requireMayWiden(needed, added, open)).toThrow(code(refusal));
  });

  test('from the close to the report, a first draw before the evaluation', () => {
    expect(() => requireTimeToWiden('closed', false)).not.toThrow();
    expect(() => requireTimeToWiden('evaluating', true)).not.toThrow();
    expect(() => requireTimeToWiden('bidding', false)).toThrow(code('WRONG_STATE'));
    expect(() => requireTimeToWiden('evaluating', false)).toThrow(code('WRONG_STATE'));
    expect(() => requireTimeToWiden('evaluated', true)).toThrow(code('WRONG_STATE'));
  });
});
