import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Orm } from '../../src/platform/database.ts';
import { append } from '../../src/platform/ledger/append.ts';
import { logKey } from '../../src/platform/ledger/key.ts';
import {
  inclusionProof,
  latestCheckpoint,
  leafIndexOf,
  readTile,
  untilLogged,
} from '../../src/platform/ledger/log.ts';
import { startSequencer } from '../../src/platform/ledger/sequencer.ts';
import { readCheckpoint } from '../../src/transparency/checkpoint.ts';
import { leafHash } from '../../src/transparency/hash.ts';
import { hashesOf, parseBundle, tileReader } from '../../src/transparency/tiles.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/folder.ts';
import { record, sequenced, testLogKey, until } from '../support/ledger.ts';
import { auditLog } from '../support/log-audit.ts';

let db: Awaited<ReturnType<typeof freshDatabase>>;
let orm: Orm;
beforeAll(async () => {
  db = await freshDatabase();
  orm = db.orm;
});
afterAll(() => db.drop());

const outboxEmpty = async () => {
  const [row] = await orm.em
    .fork()
    .execute<{ n: string }[]>('select count(*) n from event where leaf_index is null');
  return row?.n === '0';
};

test('an event is stored as the canonical text that the log commits to', async () => {
  const id = await record(orm, { data: { b: 2, a: '甲' } });
  const [row] = await orm.em
    .fork()
    .execute<{ text: string }[]>('select text from event where id = ?', [id]);
  const parsed = JSON.parse(row?.text ?? '');
  expect(row?.text).toBe(canonicalize(parsed));
  expect(parsed).toMatchObject({ id, type: 'test.said', data: { a: '甲', b: 2 } });
});

test('an event whose transaction fails leaves no trace', async () => {
  const at = new Date();
  const event = { type: 'test.failed', subject: 'lot', room: 'test:failed', data: {} };
  const failing = orm.em.fork().transactional(async em => {
    await append(em, event, 'somebody', at);
    throw new Error('refused');
  });
  await expect(failing).rejects.toThrow('refused');
  const em = orm.em.fork();
  expect(await em.execute(`select 1 from event where type = 'test.failed'`)).toEqual([]);
  expect(await em.execute(`select 1 from ledger_room where name = 'test:failed'`)).toEqual([]);
});

test('a room’s events are numbered without a gap, whoever writes and whatever fails', async () => {
  const write = (i: number) =>
    orm.em.fork().transactional(async em => {
      await append(
        em,
        { type: 'test.said', subject: 'x', room: 'test:race', data: { i } },
        'p',
        new Date(),
      );
      if (i % 3 === 0) throw new Error('refused');
    });
  await Promise.allSettled(Array.from({ length: 30 }, (_, i) => write(i)));
  const rows = await orm.em
    .fork()
    .execute<{ room_seq: string }[]>(
      `select room_seq from event where room = 'test:race' order by room_seq`,
    );
  expect(rows.map(r => Number(r.room_seq))).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
});

test('every event is proved in the signed checkpoint, and each checkpoint continues the last', async () => {
  await sequenced(db.url, async sequencer => {
    for (let batch = 0; batch < 6; batch++) {
      for (let i = 0; i < 1 + batch * 11; i++) await record(orm, { data: { batch, i } });
      sequencer.wake();
      await until(outboxEmpty);
    }
  });
  const audit = await auditLog(orm);
  expect(audit.waiting).toBe(0);
  expect(audit.events).toBeGreaterThan(170);
  expect(audit.size % 8).toBe(0);
});

test('the log grows by eight for one event as for eight, so that its size counts nobody (C21)', async () => {
  const sizes: number[] = [];
  await sequenced(db.url, async sequencer => {
    for (const count of [1, 5, 8, 9]) {
      const before = (await latestCheckpoint(orm.em.fork()))?.size ?? 0;
      await orm.em.fork().transactional(async em => {
        const event = { type: 'test.said', subject: 'x', data: {} };
        for (let i = 0; i < count; i++) await append(em, event, 'p', new Date());
      });
      sequencer.wake();
      await until(outboxEmpty);
      sizes.push(((await latestCheckpoint(orm.em.fork()))?.size ?? 0) - before);
    }
  });
  expect(sizes).toEqual([8, 8, 8, 16]);
});

