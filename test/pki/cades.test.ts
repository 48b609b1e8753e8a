import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { utf8 } from '../../src/kernel/bytes.ts';
import { mergeCades, type Signer, signCades, verifyCades } from '../../src/pki/cades.ts';
import { readSignedData, writeSignedData } from '../../src/pki/signed-data.ts';
import { caExtensions, issue, openWorkshop, signerExtensions, signerOf } from './openssl.ts';

const shop = openWorkshop();
const content = utf8('{"format":"kaibiao-sealed-bid/1","project":"城东二路"}');
const signingTime = new Date('2026-03-01T01:02:03Z');
const signers: Record<'ecdsa' | 'pkcs1' | 'pss', Signer> = {} as never;

beforeAll(async () => {
  issue(shop, 'ca', { extensions: caExtensions });
  issue(shop, 'ec', { issuer: 'ca', extensions: signerExtensions });
  issue(shop, 'rsa', { issuer: 'ca', key: 'rsa', extensions: signerExtensions });
  signers.ecdsa = await signerOf(shop, 'ec', 'ecdsa', ['ca']);
  signers.pkcs1 = await signerOf(shop, 'rsa', 'pkcs1', ['ca']);
  signers.pss = await signerOf(shop, 'rsa', 'pss', ['ca']);
  shop.write('content', content);
});
afterAll(() => shop.close());

const refusal = (reason: string) =>
  expect.objectContaining({
    code: 'SIGNATURE_INVALID',
    facts: expect.objectContaining({ reason }),
  });
const opensslVerify = (...args: string[]) =>
  shop.run('cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-CAfile', 'ca.crt', ...args);

describe.each(['ecdsa', 'pkcs1', 'pss'] as const)('%s', scheme => {
  test('openssl accepts our attached and detached signatures', async () => {
    const attached = await signCades(content, [signers[scheme]], { detached: false, signingTime });
    shop.write('a.p7s', attached);
    expect(opensslVerify('-in', 'a.p7s')).toEqual(Buffer.from(content));
    const detached = await signCades(content, [signers[scheme]], { detached: true, signingTime });
    shop.write('d.p7s', detached);
    expect(opensslVerify('-in', 'd.p7s', '-content', 'content')).toEqual(Buffer.from(content));
  });

  test('we accept what we signed, and name the signer and its time', async () => {
    const p7 = await signCades(content, [signers[scheme]], { detached: false, signingTime });
    const verified = await verifyCades(p7);
    expect(verified.content).toEqual(content);
    expect(verified.signers[0].certificate.sha256).toBe(signers[scheme].certificate.sha256);
    expect(verified.signers[0].signingTime).toEqual(signingTime);
    expect(verified.certificates).toHaveLength(2);
  });

  test('we accept what openssl signs', async () => {
    const key = scheme === 'ecdsa' ? 'ec' : 'rsa';
    const pss =
      scheme === 'pss'
        ? ['-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_pss_saltlen:digest']
        : [];
    const sign = (...args: string[]) =>
      shop.run(
        ...['cms', '-sign', '-cades', '-binary', '-md', 'sha256', '-outform', 'DER'],
        ...['-in', 'content', '-signer', `${key}.crt`, '-inkey', `${key}.key`, ...pss, ...args],
      );
    const attached = new Uint8Array(sign('-nodetach'));
    expect((await verifyCades(attached)).content).toEqual(content);
    const detached = new Uint8Array(sign('-keyid'));
    expect((await verifyCades(detached, content)).content).toBeNull();
  });
});

describe('several signers', () => {
  test('at once: openssl accepts all of them', async () => {
    const both = [signers.ecdsa, signers.pkcs1];
    shop.write('both.p7s', await signCades(content, both, { detached: false, signingTime }));
    expect(opensslVerify('-in', 'both.p7s')).toEqual(Buffer.from(content));
    expect((await verifyCades(shop.read('both.p7s'))).signers).toHaveLength(2);
  });
  test('apart, then merged: openssl accepts all of them', async () => {
    const parts = await Promise.all(
      Object.values(signers).map(s => signCades(content, [s], { detached: true, signingTime })),
    );
    shop.write('merged.p7s', mergeCades(parts));
    expect(opensslVerify('-in', 'merged.p7s', '-content', 'content')).toHaveLength(content.length);
    expect((await verifyCades(shop.read('merged.p7s'), content)).signers).toHaveLength(3);
  });
  test('over different contents are not merged', async () => {
    const how = { detached: false, signingTime };
    const a = await signCades(content, [signers.ecdsa], how);
    const b = await signCades(utf8('other'), [signers.pkcs1], how);
    expect(() => mergeCades([a, b])).toThrow(refusal('content-differs'));
  });
});

