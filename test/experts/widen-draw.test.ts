import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Widening } from '../../contracts/experts.ts';
import { answerCall } from '../../src/experts/answer-call.ts';
import { recomputeDraw } from '../../src/experts/check-draw.ts';
import { drawExperts } from '../../src/experts/draw-experts.ts';
import { CommitteeSeat, DrawWidening } from '../../src/experts/entities.ts';
import { readDraw } from '../../src/experts/read-draw.ts';
import { wideningStatement } from '../../src/experts/rules/widening.ts';
import { widenDraw } from '../../src/experts/widen-draw.ts';
import { canonicalText } from '../../src/kernel/canonical.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { readWall } from '../../src/supervision/read-wall.ts';
import { type City, startCity } from './city.ts';
import { closedLot, committeeOfFive } from './closed-lot.ts';

let city: City;
beforeAll(async () => {
  city = await startCity();
});
afterAll(() => city.close());

const code = (name: string) => expect.objectContaining({ code: name });
/** One seat of a discipline that nobody in the city has. */
const scarce = {
  ...committeeOfFive,
  disciplines: committeeOfFive.disciplines.map(d => (d.id === '桥梁' ? { ...d, id: '隧道' } : d)),
};
const bridges: Widening = { cities: [], disciplines: [{ id: '隧道', also: '桥梁' }] };
const reason = '专家库里没有隧道专业的专家。';

/** The act as the page does it: the statement of the next round, signed by the person who asks. */
async function widen(
  lot: string,
  added: Widening,
  so: { login?: string; signer?: string; said?: string } = {},
) {
  const { login = 'zhou.yanqiu', signer = login, said = reason } = so;
  const ctx = await city.as(login);
  const { shortage } = await readDraw(ctx, lot);
  const text = canonicalText(
    wideningStatement(lot, shortage?.round ?? 2, { ...added, reason: said }),
  );
  const { person } = (await city.as(signer)).actor;
  return widenDraw(ctx, lot, { ...added, reason, signature: await city.sign(person, text) });
}

const seatsOf = (lot: string) =>
  city.orm.em.fork().find(CommitteeSeat, { lot, leftAt: null }, { orderBy: { number: 1 } });
const typesOf = async (lot: string) => {
  const rows = await city.orm.em
    .fork()
    .find(Event, { subject: lot }, { orderBy: { at: 1, id: 1 } });
  return rows.map(e => e.type).filter(t => t.startsWith('experts.'));
};
const accept = { accept: true, reason: '' };
const decline = { accept: false, reason: '时间冲突' };
const answer = async (person: string, lot: string, said: typeof accept) =>
  answerCall(await city.asPerson(person), lot, said);
const recomputed = async (lot: string) => recomputeDraw(await city.as('fang.zhizhou'), lot);
const tileOf = async (lot: string) =>
  (await readWall(await city.as('fang.zhizhou'))).rows.find(row => row.lot === lot);

describe('a first draw that the pool cannot give', () => {
  let lot: string;
  beforeEach(async () => {
    ({ lot } = await closedLot(city, { rules: { committee: scarce } }));
    const drawing = drawExperts(await city.as('zhou.yanqiu'), lot);
    await expect(drawing).rejects.toThrow(code('POOL_TOO_SMALL'));
  });

  test('says what is missing and what may be added, and is drawn once widened', async () => {
    const before = await readDraw(await city.as('zhou.yanqiu'), lot);
    expect(before.shortage).toMatchObject({
      round: 2,
      detail: { zh: expect.stringContaining('隧道') },
    });
    expect(before.shortage?.open.disciplines).toContainEqual(bridges.disciplines[0]);
    expect(new Set(before.shortage?.open.disciplines.map(d => d.id))).toEqual(new Set(['隧道']));
    const view = await widen(lot, bridges);
    expect(view).toMatchObject({ state: 'drawn', shortage: null });
    expect(view.seats.map(s => s.discipline)).toContain('隧道');
    expect(view.widenings).toMatchObject([{ round: 2, ...bridges, reason, lacked: null }]);
    expect(await typesOf(lot)).toEqual([
      ...['experts.pool-fixed', 'experts.pool-too-small'],
      ...['experts.pool-fixed', 'experts.widened', 'experts.pool-fixed', 'experts.drawn'],
    ]);
    expect((await recomputed(lot)).matches).toBe(true);
    expect(await tileOf(lot)).toMatchObject({ stage: 'drawing', tone: 'warn' });
    for (const { person } of await seatsOf(lot)) await answer(person, lot, accept);
    expect((await readDraw(city.platform, lot)).state).toBe('complete');
    expect((await tileOf(lot))?.tone).not.toBe('warn');
  });

  test('widened too little stays on record and may be widened again', async () => {
    const tunnels = { cities: [], disciplines: [{ id: '隧道', also: '公路' }] };
    await expect(widen(lot, tunnels)).rejects.toThrow(code('POOL_TOO_SMALL'));
    const view = await readDraw(await city.as('zhou.yanqiu'), lot);
    expect(view.widenings).toMatchObject([{ round: 2, drawnAt: null }]);
    expect(view.shortage).toMatchObject({ round: 3 });
    const again = drawExperts(await city.as('zhou.yanqiu'), lot);
    await expect(again).rejects.toThrow(code('WRONG_STATE'));
    expect((await widen(lot, bridges)).state).toBe('drawn');
    expect((await recomputed(lot)).matches).toBe(true);
  });

  test('is taken up again where it stopped between the pool and the draw', async () => {
    await widen(lot, bridges);
    const em = city.orm.em.fork();
    await em.nativeUpdate(DrawWidening, { lot }, { drawnAt: null });
    const before = await seatsOf(lot);
    await em.nativeDelete(CommitteeSeat, { lot });
    await expect(widen(lot, bridges)).rejects.toThrow();
    const people = (seats: CommitteeSeat[]) => seats.map(s => s.person);
    expect(people(await seatsOf(lot))).toEqual(people(before));
  });

  test('is refused to strangers, without a word of theirs on record', async () => {
    const before = await typesOf(lot);
    await expect(widen(lot, bridges, { login: 'he.wangshu' })).rejects.toThrow(code('NOT_FOUND'));
    const byOther = widen(lot, bridges, { signer: 'he.wangshu' });
    await expect(byOther).rejects.toThrow(code('CERTIFICATE_INVALID'));
    const another = widen(lot, bridges, { said: '别的理由' });
    await expect(another).rejects.toThrow(code('SIGNATURE_INVALID'));
    await expect(widen(lot, { cities: [], disciplines: [] })).rejects.toThrow(code('MALFORMED'));
    for (const strange of [
      { cities: ['无人市'], disciplines: [] },
      { cities: [], disciplines: [{ id: '工程造价', also: '审计' }] },
    ])
      await expect(widen(lot, strange)).rejects.toThrow(code('MALFORMED'));
    expect(await typesOf(lot)).toEqual(before);
    expect(await city.orm.em.fork().count(DrawWidening, { lot })).toBe(0);
  });
});

