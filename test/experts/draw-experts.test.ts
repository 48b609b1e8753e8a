import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DrawView } from '../../contracts/experts.ts';
import { answerCall, listMyCalls } from '../../src/experts/answer-call.ts';
import { readCallList, recomputeDraw } from '../../src/experts/check-draw.ts';
import { drawExperts } from '../../src/experts/draw-experts.ts';
import { CommitteeSeat, ExpertDraw } from '../../src/experts/entities.ts';
import { nominateRepresentatives } from '../../src/experts/nominate.ts';
import { readDraw } from '../../src/experts/read-draw.ts';
import { replaceExpert } from '../../src/experts/replace-expert.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { Expert } from '../../src/registry/entities.ts';
import { listNow } from '../support/listing.ts';
import { type City, startCity } from './city.ts';
import { closedLot, committeeOfFive } from './closed-lot.ts';

let city: City;
beforeAll(async () => {
  city = await startCity();
});
afterAll(() => city.close());

const code = (name: string) => expect.objectContaining({ code: name });
const seatsOf = (lot: string) =>
  city.orm.em.fork().find(CommitteeSeat, { lot, leftAt: null }, { orderBy: { number: 1 } });
const accept = { accept: true, reason: '' };

async function drawn(change = {}) {
  const made = await closedLot(city, change);
  const agency = await city.as('zhou.yanqiu');
  return { ...made, view: await drawExperts(agency, made.lot) };
}

async function acceptAll(lot: string): Promise<void> {
  for (const { person } of await seatsOf(lot))
    await answerCall(await city.asPerson(person), lot, accept);
}

describe('the draw', () => {
  test('seats five experts of the announced disciplines from two cities, and shows counts only', async () => {
    const { view, lot } = await drawn();
    expect(DrawView.parse(view)).toMatchObject({ state: 'drawn', poolSize: 40, opened: null });
    expect(view.seats.map(s => s.discipline)).toEqual([
      '市政道路',
      '市政道路',
      '桥梁',
      '给水排水',
      '工程造价',
    ]);
    expect(new Set(view.seats.map(s => s.city)).size).toBe(2);
    expect(view.excluded.reduce((sum, e) => sum + e.count, 0)).toBeGreaterThan(0);
    const shown = JSON.stringify(await readDraw(await city.as('zhou.yanqiu'), lot));
    for (const seat of await seatsOf(lot)) expect(shown).not.toContain(seat.person);
  });

  test('leaves out an expert who is on a list, with the reason counted', async () => {
    const em = city.orm.em.fork();
    const [expert] = await em.find(Expert, {}, { limit: 1 });
    await listNow(city.platform, { person: expert?.person.id ?? null });
    const { view, lot } = await drawn();
    expect(view.excluded).toContainEqual({ reason: 'sanction', count: 1 });
    const seated = (await seatsOf(lot)).map(s => s.person);
    expect(seated).not.toContain(expert?.person.id);
  });

  test('fixes and records the pool before it is drawn from', async () => {
    const { lot } = await drawn();
    const events = await city.orm.em
      .fork()
      .find(Event, { subject: lot }, { orderBy: { at: 1, id: 1 } });
    expect(events.map(e => e.type).filter(t => t.startsWith('experts.'))).toEqual([
      'experts.pool-fixed',
      'experts.drawn',
    ]);
  });

  test('leaves no name and no person in the record before the result (A37)', async () => {
    const { lot } = await drawn();
    await acceptAll(lot);
    const seats = await seatsOf(lot);
    const record = await city.orm.em.fork().find(Event, { subject: lot });
    const text = record.map(e => `${e.actor} ${e.text}`).join('\n');
    for (const { person } of seats) expect(text).not.toContain(person);
    expect(record.map(e => e.actor)).toContain(`seat:${seats[0]?.id}`);
  });

  test('is refused before the close, twice, and to strangers', async () => {
    const open = await closedLot(city, { state: 'bidding' });
    const agency = await city.as('zhou.yanqiu');
    await expect(drawExperts(agency, open.lot)).rejects.toThrow(code('WRONG_STATE'));
    const { lot } = await drawn();
    await expect(drawExperts(agency, lot)).rejects.toThrow(code('WRONG_STATE'));
    const other = await closedLot(city);
    const stranger = await city.as('he.wangshu');
    await expect(drawExperts(stranger, other.lot)).rejects.toThrow(code('NOT_FOUND'));
  });

  test('gives up a pool that is too small, on record; a wider pool is drawn from later', async () => {
    const scarce = { ...committeeOfFive, disciplines: [{ id: '航道', seats: 5 }] };
    const { lot } = await closedLot(city, { rules: { committee: scarce } });
    const agency = await city.as('zhou.yanqiu');
    await expect(drawExperts(agency, lot)).rejects.toThrow(code('POOL_TOO_SMALL'));
    expect(await city.orm.em.fork().count(ExpertDraw, { lot })).toBe(0);
    expect(await city.events('experts.pool-too-small')).toHaveLength(1);
    const em = city.orm.em.fork();
    for (const expert of await em.find(Expert, {}))
      expert.disciplines = [...expert.disciplines, '航道'];
    await em.flush();
    expect((await drawExperts(agency, lot)).state).toBe('drawn');
  });
});

