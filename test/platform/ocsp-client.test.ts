import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type DevelopmentCa, makeDevelopmentCa } from '../../certs/development-ca.ts';
import type { OcspResponder } from '../../certs/ocsp-responder.ts';
import type { Certificate } from '../../src/pki/certificate.ts';
import { ocspClient } from '../../src/platform/ocsp-client.ts';
import { postBounded } from '../../src/platform/post-bounded.ts';

const folder = mkdtempSync(join(tmpdir(), 'kaibiao-ocsp-client-'));
const at = new Date();
let ca: DevelopmentCa;
let responder: OcspResponder;
let certificate: Certificate;
let issuer: Certificate;

beforeAll(async () => {
  ca = await makeDevelopmentCa(folder, at);
  responder = await ca.startResponder(async () => at);
  const order = { kind: 'organisation', name: '甲', org: '甲', code: '1', key: 'ec' } as const;
  certificate = (await ca.issue({ ...order, encryption: false, authority: 0 }, at)).signing;
  issuer = ca.trust.authorities[0]?.intermediates[0] as Certificate;
});
afterAll(async () => {
  await responder.close();
  rmSync(folder, { recursive: true });
});

const question = () => ({ certificate, issuer, crls: [], at, now: at });

/** A server in the place of the responder; counts what it was asked. */
async function inPlace(listener: RequestListener): Promise<{ asked: () => number }> {
  let asked = 0;
  const { port } = new URL(responder.url);
  await responder.close();
  const server = createServer((request, reply) => {
    asked += 1;
    listener(request, reply);
  });
  await new Promise<void>(done => server.listen(Number(port), '127.0.0.1', done));
  const back = async () => {
    server.closeAllConnections();
    await new Promise(done => server.close(done));
    responder = await ca.startResponder(async () => at);
  };
  restoring = back;
  return { asked: () => asked };
}
let restoring: (() => Promise<void>) | null = null;
afterEach(async () => {
  await restoring?.();
  restoring = null;
});

test('an answer is asked once, and remembered', async () => {
  const ask = ocspClient('machine');
  const answer = await ask(question());
  expect(answer).toBeInstanceOf(Uint8Array);
  const { asked } = await inPlace((_, reply) => void reply.writeHead(500).end());
  expect(await ask(question())).toEqual(answer);
  expect(asked()).toBe(0);
});

test('a remembered answer is not given for a time that it does not cover', async () => {
  const ask = ocspClient('machine');
  await ask(question());
  const { asked } = await inPlace((_, reply) => void reply.writeHead(500).end());
  const later = new Date(at.getTime() + 48 * 3_600_000);
  expect(await ask({ ...question(), at: later, now: later })).toBe(null);
  expect(asked()).toBe(1);
});

test.each<[string, RequestListener]>([
  ['an error', (_, reply) => void reply.writeHead(500).end()],
  ['a redirect', (_, reply) => void reply.writeHead(302, { location: '/other' }).end()],
  ['nonsense', (_, reply) => void reply.writeHead(200).end('hello')],
  ['too much', (_, reply) => void reply.writeHead(200).end(Buffer.alloc(100_000, 48))],
  ['nothing, for too long', () => undefined],
  ['half, for too long', (_, reply) => void reply.writeHead(200).write('0')],
])('a responder that gives %s is no help, and is left alone for a while', async (_, listener) => {
  const { asked } = await inPlace(listener);
  const ask = ocspClient('machine', { timeoutMs: 300, rememberMs: 0 });
  expect(await ask(question())).toBe(null);
  expect(await ask(question())).toBe(null);
  expect(asked()).toBe(1);
});

test('this machine and its link are not asked in production', async () => {
  const ask = ocspClient();
  const { asked } = await inPlace((_, reply) => void reply.writeHead(200).end());
  expect(await ask(question())).toBe(null);
  expect(asked()).toBe(0);
});

test.each([
  ['http://127.0.0.1:1/', 'not asked'],
  ['http://[::1]:1/', 'not asked'],
  ['http://[::ffff:127.0.0.1]:1/', 'not asked'],
  ['http://2130706433:1/', 'not asked'],
  ['http://169.254.169.254/latest', 'not asked'],
  ['http://localhost:1/', 'not asked'],
  ['file:///etc/passwd', 'not asked'],
  ['http://user:word@example.org/', 'not asked'],
  ['nothing', 'Invalid URL'],
])('%s is not posted to', async (address, said) => {
  const limits = { type: 'x/y', timeoutMs: 1000, mostBytes: 10, reachable: 'public' } as const;
  await expect(postBounded(address, new Uint8Array(), limits)).rejects.toThrow(said);
});