describe('a seat that nobody is left to take', () => {
  /** The pool of bridges runs out: all of them decline. */
  async function exhausted(): Promise<string> {
    const { lot } = await closedLot(city);
    await drawExperts(await city.as('zhou.yanqiu'), lot);
    for (;;) {
      const asked = (await seatsOf(lot)).find(s => s.discipline === '桥梁');
      if (!asked) return lot;
      await answer(asked.person, lot, decline);
    }
  }

  test('is drawn by itself after the widening; who sits stays, and all is recomputed', async () => {
    const lot = await exhausted();
    expect(await tileOf(lot)).toMatchObject({ tone: 'warn' });
    const before = await seatsOf(lot);
    for (const { person } of before) await answer(person, lot, accept);
    const { shortage } = await readDraw(await city.as('lin.shuyao'), lot);
    expect(shortage?.vacant).toEqual([{ number: 3, discipline: '桥梁' }]);
    const roads = { cities: [], disciplines: [{ id: '桥梁', also: '市政道路' }] };
    const view = await widen(lot, roads, { login: 'lin.shuyao' });
    expect(view.seats.find(s => s.number === 3)).toMatchObject({
      ...{ discipline: '桥梁', reply: 'asked' },
    });
    const seats = await seatsOf(lot);
    const stayed = seats.filter(s => s.number !== 3).map(s => s.person);
    expect(stayed).toEqual(before.map(s => s.person));
    expect((await recomputed(lot)).matches).toBe(true);
    const called = seats.find(s => s.number === 3)?.person ?? '';
    await answer(called, lot, decline);
    const next = (await seatsOf(lot)).find(s => s.number === 3);
    expect(next?.person).not.toBe(called);
    expect((await recomputed(lot)).matches).toBe(true);
    await answer(next?.person ?? '', lot, accept);
    expect((await readDraw(city.platform, lot)).state).toBe('complete');
    const record = await city.orm.em.fork().find(Event, { subject: lot });
    const text = record.map(e => `${e.actor} ${e.text}`).join('\n');
    for (const { person } of await seatsOf(lot)) expect(text).not.toContain(person);
  }, 60_000);

  test('is no reason before anybody is missing, nor once the report is signed', async () => {
    const roads = { cities: [], disciplines: [{ id: '桥梁', also: '市政道路' }] };
    const full = await closedLot(city);
    await drawExperts(await city.as('zhou.yanqiu'), full.lot);
    await expect(widen(full.lot, roads)).rejects.toThrow(code('WRONG_STATE'));
    const fresh = await closedLot(city);
    await expect(widen(fresh.lot, roads)).rejects.toThrow(code('WRONG_STATE'));
    const bidding = await closedLot(city, { state: 'bidding' });
    await expect(widen(bidding.lot, roads)).rejects.toThrow(code('WRONG_STATE'));
    const over = await exhausted();
    const connection = city.orm.em.fork().getConnection();
    await connection.execute(`update lot set state = 'awarded' where id = '${over}'`);
    await expect(widen(over, roads)).rejects.toThrow(code('WRONG_STATE'));
    for (const lot of [full.lot, fresh.lot, bidding.lot, over])
      expect(await typesOf(lot)).not.toContain('experts.widened');
  }, 60_000);
});
