import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answered, answerOcsp, type Known } from '../../certs/answer-ocsp.ts';
import { type DevelopmentCa, makeDevelopmentCa } from '../../certs/development-ca.ts';
import { concat } from '../../src/kernel/bytes.ts';
import { writeSignatureAlgorithm } from '../../src/pki/algorithm.ts';
import { type Certificate, toPem } from '../../src/pki/certificate.ts';
import { type Bytes, bits, context, der, octets, sequence, tags, yes } from '../../src/pki/der.ts';
import { oid, time } from '../../src/pki/der-values.ts';
import { keyHash, writeCertificateId } from '../../src/pki/ocsp/certificate-id.ts';
import { readOcspRequest, writeOcspRequest } from '../../src/pki/ocsp/request.ts';
import { checkOcsp, statusAt } from '../../src/pki/ocsp/verify.ts';
import { oids } from '../../src/pki/oids.ts';
import { signSha256 } from '../../src/pki/signature.ts';
import { checkCertificate } from '../../src/pki/trust.ts';
import {
  caExtensions,
  issue,
  listOf,
  openWorkshop,
  signerExtensions,
  signerOf,
  stampOf,
} from './openssl.ts';

const shop = openWorkshop();
const folder = mkdtempSync(join(tmpdir(), 'kaibiao-ocsp-'));
/** A whole second, after the certificates have been issued. */
const at = new Date(Math.floor(Date.now() / 1000) * 1000 + 60_000);
const hour = 3_600_000;
const later = (hours: number) => new Date(at.getTime() + hours * hour);
const nonce = Uint8Array.from({ length: 16 }, (_, i) => 0xa0 + i);
let ca: DevelopmentCa;
let issuer: Certificate;
let leaf: Certificate;

const delegateExtensions = [
  'basicConstraints=critical,CA:FALSE',
  'keyUsage=critical,digitalSignature',
  'extendedKeyUsage=OCSPSigning',
];

beforeAll(async () => {
  ca = await makeDevelopmentCa(folder, at);
  issue(shop, 'ca', { extensions: caExtensions });
  issue(shop, 'leaf', { issuer: 'ca', extensions: signerExtensions });
  issue(shop, 'delegate', { issuer: 'ca', extensions: delegateExtensions });
  issue(shop, 'rsa', { issuer: 'ca', extensions: delegateExtensions, key: 'rsa' });
  issue(shop, 'plain', { issuer: 'ca', extensions: signerExtensions });
  issue(shop, 'other', { extensions: caExtensions });
  issue(shop, 'foreign', { issuer: 'other', extensions: delegateExtensions });
  issuer = shop.certificate('ca');
  leaf = shop.certificate('leaf');
});
afterAll(() => {
  shop.close();
  rmSync(folder, { recursive: true });
});

/** An answer by our responder, about `leaf` unless told otherwise. */
async function answered(
  by = 'delegate',
  { know = 'good' as Known, about = leaf, when = at, ask = nonce } = {},
): Promise<Bytes> {
  const delegate = await signerOf(shop, by, 'ecdsa');
  const authority: Answered = { issuer, delegate, know: () => know };
  return answerOcsp(writeOcspRequest(about, issuer, ask), [authority], when);
}

/** A response with parts that our responder never writes, signed by the delegate. */
async function forged(parts: {
  readonly single?: readonly Bytes[];
  readonly extensions?: Bytes;
  readonly thisUpdate?: Date;
  readonly nextUpdate?: Date | null;
  readonly sign?: (data: Bytes) => Bytes;
}): Promise<Bytes> {
  const { key, certificate } = await signerOf(shop, 'delegate', 'ecdsa');
  const { thisUpdate = at, nextUpdate = later(24), single = [] } = parts;
  const answer = sequence(
    writeCertificateId(leaf, issuer),
    der(context(0, true)),
    time(thisUpdate, true),
    ...(nextUpdate ? [der(context(0), time(nextUpdate, true))] : []),
    ...single,
  );
  const data = sequence(
    der(context(2), octets(keyHash(certificate))),
    time(at, true),
    sequence(answer),
    ...(parts.extensions ? [der(context(1), sequence(parts.extensions))] : []),
  );
  const signature = await signSha256(key, parts.sign?.(data) ?? data);
  const sent = der(context(0), sequence(certificate.der));
  const basic = sequence(data, writeSignatureAlgorithm('ecdsa'), bits(signature), sent);
  const given = sequence(oid(oids.ocspBasic), octets(basic));
  return sequence(der(tags.enumerated, Uint8Array.of(0)), der(context(0), given));
}

