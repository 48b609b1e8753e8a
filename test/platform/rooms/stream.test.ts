import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../../support/database.ts';
import { record, until } from '../../support/ledger.ts';
import { Ear, type HallState, type Node, person, startNode } from '../../support/rooms.ts';

let db: Awaited<ReturnType<typeof freshDatabase>>;
let one: Node;
let two: Node;
beforeAll(async () => {
  db = await freshDatabase();
  one = await startNode(db);
  two = await startNode(db);
});
afterAll(async () => {
  expect([...one.errors, ...two.errors]).toEqual([]);
  await one.stop();
  await two.stop();
  await db.drop();
});

const ann = person('ann', 'bidder');
const bob = person('bob', 'bidder');
const eve = person('eve', 'supervisor');

/** Records an event of `room` and rings at `node`, as `transact` does after its commit. */
const happen = async (room: string, type: string, data: Record<string, unknown>, node = one) => {
  await record(db.orm, { type: `hall.${type}`, room: `hall:${room}`, data });
  node.bell.ring();
};
const enter = async (node: Node, actor: typeof ann, room: string, join = {}) => {
  const ear = await new Ear(await node.address(actor, `hall:${room}`)).open();
  return ear.say({ type: 'join', ...join });
};

test('who joins gets the state so far, then each event as it happens', async () => {
  await happen('join', 'said', { text: 'a' });
  await happen('join', 'said', { text: 'b' });
  const ear = await enter(one, eve, 'join');
  expect(await ear.next('snapshot')).toMatchObject({ seq: 2, state: { said: ['a', 'b'] } });
  await happen('join', 'said', { text: 'c' });
  await ear.count(1);
  expect(ear.events()).toEqual([{ seq: 3, data: { text: 'c' } }]);
  await ear.end();
});

test('after a cut, who comes back gets exactly what was missed, also on another node', async () => {
  const first = await enter(one, eve, 'cut');
  const { view } = await first.next('snapshot');
  await happen('cut', 'said', { text: '1' });
  await happen('cut', 'said', { text: '2' });
  await first.count(2);
  await first.end();
  for (const text of ['3', '4', '5']) await happen('cut', 'said', { text });
  for (const node of [one, two]) {
    const back = await enter(node, eve, 'cut', { after: 2, view });
    await back.count(3);
    expect(back.heard[0]).toEqual({ type: 'resumed', seq: 5, view });
    expect(back.events().map(e => [e.seq, e.data.text])).toEqual([
      [3, '3'],
      [4, '4'],
      [5, '5'],
    ]);
    await back.end();
  }
});

test('a number from another view, or from the future, is answered with a snapshot', async () => {
  for (const join of [{ after: 1 }, { after: 1, view: 'else' }, { after: 99 }]) {
    const ear = await enter(one, eve, 'cut', join);
    expect(await ear.next('snapshot')).toMatchObject({ seq: 5 });
    await ear.end();
  }
  const own = await enter(one, eve, 'cut');
  const { view } = await own.next('snapshot');
  const ahead = await enter(one, eve, 'cut', { after: 6, view });
  expect(await ahead.next('snapshot')).toMatchObject({ seq: 5 });
  await own.end();
  await ahead.end();
});

test('two viewers see each their own, and nothing tells one how much the other sees', async () => {
  const [toAnn, toBob, toEve] = [
    await enter(one, ann, 'views'),
    await enter(two, bob, 'views'),
    await enter(one, eve, 'views'),
  ];
  await Promise.all([toAnn, toBob, toEve].map(ear => ear.next('snapshot')));
  await happen('views', 'letter', { bidder: 'ann', text: 'CANARY-ann' });
  await happen('views', 'letter', { bidder: 'bob', text: 'CANARY-bob' }, two);
  await happen('views', 'price', { bidder: 'ann', price: 'CANARY-price' });
  await happen('views', 'said', { text: 'open' });
  await Promise.all([toAnn.count(3), toBob.count(3), toEve.count(2)]);
  expect(toAnn.events().map(e => e.seq)).toEqual([1, 2, 3]);
  expect(toBob.events().map(e => e.seq)).toEqual([1, 2, 3]);
  expect(toEve.events().map(e => [e.seq, e.data])).toEqual([
    [1, { price: 'sealed' }],
    [2, { text: 'open' }],
  ]);
  expect(toAnn.events().at(1)?.data).toMatchObject({ price: 'CANARY-price' });
  const late = await enter(two, eve, 'views');
  expect(await late.next('snapshot')).toMatchObject({
    seq: 2,
    state: { own: [], said: ['sealed', 'open'] },
  });
  for (const ear of [toBob, toEve, late]) {
    const all = JSON.stringify(ear.heard);
    expect(all).not.toContain('CANARY-ann');
    expect(all).not.toContain('CANARY-price');
    expect(all, 'who caused an event is not told').not.toContain('somebody');
    expect(all).not.toContain('actor');
  }
  expect(JSON.stringify(toAnn.heard)).not.toContain('CANARY-bob');
  for (const ear of [toAnn, toBob, toEve, late]) await ear.end();
});

