import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromHex, hex, utf8 } from '../../src/kernel/bytes.ts';
import { addTimestamps, type Signer, signCades, verifyCades } from '../../src/pki/cades.ts';
import { answerTimestampRequest, type Stamp } from '../../src/pki/timestamp/authority.ts';
import { readTimestampRequest, writeTimestampRequest } from '../../src/pki/timestamp/request.ts';
import { readTimestampResponse, verifyTimestamp } from '../../src/pki/timestamp/verify.ts';
import { caExtensions, issue, openWorkshop, signerOf } from './openssl.ts';

const shop = openWorkshop();
const content = utf8('投标清单');
const nonce = fromHex('00f1e2d3c4b5a697');
const stamp: Stamp = {
  policy: '1.3.6.1.4.1.99999.1',
  serial: fromHex('80a1'),
  at: new Date('2026-03-01T01:02:03.450Z'),
  accuracyMs: 1500,
};
let sha256: Uint8Array<ArrayBuffer>;
let authority: Signer;

beforeAll(async () => {
  sha256 = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  issue(shop, 'ca', { extensions: caExtensions });
  issue(shop, 'tsa', {
    issuer: 'ca',
    extensions: ['keyUsage=critical,digitalSignature', 'extendedKeyUsage=critical,timeStamping'],
  });
  authority = await signerOf(shop, 'tsa', 'ecdsa', ['ca']);
  shop.write('content', content);
  shop.write(
    'ts.cnf',
    `[tsa]
default_tsa=t
[t]
serial=${shop.path('serial')}
crypto_device=builtin
signer_cert=${shop.path('tsa.crt')}
signer_key=${shop.path('tsa.key')}
certs=${shop.path('ca.crt')}
signer_digest=sha256
default_policy=1.2.3.4.1
digests=sha256,sha512
accuracy=secs:1,millisecs:500,microsecs:100
ess_cert_id_alg=sha256
ess_cert_id_chain=no
ordering=yes
tsa_name=yes
`,
  );
});
afterAll(() => shop.close());

const refusal = (reason: string) =>
  expect.objectContaining({
    code: 'TIMESTAMP_INVALID',
    facts: expect.objectContaining({ reason }),
  });
const ask = (...args: string[]) => {
  shop.run('ts', '-query', '-data', 'content', ...args, '-out', 'asked.tsq');
  return shop.read('asked.tsq');
};
const opensslReply = (request: Uint8Array) => {
  shop.write('ours.tsq', request);
  shop.run('ts', '-reply', '-config', 'ts.cnf', '-queryfile', 'ours.tsq', '-out', 'theirs.tsr');
  return shop.read('theirs.tsr');
};

describe('our authority', () => {
  test.each([[['-cert', '-sha256']], [['-cert', '-sha256', '-no_nonce']]])(
    'openssl accepts its answer to openssl (%j)',
    async args => {
      shop.write('r.tsr', await answerTimestampRequest(ask(...args), authority, stamp));
      const by = ['-CAfile', 'ca.crt'];
      shop.run('ts', '-verify', '-queryfile', 'asked.tsq', '-in', 'r.tsr', ...by);
      shop.run('ts', '-verify', '-data', 'content', '-in', 'r.tsr', ...by);
      const shown = shop.run('ts', '-reply', '-in', 'r.tsr', '-text').toString();
      expect(shown).toContain('Mar  1 01:02:03.45 2026 GMT');
    },
  );
  test('openssl accepts a token that carries no certificates', async () => {
    const answer = await answerTimestampRequest(ask('-sha256'), authority, stamp);
    shop.write('bare.tsr', answer);
    const by = ['-CAfile', 'ca.crt', '-untrusted', 'tsa.crt'];
    shop.run('ts', '-verify', '-queryfile', 'asked.tsq', '-in', 'bare.tsr', ...by);
    const token = readTimestampResponse(answer);
    await expect(verifyTimestamp(token, sha256)).rejects.toEqual(refusal('certificate-missing'));
    const certificates = [authority.certificate];
    await expect(verifyTimestamp(token, sha256, { certificates })).resolves.toBeDefined();
  });
  test('rejects another hash or another policy, and openssl reads why', async () => {
    for (const [args, why] of [
      [['-sha1'], 'the request was not'],
      [['-sha256', '-tspolicy', '1.2.3.4'], 'unacceptedPolicy'],
    ] as const) {
      const answer = await answerTimestampRequest(ask(...args), authority, stamp);
      expect(() => readTimestampResponse(answer)).toThrow(refusal('not-granted'));
      shop.write('no.tsr', answer);
      const shown = shop.run('ts', '-reply', '-in', 'no.tsr', '-text').toString();
      expect(shown.includes(why) || shown.includes('Rejected'), why).toBe(true);
    }
  });
});