/** A list of the CA on which NAME is revoked since long ago. */
const revokedOn = (name: string) =>
  listOf(shop, 'ca', [`R\t491231235959Z\t200101000000Z\t${serialOf(name)}\tunknown\t/CN=${name}`]);
const serialOf = (name: string) => shop.certificate(name).serial.toUpperCase();

const refused = (reason: string) => ({ ok: false, reason });
const check = (response: Uint8Array, options = {}) => checkOcsp(response, leaf, issuer, options);
const answerOf = async (response: Uint8Array) => {
  const found = await check(response);
  if (!found.ok) throw new Error(found.reason);
  return found.answer;
};

describe('our response', () => {
  test.each([
    ['good', 'good'],
    ['unknown', 'unknown'],
    [new Date(0), 'revoked'],
  ] as const)('says %s', async (know, status) => {
    const response = await answered('delegate', { know });
    expect(await check(response, { nonce, now: at })).toMatchObject({
      ok: true,
      answer: { status },
    });
  });
  test('by the issuer itself holds', async () => {
    expect(await check(await answered('ca'))).toMatchObject({ ok: true });
  });
  test.each(['sha1', 'sha256'])('is accepted by openssl, asked by %s', async hash => {
    for (const [know, said] of [
      ['good', 'leaf.crt: good'],
      [at, 'leaf.crt: revoked'],
    ] as const) {
      shop.run(
        ...['ocsp', '-issuer', 'ca.crt', `-${hash}`, '-cert', 'leaf.crt', '-reqout', 'leaf.req'],
      );
      const delegate = await signerOf(shop, 'delegate', 'ecdsa');
      const authority = { issuer, delegate, know: () => know };
      shop.write('ours.der', await answerOcsp(shop.read('leaf.req'), [authority], at));
      const out = shop.run(
        ...['ocsp', '-issuer', 'ca.crt', `-${hash}`, '-cert', 'leaf.crt', '-reqin', 'leaf.req'],
        ...['-respin', 'ours.der', '-CAfile', 'ca.crt', '-no_nonce'],
      );
      expect(out.toString()).toContain(said);
    }
  });
});

describe('openssl as the responder', () => {
  /** Answers what we ask, from an index of one line. */
  function opensslAnswers(line: string, by: string, options: readonly string[] = []): Uint8Array {
    shop.write('index.txt', `${line}\n`);
    shop.write('ask.der', writeOcspRequest(leaf, issuer, nonce));
    shop.run(
      ...['ocsp', '-index', 'index.txt', '-CA', 'ca.crt', '-reqin', 'ask.der'],
      ...['-rsigner', `${by}.crt`, '-rkey', `${by}.key`, '-respout', 'theirs.der', ...options],
    );
    return shop.read('theirs.der');
  }
  const line = (state: string, revoked: string) =>
    [state, stampOf(leaf.notAfter), revoked, leaf.serial.toUpperCase(), 'unknown', '/CN=leaf'].join(
      '\t',
    );

  test.each(['delegate', 'rsa', 'ca'])('by %s its answer to our request holds', async by => {
    const response = opensslAnswers(line('V', ''), by, ['-ndays', '1']);
    expect(await check(response, { nonce })).toMatchObject({
      ok: true,
      answer: { status: 'good' },
    });
  });
  test('named by its key, without an end of validity', async () => {
    const response = opensslAnswers(line('V', ''), 'delegate', ['-resp_key_id']);
    const found = await check(response, { nonce });
    expect(found).toMatchObject({ ok: true, answer: { status: 'good', nextUpdate: null } });
  });
  test('a revocation is read with its time', async () => {
    const response = opensslAnswers(line('R', `${stampOf(at)},keyCompromise`), 'delegate');
    expect(await check(response)).toMatchObject({
      ok: true,
      answer: { status: 'revoked', revokedAt: at },
    });
  });
  test('a serial number that it does not know is unknown', async () => {
    const other = line('V', '').replace(leaf.serial.toUpperCase(), '0BAD');
    expect(await check(opensslAnswers(other, 'delegate'))).toMatchObject({
      ok: true,
      answer: { status: 'unknown' },
    });
  });
});

