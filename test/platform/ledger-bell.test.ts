import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBell } from '../../src/platform/ledger/bell.ts';
import { freshDatabase } from '../support/database.ts';
import { until } from '../support/ledger.ts';

let db: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());

const node = async () => {
  const heard = { rings: 0, words: [] as unknown[] };
  const bell = await startBell({
    url: db.url,
    onRing: () => {
      heard.rings++;
    },
    onTell: (topic, message) => heard.words.push([topic, message]),
  });
  return { bell, heard };
};

test('a ring is heard by every node; a thousand in a row are a few', async () => {
  const [one, two] = [await node(), await node()];
  for (let i = 0; i < 1000; i++) one.bell.ring();
  expect(one.heard.rings).toBe(1000);
  await until(() => two.heard.rings > 0);
  one.bell.tell('last', 1);
  await until(() => two.heard.words.length === 1);
  expect(two.heard.rings).toBeLessThan(10);
  await one.bell.stop();
  await two.bell.stop();
});

test('word goes to the other nodes, in order, and not back', async () => {
  const [one, two] = [await node(), await node()];
  for (let i = 0; i < 5; i++) one.bell.tell('presence', { i });
  await until(() => two.heard.words.length === 5);
  expect(two.heard.words).toEqual([0, 1, 2, 3, 4].map(i => ['presence', { i }]));
  expect(one.heard.words).toEqual([]);
  await one.bell.stop();
  await two.bell.stop();
});

test('a cut connection comes back, and a node that was deaf looks for what it missed', async () => {
  const [one, two] = [await node(), await node()];
  const admin = new pg.Client({ connectionString: db.url });
  await admin.connect();
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'kaibiao-bell' and datname = current_database()`,
  );
  await admin.end();
  await until(() => one.heard.rings > 0 && two.heard.rings > 0);
  one.bell.tell('after', 1);
  await until(() => two.heard.words.length === 1);
  await one.bell.stop();
  await two.bell.stop();
});