describe('our verifier', () => {
  test('accepts what openssl stamps for our request', async () => {
    const token = readTimestampResponse(opensslReply(writeTimestampRequest(sha256, nonce)));
    const verified = await verifyTimestamp(token, sha256, { nonce });
    expect(verified).toMatchObject({ accuracyMs: 1500.1, policy: '1.2.3.4.1' });
    expect(verified.certificate.sha256).toBe(authority.certificate.sha256);
  });
  test('gives the time to the millisecond', async () => {
    const request = writeTimestampRequest(sha256, nonce);
    const token = readTimestampResponse(await answerTimestampRequest(request, authority, stamp));
    const verified = await verifyTimestamp(token, sha256, { nonce });
    expect(verified).toMatchObject({ at: stamp.at, accuracyMs: 1500, serial: '0080a1' });
  });
  test('refuses a stamp over something else, or for another request', async () => {
    const token = readTimestampResponse(opensslReply(writeTimestampRequest(sha256, nonce)));
    const other = sha256.slice().reverse();
    await expect(verifyTimestamp(token, other)).rejects.toEqual(refusal('other-imprint'));
    const stale = { nonce: fromHex('01') };
    await expect(verifyTimestamp(token, sha256, stale)).rejects.toEqual(refusal('other-nonce'));
  });
  test('refuses a token with one flipped byte', async () => {
    const request = writeTimestampRequest(sha256, nonce);
    const bare = { ...authority, chain: [] };
    const token = readTimestampResponse(await answerTimestampRequest(request, bare, stamp));
    const at = Buffer.from(token).indexOf('20260301010203.45Z');
    expect(at).toBeGreaterThan(0);
    token[at + 3] = 0x37;
    await expect(verifyTimestamp(token, sha256)).rejects.toEqual(refusal('digest-mismatch'));
  });
  test('refuses an ordinary signature as a time stamp', async () => {
    const p7 = await signCades(content, [authority], { detached: false, signingTime: null });
    await expect(verifyTimestamp(p7, sha256)).rejects.toEqual(refusal('content-type'));
  });
  test('reads the request it wrote', () => {
    const read = readTimestampRequest(writeTimestampRequest(sha256, nonce));
    expect(hex(read.nonce ?? nonce)).toBe('00f1e2d3c4b5a697');
    expect(read.wantsCertificates).toBe(true);
  });
});

test('a signature takes a time stamp, and openssl still accepts it (CAdES-T)', async () => {
  const p7 = await signCades(content, [authority], { detached: false, signingTime: stamp.at });
  const stamped = await addTimestamps(p7, async imprint =>
    readTimestampResponse(
      await answerTimestampRequest(writeTimestampRequest(imprint, nonce), authority, stamp),
    ),
  );
  const [signer] = (await verifyCades(stamped)).signers;
  const imprint = new Uint8Array(await crypto.subtle.digest('SHA-256', signer.signature));
  if (!signer.timestampToken) throw new Error('no token');
  expect((await verifyTimestamp(signer.timestampToken, imprint)).at).toEqual(stamp.at);
  shop.write('t.p7s', stamped);
  shop.run(
    ...['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', 't.p7s'],
    ...['-CAfile', 'ca.crt', '-purpose', 'any'],
  );
});
