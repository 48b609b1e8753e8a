import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeDevelopmentCa } from '../../certs/development-ca.ts';
import { signIn } from '../../src/cli/sign-in.ts';
import { verifyChallenge, writeChallenge } from '../../src/pki/challenge.ts';
import { openP12 } from '../../src/pki/pkcs12/open.ts';
import { temporaryFolder } from '../support/folder.ts';

async function someKeys() {
  const ca = await makeDevelopmentCa(join(await temporaryFolder(), 'ca'));
  const who = { kind: 'person', name: '蒋惟安', org: '恒筑建设', code: 'p-1' } as const;
  const { p12, passphrase } = await ca.issue({ ...who, key: 'ec', encryption: false }, new Date());
  return openP12(p12, passphrase);
}

/** A server that asks for a signature over `challenge` and keeps what it is sent. */
async function asking(challenge: (origin: string) => string) {
  const sent: { signature: string }[] = [];
  const server = createServer((request, reply) => {
    let body = '';
    request.on('data', chunk => (body += chunk));
    request.on('end', () => {
      const asked = request.url?.endsWith('/challenge');
      if (!asked) sent.push(JSON.parse(body));
      const text = challenge(`http://${request.headers.host}`);
      const expiresAt = new Date().toISOString();
      reply.setHeader('content-type', 'application/json');
      reply.statusCode = asked ? 200 : 503;
      reply.end(JSON.stringify(asked ? { challenge: text, expiresAt } : {}));
    });
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => new Promise<void>(done => server.close(() => done())));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sent };
}

const challengeOf = (origin: string) =>
  writeChallenge({
    origin,
    nonce: 'A'.repeat(43),
    issuedAt: '2026-09-01T00:00:00.000Z',
    expiresAt: '2026-09-01T00:05:00.000Z',
  });

test('a challenge of the site it signs in to is signed', async () => {
  const keys = await someKeys();
  const site = await asking(challengeOf);
  await expect(signIn(site.url, keys)).rejects.toThrow();
  const signature = Buffer.from(site.sent[0]?.signature ?? '', 'base64');
  const { signer } = await verifyChallenge(signature, challengeOf(site.url));
  expect(signer.certificate.subject.commonName).toBe('蒋惟安');
});

test.each([
  ['another site’s challenge', () => challengeOf('https://ggzy.example')],
  ['a bid manifest', () => '{"format":"kaibiao-sealed-bid/1"}'],
  ['an award notice', () => '{"format":"kaibiao-award/1","winner":"x"}'],
  ['no JSON', () => '我同意'],
])('%s is not signed, whatever the server calls it', async (_, text) => {
  const site = await asking(text);
  await expect(signIn(site.url, await someKeys())).rejects.toMatchObject({
    code: 'SIGN_IN_FAILED',
  });
  expect(site.sent).toEqual([]);
});