describe('calls', () => {
  test('are shown to the drawn alone, who accept; then the committee is complete', async () => {
    const { lot } = await drawn();
    const [seat] = await seatsOf(lot);
    const mine = await listMyCalls(await city.asPerson(seat?.person ?? ''));
    expect(mine.rows.find(r => r.lot === lot)).toMatchObject({ reply: 'asked', number: 1 });
    await acceptAll(lot);
    expect((await readDraw(city.platform, lot)).state).toBe('complete');
    const again = answerCall(await city.asPerson(seat?.person ?? ''), lot, accept);
    await expect(again).rejects.toThrow(code('ALREADY_LOCKED'));
  });

  test('are not found by who was not drawn', async () => {
    const { lot } = await drawn();
    const drawnPeople = (await seatsOf(lot)).map(s => s.person);
    const other = await city.orm.em
      .fork()
      .findOneOrFail(Expert, { person: { $nin: drawnPeople } }, { populate: ['person'] });
    const stranger = await city.asPerson(other.person.id);
    await expect(answerCall(stranger, lot, accept)).rejects.toThrow(code('NOT_FOUND'));
  });

  test('declined with a reason call the next of the same sequence; recomputed, all of it matches', async () => {
    const { lot } = await drawn();
    const [first] = await seatsOf(lot);
    const expert = await city.asPerson(first?.person ?? '');
    await expect(answerCall(expert, lot, { accept: false, reason: '' })).rejects.toThrow(
      code('MALFORMED'),
    );
    await answerCall(expert, lot, { accept: false, cause: 'conflict', reason: '曾任该单位顾问' });
    const [next] = await seatsOf(lot);
    expect(next).toMatchObject({ number: 1, reply: 'asked' });
    expect(next?.person).not.toBe(first?.person);
    const supervisor = await city.as('fang.zhizhou');
    const found = await recomputeDraw(supervisor, lot);
    expect(found.matches).toBe(true);
    expect(JSON.stringify(found.steps)).not.toContain(next?.person ?? '?');
    expect(await city.events('experts.recomputed')).toContainEqual({
      actor: supervisor.actor.person,
      data: { matches: true },
    });
  });

  test('a seat changed behind the draw’s back no longer matches', async () => {
    const { lot } = await drawn();
    const em = city.orm.em.fork();
    const seats = await em.find(CommitteeSeat, { lot });
    const taken = seats.map(s => s.person);
    const other = await em.findOneOrFail(Expert, { person: { $nin: taken } });
    if (seats[0]) seats[0].person = other.person.id;
    await em.flush();
    expect((await recomputeDraw(await city.as('fang.zhizhou'), lot)).matches).toBe(false);
  });

  test('the centre reads who has not answered, and that it read is on record', async () => {
    const { lot } = await drawn();
    const [first] = await seatsOf(lot);
    await answerCall(await city.asPerson(first?.person ?? ''), lot, accept);
    const { rows } = await readCallList(await city.as('tang.ruolin'), lot);
    expect(rows.map(r => r.number)).toEqual([2, 3, 4, 5]);
    expect((await city.events('experts.call-list-read')).at(-1)?.data).toEqual({
      numbers: [2, 3, 4, 5],
    });
  });

  test('after the evaluation began only the centre replaces a member (B48)', async () => {
    const { lot } = await drawn({ state: 'closed' });
    await acceptAll(lot);
    const [first] = await seatsOf(lot);
    await city.orm.em
      .fork()
      .getConnection()
      .execute(`update lot set state = 'evaluating' where id = '${lot}'`);
    const expert = await city.asPerson(first?.person ?? '');
    await expect(answerCall(expert, lot, { accept: false, reason: '身体不适' })).rejects.toThrow(
      code('WRONG_STATE'),
    );
    const view = await replaceExpert(await city.as('tang.ruolin'), lot, 1, '突发疾病');
    expect(view.state).toBe('drawn');
    const [next] = await seatsOf(lot);
    expect(next?.person).not.toBe(first?.person);
    await city.orm.em
      .fork()
      .getConnection()
      .execute(`update lot set state = 'awarded' where id = '${lot}'`);
    await expect(replaceExpert(await city.as('tang.ruolin'), lot, 1, '突发疾病')).rejects.toThrow(
      code('WRONG_STATE'),
    );
  });
});

describe('the tenderer’s representatives (A37)', () => {
  const mixed = {
    ...committeeOfFive,
    experts: 4,
    disciplines: committeeOfFive.disciplines.map(d => ({ ...d, seats: 1 })),
  };

  test('fill the seats the rules leave, from its own people, at most so many', async () => {
    const { lot } = await drawn({ rules: { committee: mixed } });
    const tenderer = await city.as('lin.shuyao');
    await acceptAll(lot);
    expect((await readDraw(tenderer, lot)).state).toBe('drawn');
    const expert = (await seatsOf(lot))[0]?.person ?? '';
    await expect(nominateRepresentatives(tenderer, lot, [expert])).rejects.toThrow(
      code('NOT_ELIGIBLE'),
    );
    const view = await nominateRepresentatives(tenderer, lot, [tenderer.actor.person]);
    expect(view.state).toBe('complete');
    expect(view.seats.at(-1)).toMatchObject({ number: 5, from: 'tenderer', reply: 'accepted' });
    await expect(nominateRepresentatives(tenderer, lot, [tenderer.actor.person])).rejects.toThrow(
      code('WRONG_STATE'),
    );
  });
});
