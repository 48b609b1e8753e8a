import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeClock } from '../../src/platform/clock.ts';
import { transact } from '../../src/platform/command.ts';
import { aCity, type City } from '../support/trade.ts';

let city: City;
let holder: pg.Client;
beforeAll(async () => {
  city = await aCity();
  await city.orm.em.fork().execute(`insert into ledger_room (name, seq) values ('held', 1)`);
  holder = new pg.Client({ connectionString: city.url });
  await holder.connect();
});
afterAll(async () => {
  await holder.end();
  await city.drop();
});

const select = 'select seq from ledger_room where name = $1 for update';

/** Waits for the row while `holder` has it, does `meanwhile`, and gives the time that was read and when the row was let go. */
async function waitFor(clock: City['clock'], meanwhile: () => Promise<unknown>) {
  await holder.query('begin');
  await holder.query(`select 1 from ledger_room where name = 'held' for update`);
  const ctx = { ...city.context(), clock };
  const waiting = transact(ctx, tx => tx.lock<{ seq: string }>(select, ['held']));
  await pause(300);
  await meanwhile();
  const letGo = await clock.now(city.orm.em.fork());
  await holder.query(`update ledger_room set seq = seq + 1 where name = 'held'`);
  await holder.query('commit');
  return { letGo, got: await waiting };
}

test('the time is read after the lock, and the row is as its last holder left it', async () => {
  const { letGo, got } = await waitFor(makeClock(null), async () => undefined);
  expect(got?.row.seq).toBe('2');
  expect(got?.now.getTime()).toBeGreaterThanOrEqual(letGo.getTime());
});

test('a demo clock put forward during the wait counts', async () => {
  const later = new Date((await city.now()).getTime() + 86_400_000);
  const { got } = await waitFor(city.clock, () => city.advance(later));
  expect(got?.now.getTime()).toBeGreaterThanOrEqual(later.getTime());
});

test('a row that is not there is no lock', async () => {
  expect(await transact(city.context(), tx => tx.lock(select, ['nobody']))).toBeNull();
});