describe('refusals', () => {
  const detach = () => signCades(content, [signers.ecdsa], { detached: true, signingTime });

  test('a detached signature over a digest alone verifies against the bytes, and the reverse', async () => {
    const sha256 = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
    const p7 = await signCades({ sha256 }, [signers.ecdsa], { detached: true, signingTime });
    await expect(verifyCades(p7, content)).resolves.toBeDefined();
    await expect(verifyCades(p7, { sha256 })).resolves.toBeDefined();
  });
  test('changed content is refused', async () => {
    const p7 = await detach();
    await expect(verifyCades(p7, utf8('changed'))).rejects.toEqual(refusal('digest-mismatch'));
  });
  test('a detached signature without its content is refused', async () => {
    await expect(verifyCades(await detach())).rejects.toEqual(refusal('content-missing'));
  });
  test('other content beside an attached one is refused', async () => {
    const p7 = await signCades(content, [signers.ecdsa], { detached: false, signingTime });
    await expect(verifyCades(p7, utf8('x'))).rejects.toEqual(refusal('content-differs'));
  });
  test('a signature without signed attributes is refused', async () => {
    const p7 = shop.run(
      ...['cms', '-sign', '-noattr', '-binary', '-nodetach', '-outform', 'DER'],
      ...['-in', 'content', '-signer', 'ec.crt', '-inkey', 'ec.key'],
    );
    await expect(verifyCades(p7)).rejects.toEqual(refusal('no-signed-attributes'));
  });
  test('plain CMS, which names no signing certificate, is refused', async () => {
    const p7 = shop.run(
      ...['cms', '-sign', '-binary', '-nodetach', '-outform', 'DER'],
      ...['-in', 'content', '-signer', 'ec.crt', '-inkey', 'ec.key'],
    );
    await expect(verifyCades(p7)).rejects.toEqual(refusal('attribute-missing'));
  });
  test('a twin certificate over the same key is refused: the signed attribute names one of them', async () => {
    const serial = signers.ecdsa.certificate.serial;
    shop.run(
      ...['req', '-x509', '-new', '-key', 'ec.key', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-utf8'],
      ...['-set_serial', `0x${serial}`, '-config', 'req.cnf', '-batch', '-days', '9'],
      ...[
        '-subj',
        '/C=CN/O=甲城建设集团/CN=twin',
        '-addext',
        'basicConstraints=CA:FALSE',
        '-out',
        'twin.crt',
      ],
    );
    const signed = readSignedData(await detach());
    const swapped = writeSignedData({
      ...signed,
      certificates: [shop.certificate('twin').der],
      signers: signed.signers.map(signer => signer.raw),
    });
    await expect(verifyCades(swapped, content)).rejects.toEqual(refusal('certificate-mismatch'));
  });
  test('a signature without the signer certificate is refused, unless it is given', async () => {
    const p7 = shop.run(
      ...['cms', '-sign', '-cades', '-nocerts', '-binary', '-outform', 'DER'],
      ...['-in', 'content', '-signer', 'ec.crt', '-inkey', 'ec.key'],
    );
    await expect(verifyCades(p7, content)).rejects.toEqual(refusal('certificate-missing'));
    const certificates = [signers.ecdsa.certificate];
    await expect(verifyCades(p7, content, { certificates })).resolves.toBeDefined();
  });
  test('SHA-1 is refused', async () => {
    const p7 = shop.run(
      ...['cms', '-sign', '-cades', '-md', 'sha1', '-binary', '-outform', 'DER'],
      ...['-in', 'content', '-signer', 'rsa.crt', '-inkey', 'rsa.key'],
    );
    await expect(verifyCades(p7, content)).rejects.toEqual(refusal('malformed'));
  });
  test('the indefinite lengths of streamed output are refused', async () => {
    const p7 = shop.run(
      ...['cms', '-sign', '-cades', '-stream', '-nodetach', '-binary', '-outform', 'DER'],
      ...['-in', 'content', '-signer', 'ec.crt', '-inkey', 'ec.key'],
    );
    await expect(verifyCades(p7)).rejects.toEqual(refusal('malformed'));
  });
  test('no flipped byte is accepted as a signature by the same certificate', async () => {
    const p7 = await signCades(content, [{ ...signers.ecdsa, chain: [] }], {
      detached: false,
      signingTime,
    });
    const original = await verifyCades(p7);
    for (let at = 0; at < p7.length; at++) {
      const changed = p7.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      const verified = await verifyCades(changed).catch(() => null);
      expect(verified === null || sameMeaning(verified, original), `byte ${at}`).toBe(true);
    }
  });
});

type Verified = Awaited<ReturnType<typeof verifyCades>>;

/** digestAlgorithms is a hint that nothing depends on (RFC 5652 section 5.1): a flip there changes no meaning. */
const sameMeaning = (a: Verified, b: Verified) =>
  a.signers[0].certificate.sha256 === b.signers[0].certificate.sha256 &&
  Buffer.from(a.content ?? []).equals(Buffer.from(b.content ?? []));