test('under a storm of writers on two nodes every reader gets every event once, in one order', async () => {
  const ears = await Promise.all([one, two, one, two].map(node => enter(node, eve, 'storm')));
  await Promise.all(ears.map(ear => ear.next('snapshot')));
  const writers = Array.from({ length: 60 }, (_, i) =>
    happen('storm', 'said', { text: String(i) }, i % 2 ? one : two),
  );
  await Promise.all(writers);
  await Promise.all(ears.map(ear => ear.count(60)));
  const [order] = ears.map(ear => JSON.stringify(ear.events()));
  for (const ear of ears) {
    expect(JSON.stringify(ear.events())).toBe(order);
    expect(ear.events().map(e => e.seq)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
  }
  await Promise.all(ears.map(ear => ear.end()));
});

test('who joins in the middle of a storm misses nothing and gets nothing twice', async () => {
  let writing = true;
  const storm = (async () => {
    for (let i = 0; writing; i++)
      await happen('middle', 'said', { text: String(i) }, i % 2 ? one : two);
  })();
  const ears: Ear[] = [];
  for (let i = 0; i < 8; i++) ears.push(await enter(i % 2 ? one : two, eve, 'middle'));
  await Promise.all(ears.map(ear => ear.count(20)));
  writing = false;
  await storm;
  const probe = await enter(one, eve, 'middle');
  const last = (await probe.next('snapshot')).seq;
  for (const ear of ears) {
    const { seq, state } = await ear.next('snapshot');
    await ear.count(last - seq);
    const all = [...(state as HallState).said, ...ear.events().map(e => e.data.text)];
    expect(all).toEqual(Array.from({ length: last }, (_, i) => String(i)));
  }
  await Promise.all([probe, ...ears].map(ear => ear.end()));
});

test('people present are shown by place to those who may know, across nodes, and gone when they leave', async () => {
  const li = person('李工', 'expert');
  const wang = { ...person('王工', 'expert'), city: 'south' };
  const first = await enter(one, li, 'seats', { venue: 'main' });
  const guest = await enter(one, eve, 'seats');
  const other = await enter(two, wang, 'seats', { venue: 'branch' });
  const seatsOf = (ear: Ear) =>
    ear.heard
      .findLast(m => m.type === 'presence')
      ?.seats.map(s => `${s.city} ${s.venue} ${s.name} ${s.count}`);
  const both = ['north main 李工 1', 'north null null 1', 'south branch 王工 1'];
  await until(() => seatsOf(first)?.length === 3 && seatsOf(other)?.length === 3);
  expect(seatsOf(first)).toEqual(both);
  expect(seatsOf(other)).toEqual(both);
  await other.end();
  await until(() => seatsOf(first)?.length === 2);
  expect(guest.heard.some(m => m.type === 'presence')).toBe(false);
  await first.end();
  await guest.end();
});

test('who only looks sees what joining would show, and may join from there', async () => {
  await happen('look', 'said', { text: 'a' });
  await happen('look', 'letter', { bidder: 'ann', text: 'secret' });
  const seen = await two.rooms.look(two.context(eve), 'hall:look');
  expect(seen).toMatchObject({ seq: 1, state: { said: ['a'], own: [] } });
  await happen('look', 'said', { text: 'b' });
  const ear = await enter(two, eve, 'look', { after: seen.seq, view: seen.view });
  await ear.count(1);
  expect(ear.events()).toEqual([{ seq: 2, data: { text: 'b' } }]);
  await ear.end();
  const closed = two.rooms.look(two.context(eve), 'hall:closed');
  await expect(closed).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('the server’s time comes with each answer to a ping', async () => {
  const ear = await enter(one, eve, 'join');
  ear.say({ type: 'ping', sent: 12 });
  const pong = await ear.next('pong');
  expect(pong.sent).toBe(12);
  expect(Math.abs(Date.parse(pong.time) - Date.now())).toBeLessThan(60_000);
  await ear.end();
});
