import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeClock, startDemoClock } from '../../src/platform/clock.ts';
import type { Orm } from '../../src/platform/database.ts';
import { sha256Hex } from '../../src/platform/digest.ts';
import { once } from '../../src/platform/idempotency.ts';
import { append } from '../../src/platform/ledger/append.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { folderVault, type Vault } from '../../src/platform/vault.ts';
import { freshDatabase } from '../support/database.ts';

let db: { orm: Orm; drop: () => Promise<void> };
let vault: Vault;
let folder: string;
beforeAll(async () => {
  db = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'kaibiao-vault-'));
  vault = await folderVault(folder);
});
afterAll(async () => {
  await db.drop();
  await rm(folder, { recursive: true });
});

// Partial indexes, triggers, checks, delete rules and tables without an entity exist in migrations only.
const meant =
  /^(set names|drop (index|table|trigger|function)|alter table .* (drop constraint|add constraint .* foreign key)|\s*$)/;

test('the migrations make the columns that the entities describe', async () => {
  const sql = await db.orm.schema.getUpdateSchemaSQL();
  expect(sql.split('\n').filter(line => !meant.test(line))).toEqual([]);
});

test('an event is stored as canonical text, and takes the next place in its room', async () => {
  const em = db.orm.em.fork();
  const at = new Date('2026-09-10T07:00:00.000Z');
  const event = { type: 'lot.closed', subject: 'x', room: 'opening:x', data: { b: 1, a: '甲' } };
  const first = await em.transactional(tx => append(tx, event, 'platform', at));
  const second = await em.transactional(tx => append(tx, event, 'platform', at));
  expect([first.roomSeq, second.roomSeq]).toEqual([1, 2]);
  expect(first.text).toContain('"at":"2026-09-10T07:00:00.000Z","data":{"a":"甲","b":1}');
});

test('what a transaction rolls back leaves no event behind', async () => {
  const em = db.orm.em.fork();
  const before = await em.fork().count(Event);
  const refused = em.transactional(async tx => {
    await append(tx, { type: 'x', subject: 'x', data: {} }, 'platform', new Date());
    throw new Error('refused');
  });
  await expect(refused).rejects.toThrow('refused');
  expect(await db.orm.em.fork().count(Event)).toBe(before);
});

test('the demo clock goes forward and never back; a real clock cannot be moved', async () => {
  const em = db.orm.em.fork();
  await startDemoClock(em, 1);
  const clock = makeClock(1);
  const start = await clock.now(em);
  const later = await clock.advance(em, new Date(start.getTime() + 86_400_000));
  expect(later.getTime() - start.getTime()).toBeGreaterThanOrEqual(86_400_000);
  const back = await clock.advance(em, start);
  expect(back.getTime()).toBeGreaterThanOrEqual(later.getTime());
  await expect(makeClock(null).advance(em, later)).rejects.toThrow('real deployment');
});

test('an idempotency key answers a repeat with the first reply, and refuses other content', async () => {
  const em = db.orm.em.fork();
  let runs = 0;
  const act = async () => ({ runs: ++runs });
  const key = { scope: 's', key: 'k-12345678', content: { price: 1 } };
  expect(await once({ em, vault }, key, act)).toEqual({ runs: 1 });
  expect(await once({ em, vault }, key, act)).toEqual({ runs: 1 });
  await expect(once({ em, vault }, { ...key, content: { price: 2 } }, act)).rejects.toMatchObject({
    code: 'IDEMPOTENCY_REUSED',
  });
});

test('a repeat while the first try runs waits for it and gets its reply', async () => {
  const em = db.orm.em.fork();
  const key = { scope: 's', key: 'k-concurrent', content: {} };
  let runs = 0;
  const slow = async () => {
    await new Promise(done => setTimeout(done, 400));
    return { runs: ++runs };
  };
  const all = await Promise.all([1, 2, 3].map(() => once({ em: em.fork(), vault }, key, slow)));
  expect(all).toEqual([{ runs: 1 }, { runs: 1 }, { runs: 1 }]);
});

test('a key whose first try died with its process is free again within seconds', async () => {
  const em = db.orm.em.fork();
  const key = { scope: 's', key: 'k-died-12345', content: {} };
  await once({ em, vault }, key, async () => ({ done: false }));
  await em.execute(
    `update idempotency set reply = null, at = clock_timestamp() where key = 's k-died-12345'`,
  );
  expect(await once({ em, vault }, key, async () => ({ done: true }))).toEqual({ done: true });
});

test('a request body with a password leaves no digest that words could be tried against', async () => {
  const em = db.orm.em.fork();
  const content = { password: 'Spring-2026-tender' };
  await once({ em, vault }, { scope: 's', key: 'k-secret-123', content }, async () => ({}));
  const [row] = await em.execute<{ digest: string }[]>(
    `select digest from idempotency where key = 's k-secret-123'`,
  );
  expect(row?.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(row?.digest).not.toBe(sha256Hex(JSON.stringify(content)));
});
