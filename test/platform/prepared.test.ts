import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Event, LedgerRoom } from '../../src/platform/ledger/entities.ts';
import { insertRows, prepared, rowOf } from '../../src/platform/prepared.ts';
import { aCity, type City } from '../support/trade.ts';

let city: City;
beforeAll(async () => {
  city = await aCity();
});
afterAll(() => city.drop());

test('a statement is parsed once for a connection, and planned for all its values', async () => {
  const text = 'select $1::int + 1 as next';
  const [next, held] = await city.orm.em.fork().transactional(async em => {
    const next: number[] = [];
    for (const n of [1, 2, 3, 4, 5, 6, 7]) {
      const [row] = await prepared<{ next: number }>(em, text, [n]);
      next.push(row?.next ?? 0);
    }
    const held = await em.execute(
      `select generic_plans::int as generic, custom_plans::int as custom
       from pg_prepared_statements where statement = ?`,
      [text],
    );
    return [next, held];
  });
  expect(next).toEqual([2, 3, 4, 5, 6, 7, 8]);
  // PostgreSQL plans for the values five times before it trusts the plan for all.
  expect(held).toEqual([{ generic: 2, custom: 5 }]);
});

test('it belongs to the transaction around it: what is rolled back is gone', async () => {
  const em = city.orm.em.fork();
  const undone = em.transactional(async inner => {
    await prepared(inner, 'insert into ledger_room (name, seq) values ($1, $2)', ['undone', 1]);
    throw new Error('changed my mind');
  });
  await expect(undone).rejects.toThrow('changed my mind');
  expect(await prepared(em, 'select 1 from ledger_room where name = $1', ['undone'])).toEqual([]);
});

test('rows of several tables are stored as the entities read them back, and values never become SQL', async () => {
  const row = {
    ...{
      id: v7(),
      type: `it's "$1" ?`,
      subject: '标段',
      room: null,
      roomSeq: 9_007_199_254_740_991,
    },
    ...{ actor: 'a\\b', at: new Date('2026-09-10T02:03:04.567Z'), text: '{"a":[1,2]}' },
    ...{ blind: randomBytes(32), leafIndex: null },
  };
  const em = city.orm.em.fork();
  const room = { name: "a 'room'", seq: 1 };
  await insertRows(em, [rowOf(em, Event, row), rowOf(em, LedgerRoom, room)]);
  expect({ ...(await em.findOneOrFail(Event, { id: row.id })) }).toEqual(row);
  expect({ ...(await em.findOneOrFail(LedgerRoom, { name: room.name })) }).toEqual(room);
  const again = insertRows(em, [
    rowOf(em, LedgerRoom, { name: 'another', seq: 1 }),
    rowOf(em, Event, row),
  ]);
  await expect(again).rejects.toThrow('event_pkey');
  expect(await em.count(LedgerRoom, { name: 'another' })).toBe(0);
});