describe('a response is refused', () => {
  test('when it is cut off, or not DER', async () => {
    const response = await answered();
    expect(await check(response.subarray(0, -1))).toEqual(refused('malformed'));
    expect(await check(concat(response, Uint8Array.of(0)))).toEqual(refused('malformed'));
    expect(await check(new Uint8Array())).toEqual(refused('malformed'));
  });
  test('when the responder gave no answer', async () => {
    const delegate = await signerOf(shop, 'delegate', 'ecdsa');
    const other = { issuer: shop.certificate('other'), delegate, know: (): Known => 'good' };
    const asked = writeOcspRequest(leaf, issuer, nonce);
    expect(await check(await answerOcsp(asked, [other], at))).toEqual(refused('not-answered'));
    const nonsense = await answerOcsp(Uint8Array.of(1, 2, 3), [other], at);
    expect(await check(nonsense)).toEqual(refused('not-answered'));
  });
  test('when it is about another certificate, or another issuer', async () => {
    const about = shop.certificate('plain');
    expect(await check(await answered('delegate', { about }))).toEqual(
      refused('other-certificate'),
    );
  });
  test('when it answers another request; one without a nonce is not', async () => {
    const response = await answered('delegate', { ask: nonce.map(byte => byte ^ 1) });
    expect(await check(response, { nonce })).toEqual(refused('other-nonce'));
    expect(await check(await forged({}), { nonce })).toMatchObject({ ok: true });
  });
  test.each([
    ['plain', 'a certificate of the CA that is not for OCSP'],
    ['foreign', 'a delegate of another CA'],
    ['other', 'another CA'],
    ['leaf', 'the very certificate'],
  ])('when it is signed by %s: %s', async by => {
    expect(await check(await answered(by))).toEqual(refused('wrong-responder'));
  });
  test('when its delegate was not valid yet', async () => {
    const when = new Date(shop.certificate('delegate').notBefore.getTime() - 1000);
    expect(await check(await answered('delegate', { when }))).toEqual(
      refused('responder-not-valid'),
    );
  });
  test('when its delegate had been revoked, unless its CA says that this is not to be looked up', async () => {
    const extensions = [...delegateExtensions, 'noCheck=ignored'];
    issue(shop, 'nocheck', { issuer: 'ca', extensions });
    for (const [by, outcome] of [
      ['delegate', refused('responder-revoked')],
      ['nocheck', expect.objectContaining({ ok: true })],
    ] as const) {
      const crls = [revokedOn(by)];
      expect(await check(await answered(by), { crls })).toEqual(outcome);
    }
  });
  test('when the signature is over something else', async () => {
    const response = await forged({
      sign: data => data.map((byte, i) => (i === 9 ? byte ^ 1 : byte)),
    });
    expect(await check(response)).toEqual(refused('signature-wrong'));
  });
  test('when it has a critical extension that nobody knows', async () => {
    const unknown = sequence(oid('1.2.3.4'), yes, octets(octets(nonce)));
    const single = [der(context(1), sequence(unknown))];
    for (const parts of [{ extensions: unknown }, { single }])
      expect(await check(await forged(parts))).toEqual(refused('unknown-critical-extension'));
  });
  test('when it is from the future, or ends before it begins', async () => {
    const response = await answered('delegate', { when: later(1) });
    expect(await check(response, { now: at })).toEqual(refused('from-the-future'));
    const backward = await forged({ nextUpdate: later(-1) });
    expect(await check(backward)).toEqual(refused('malformed'));
  });
  test('when any bit of it is another', async () => {
    const response = await answered();
    for (let i = 0; i < response.length; i++) {
      const changed = response.slice();
      changed[i] = (changed[i] ?? 0) ^ (1 << (i % 8));
      expect((await check(changed)).ok, `byte ${i}`).toBe(false);
    }
  });
});

