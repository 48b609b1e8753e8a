import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Router from '@koa/router';
import Koa from 'koa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditRoutes } from '../../src/audit/routes.ts';
import { fromBase64 } from '../../src/kernel/bytes.ts';
import { problems } from '../../src/platform/http.ts';
import { visitor } from '../../src/platform/identity.ts';
import { openCheckpoint } from '../../src/transparency/checkpoint.ts';
import { leafHash } from '../../src/transparency/hash.ts';
import { leafEntry } from '../../src/transparency/leaf.ts';
import { parseVerifier } from '../../src/transparency/note.ts';
import { verifyConsistency } from '../../src/transparency/proof.ts';
import { parseBundle, tilePath, tileReader } from '../../src/transparency/tiles.ts';
import { verifyTlogProof } from '../../src/transparency/tlog-proof.ts';
import { freshDatabase } from '../support/database.ts';
import { record, sequenced, testLogKey, until } from '../support/ledger.ts';
import { auditLog } from '../support/log-audit.ts';

let db: Awaited<ReturnType<typeof freshDatabase>>;
let server: Server;
let url: string;
beforeAll(async () => {
  db = await freshDatabase();
  const koa = new Koa();
  const router = new Router();
  auditRoutes(router, testLogKey.verifier);
  koa.use(problems as Koa.Middleware);
  koa.use(async (context, next) => {
    context.state.context = { em: db.orm.em.fork(), actor: visitor };
    await next();
  });
  koa.use(router.routes());
  server = createServer(koa.callback()).listen(0, '127.0.0.1');
  await new Promise(done => server.once('listening', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await db.drop();
});

const get = (path: string) => fetch(url + path);
const json = async (path: string) => (await get(path)).json();
const bytesOf = async (path: string) => new Uint8Array(await (await get(path)).arrayBuffer());
const grow = (count: number) =>
  sequenced(db.url, async sequencer => {
    for (let i = 0; i < count; i++) await record(db.orm);
    sequencer.wake();
    await until(async () => (await auditLog(db.orm)).waiting === 0);
  });

test('before its first round the log has no checkpoint, and an event no place', async () => {
  expect((await get('/log/checkpoint')).status).toBe(404);
  const id = await record(db.orm);
  expect(await json(`/api/log/inclusion?event=${id}`)).toEqual({ index: null, proof: null });
});

test('a stranger with the key alone checks the log from its public resources', async () => {
  await grow(270);
  const log = parseVerifier((await json('/api/log/key')).verifier);
  const answer = await get('/log/checkpoint');
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('no-cache');
  const head = openCheckpoint(await answer.text(), log);
  const range = tileReader(head.size, tile => bytesOf(`/log/${tilePath(tile)}`));
  expect(await range(0, head.size)).toEqual(head.root);
  const bundle = parseBundle(await bytesOf('/log/tile/entries/000'));
  expect(leafHash(bundle[5] as Uint8Array)).toEqual(await range(5, 6));
});

test('a receipt holder gets a proof by event or place; both at once are refused', async () => {
  const id = await record(db.orm, { data: { lot: 'one' } });
  await grow(1);
  const { index, proof } = await json(`/api/log/inclusion?event=${id}`);
  const [row] = await db.orm.em
    .fork()
    .execute<{ type: string; blind: Buffer; text: string }[]>('select * from event where id = ?', [
      id,
    ]);
  const entry = leafEntry(row?.type ?? '', row?.blind ?? Buffer.of(), row?.text ?? '');
  expect(verifyTlogProof(proof, entry, testLogKey.verifier).index).toBe(index);
  expect(await json(`/api/log/inclusion?index=${index}`)).toEqual({ index, proof });
  expect((await get(`/api/log/inclusion?index=1&event=${id}`)).status).toBe(400);
  expect((await get('/api/log/inclusion')).status).toBe(400);
  expect((await get('/api/log/inclusion?index=999999')).status).toBe(404);
});

test('two checkpoints are shown to be one log', async () => {
  const before = openCheckpoint(await (await get('/log/checkpoint')).text(), testLogKey.verifier);
  await grow(20);
  const after = openCheckpoint(await (await get('/log/checkpoint')).text(), testLogKey.verifier);
  const { hashes } = await json(`/api/log/consistency?from=${before.size}&to=${after.size}`);
  const proof = (hashes as string[]).map(fromBase64);
  expect(verifyConsistency(before.size, after.size, proof, before.root, after.root)).toBe(true);
  expect((await get(`/api/log/consistency?from=9&to=8`)).status).toBe(400);
  expect((await get(`/api/log/consistency?from=8&to=99999`)).status).toBe(404);
});

test('tiles may be kept for ever, and one that is not there is not found', async () => {
  const tile = await get('/log/tile/0/000');
  expect(tile.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(tile.headers.get('content-type')).toBe('application/octet-stream');
  expect((await tile.arrayBuffer()).byteLength).toBe(8192);
  for (const path of [
    'tile/0/0',
    'tile/0/009',
    'tile/1/000.p/9',
    'tile/0/000.p/256',
    'x',
    'tile/5/000',
  ])
    expect((await get(`/log/${path}`)).status, path).toBe(404);
});