test('an idle log grows too, by cover leaves', async () => {
  const before = (await latestCheckpoint(orm.em.fork()))?.size ?? 0;
  const sequencer = startSequencer({ url: db.url, key: testLogKey, coverMs: 30 });
  await until(async () => ((await latestCheckpoint(orm.em.fork()))?.size ?? 0) >= before + 40);
  await sequencer.stop();
  await auditLog(orm);
});

test('within a round, events go in by time, then id', async () => {
  const em = orm.em.fork();
  const ids: string[] = [];
  for (const offset of [5, 1, 3])
    await em.transactional(async inner => {
      const event = { type: 'test.said', subject: 'x', data: { offset } };
      ids.push((await append(inner, event, 'p', new Date(Date.now() - offset * 1000))).id);
    });
  await sequenced(db.url, async () => until(outboxEmpty));
  const places = await Promise.all(ids.map(id => leafIndexOf(orm.em.fork(), id)));
  const [five = 0, one = 0, three = 0] = places as number[];
  expect([five, three, one]).toEqual([five, five + 1, five + 2]);
});

test('events left by a node that died before it could ring are taken all the same', async () => {
  await sequenced(db.url, async () => {
    const id = await record(orm);
    expect(await untilLogged(orm.em.fork(), id, 20_000)).toBeGreaterThan(0);
  });
});

test('the tiles and bundles on offer are the log, and what it does not have is not found', async () => {
  const em = orm.em.fork();
  const head = readCheckpoint((await latestCheckpoint(em))?.note ?? '');
  expect(head.size).toBeGreaterThan(256);
  const range = tileReader(head.size, tile => readTile(em, tile));
  expect(await range(0, head.size)).toEqual(head.root);
  const bundle = await readTile(em, { level: 'entries', number: 0, width: 256 });
  const tile = await readTile(em, { level: 0, number: 0, width: 256 });
  expect(parseBundle(bundle).map(leafHash)).toEqual(hashesOf(tile, 256));
  const refused = expect.objectContaining({ code: 'NOT_FOUND' });
  await expect(readTile(em, { level: 0, number: 9, width: 256 })).rejects.toEqual(refused);
  await expect(inclusionProof(em, head.size)).rejects.toEqual(refused);
  await expect(leafIndexOf(em, '00000000-0000-7000-8000-000000000000')).rejects.toEqual(refused);
});

test('the database refuses to rewrite or drop what was recorded', async () => {
  const em = orm.em.fork();
  for (const attempt of [
    `update event set text = '{}' where true`,
    `update event set leaf_index = leaf_index + 1 where leaf_index is not null`,
    'update event set leaf_index = null where leaf_index is not null',
    `update event set blind = '\\x00', leaf_index = 1 where leaf_index is null`,
    'delete from event',
    'truncate event',
    `update log_leaf set entry = '\\x00'`,
    'delete from log_leaf',
    'truncate log_leaf',
    'delete from log_tile',
    `update log_checkpoint set note = ''`,
    'delete from log_checkpoint',
  ]) {
    await record(orm);
    await expect(em.execute(attempt), attempt).rejects.toThrow('is a record');
  }
});

test('the log key is made once, closed to others, and keeps its name', async () => {
  const folder = await temporaryFolder();
  const [one, two] = await Promise.all([logKey(folder, 'a.example/log'), logKey(folder, 'b')]);
  expect(one.verifier).toEqual(two.verifier);
  expect((await logKey(folder, 'c.example')).verifier).toEqual(one.verifier);
  expect(statSync(join(folder, 'keys/log')).mode & 0o777).toBe(0o600);
  expect(existsSync(join(folder, 'keys'))).toBe(true);
  writeFileSync(join(folder, 'keys/log'), 'PRIVATE+KEY+x+00000000+AAAA\n');
  await expect(logKey(folder, 'x')).rejects.toThrow('is not a log key');
});