describe('what an answer proves', () => {
  test('holds from its beginning to its end, and for the time before while the certificate lived', async () => {
    const answer = await answerOf(await answered());
    expect(statusAt(answer, leaf, at)).toBe('good');
    expect(statusAt(answer, leaf, later(24))).toBe('good');
    expect(statusAt(answer, leaf, later(25))).toBe('unknown');
    expect(statusAt(answer, leaf, later(-1000))).toBe('good');
    const expired = { ...leaf, notAfter: later(-1) };
    expect(statusAt(answer, expired, later(-2))).toBe('unknown');
  });
  test('without an end lasts a day', async () => {
    const answer = await answerOf(await forged({ nextUpdate: null }));
    expect(statusAt(answer, leaf, later(24))).toBe('good');
    expect(statusAt(answer, leaf, later(25))).toBe('unknown');
  });
  test('a revocation counts from its time on, for ever', async () => {
    const answer = await answerOf(await answered('delegate', { know: at }));
    expect(statusAt(answer, leaf, new Date(at.getTime() - 1))).toBe('good');
    expect(statusAt(answer, leaf, at)).toBe('revoked');
    expect(statusAt(answer, leaf, later(100_000))).toBe('revoked');
  });
});

test('a request reads back as it was asked, by SHA-1 or SHA-256; openssl reads it too', () => {
  for (const hash of [oids.sha1, oids.sha256] as const) {
    const request = writeOcspRequest(leaf, issuer, nonce, hash);
    const { certificates, nonce: said } = readOcspRequest(request);
    expect(certificates).toMatchObject([{ hash, serial: leaf.serial }]);
    expect(said).toEqual(nonce);
    shop.write('ours.req', request);
    const text = shop.run('ocsp', '-reqin', 'ours.req', '-req_text').toString();
    // openssl writes the number, without the zero byte that keeps it positive in DER.
    const number = leaf.serial.toUpperCase().replace(/^(00)+/, '');
    expect(text).toContain(`Serial Number: ${number}`);
  }
});

describe('in the check of a certificate', () => {
  const trust = () => ({
    version: 1,
    issuedAt: at,
    authorities: [
      { name: 'ca', purposes: ['sign' as const], certificate: issuer, intermediates: [] },
    ],
  });
  const checked = (ocsp: Uint8Array[], crls: Parameters<typeof checkCertificate>[3]['crls'] = []) =>
    checkCertificate(leaf, [], trust(), { purpose: 'sign', at, crls, ocsp });

  test('a good answer settles the status, a revoked one refuses, one that does not hold says nothing', async () => {
    expect(await checked([await answered()])).toMatchObject({ ok: true, provisional: false });
    expect(await checked([await answered('delegate', { know: at })])).toEqual({
      ...refused('revoked'),
      subject: 'leaf',
    });
    expect(await checked([await answered('plain')])).toMatchObject({ ok: true, provisional: true });
  });
  test('a revocation on a list is not outvoted by a good answer', async () => {
    expect(await checked([await answered()], [revokedOn('leaf')])).toMatchObject(
      refused('revoked'),
    );
  });
});

test('the responder of the development CA answers over HTTP, openssl asks it', async () => {
  const responder = await ca.startResponder(async () => at);
  try {
    const order = { kind: 'organisation', name: '甲', org: '甲', code: '1', key: 'ec' } as const;
    const { signing } = await ca.issue({ ...order, encryption: false, authority: 1 }, at);
    const [, second] = ca.trust.authorities;
    const above = second?.intermediates[0];
    if (!above || !second) throw new Error('two authorities expected');
    const pem = (certificate: Certificate) => toPem(certificate.der, 'CERTIFICATE');
    shop.write('signing.pem', pem(signing));
    shop.write('above.pem', pem(above));
    shop.write('root.pem', pem(second.certificate));
    const text = shop.run('x509', '-in', 'signing.pem', '-noout', '-ocsp_uri').toString().trim();
    expect(text).toBe(responder.url);
    const ask = async () => {
      const { execFile } = await import('node:child_process');
      const args = ['ocsp', '-issuer', 'above.pem', '-cert', 'signing.pem', '-url', responder.url];
      const trusted = ['-CAfile', 'root.pem', '-verify_other', 'above.pem'];
      return new Promise<string>((done, fail) => {
        const cwd = shop.path('.');
        execFile('openssl', [...args, ...trusted], { cwd }, (error, stdout) =>
          error ? fail(error) : done(stdout),
        );
      });
    };
    expect(await ask()).toContain('signing.pem: good');
    await ca.revoke(signing.serial, at);
    expect(await ask()).toContain('signing.pem: revoked');
  } finally {
    await responder.close();
  }
});
