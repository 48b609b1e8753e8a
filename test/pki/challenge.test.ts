import { afterAll, beforeAll, expect, test } from 'vitest';
import { utf8 } from '../../src/kernel/bytes.ts';
import { type Signer, signCades } from '../../src/pki/cades.ts';
import { readChallenge, verifyChallenge, writeChallenge } from '../../src/pki/challenge.ts';
import { issue, openWorkshop, signerExtensions, signerOf } from './openssl.ts';

const shop = openWorkshop();
const origin = 'https://kaibiao.example';
const now = new Date('2026-03-01T00:00:10Z');
const text = writeChallenge({
  origin,
  nonce: 'A'.repeat(43),
  issuedAt: '2026-03-01T00:00:00Z',
  expiresAt: '2026-03-01T00:05:00Z',
});
let signer: Signer;
let other: Signer;

beforeAll(async () => {
  issue(shop, 'a', { extensions: signerExtensions });
  issue(shop, 'b', { extensions: signerExtensions });
  signer = await signerOf(shop, 'a', 'ecdsa');
  other = await signerOf(shop, 'b', 'ecdsa');
});
afterAll(() => shop.close());

const sign = (what: string, signers = [signer], detached = false) =>
  signCades(utf8(what), signers, { detached, signingTime: now });
const failed = expect.objectContaining({ code: 'SIGN_IN_FAILED' });

test('the signature over the issued text names its signer', async () => {
  for (const detached of [true, false]) {
    const verified = await verifyChallenge(await sign(text, [signer], detached), text);
    expect(verified.signer.certificate.sha256).toBe(signer.certificate.sha256);
  }
});
test('a signature over another text is refused', async () => {
  const stale = text.replace('AAAA', 'BBBB');
  await expect(verifyChallenge(await sign(stale), text)).rejects.toMatchObject({
    code: 'SIGNATURE_INVALID',
  });
});
test('two signers are refused: a session belongs to one person', async () => {
  const both = await sign(text, [signer, other]);
  await expect(verifyChallenge(both, text)).rejects.toMatchObject({
    facts: { reason: 'signer-count' },
  });
});
test('a client signs only a challenge of the site it is on, in time', () => {
  expect(readChallenge(text, origin, now).nonce).toHaveLength(43);
  expect(() => readChallenge(text, 'https://phish.example', now)).toThrow(failed);
  expect(() => readChallenge(text, origin, new Date('2026-03-01T00:05:00Z'))).toThrow(failed);
  expect(() => readChallenge(`${text} `, origin, now)).toThrow(failed);
  expect(() => readChallenge('{"format":"kaibiao-sealed-bid/1"}', origin, now)).toThrow(failed);
  expect(() => readChallenge('not JSON', origin, now)).toThrow(failed);
});
