import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DevelopmentCa, makeDevelopmentCa } from '../../certs/development-ca.ts';
import { type Certificate, toPem } from '../../src/pki/certificate.ts';
import { openP12 } from '../../src/pki/pkcs12/open.ts';
import { checkCertificate } from '../../src/pki/trust.ts';
import { openWorkshop } from '../pki/openssl.ts';

const shop = openWorkshop();
const folder = mkdtempSync(join(tmpdir(), 'kaibiao-ca-'));
const at = new Date('2026-03-01T00:00:00Z');
const later = new Date('2026-12-01T00:00:00Z');
let ca: DevelopmentCa;

beforeAll(async () => {
  ca = await makeDevelopmentCa(folder, at);
});
afterAll(() => {
  shop.close();
  rmSync(folder, { recursive: true });
});

const order = {
  kind: 'organisation',
  name: '甲城第一建筑工程有限公司',
  org: '甲城第一建筑工程有限公司',
  code: '91440101MA5AXXXX03',
  encryption: true,
} as const;
const check = (
  certificate: Parameters<typeof checkCertificate>[0],
  purpose: 'sign' | 'encrypt' | 'timestamp',
) =>
  ca
    .crls(at)
    .then(crls => checkCertificate(certificate, [], ca.trust, { purpose, at: later, crls }));
const pem = (certificate: Certificate | undefined) =>
  toPem(certificate?.der ?? new Uint8Array(), 'CERTIFICATE');

describe('what the development CA issues', () => {
  test.each([
    ['ec', 0],
    ['ec', 1],
    ['rsa', 1],
  ] as const)(
    '%s by authority %d: both keys open and pass our check and openssl',
    async (key, authority) => {
      const issued = await ca.issue({ ...order, key, authority }, at);
      const opened = await openP12(issued.p12, issued.passphrase);
      expect(opened.signing?.certificate.sha256).toBe(issued.signing.sha256);
      expect(opened.encryption?.certificate.sha256).toBe(issued.encryption?.sha256);
      expect(opened.chain).toHaveLength(2);
      for (const [pair, purpose] of [
        [opened.signing, 'sign'],
        [opened.encryption, 'encrypt'],
      ] as const) {
        const certificate = pair?.certificate as NonNullable<typeof pair>['certificate'];
        expect(await check(certificate, purpose)).toMatchObject({ ok: true, provisional: false });
        const [issuing, root] = opened.chain;
        const crls = (await ca.crls(at)).map(crl => toPem(crl.der, 'X509 CRL')).join('');
        const time = String(later.getTime() / 1000);
        shop.write('root.pem', pem(root));
        shop.write('issuing.pem', pem(issuing));
        shop.write('crls.pem', crls);
        shop.write('leaf.pem', pem(certificate));
        const shown = shop.run(
          ...['verify', '-x509_strict', '-crl_check_all', '-attime', time, '-CAfile', 'root.pem'],
          ...['-untrusted', 'issuing.pem', '-CRLfile', 'crls.pem', 'leaf.pem'],
        );
        expect(shown.toString()).toContain('leaf.pem: OK');
      }
    },
  );

  test('the subject carries name, organisation and code', async () => {
    const { signing } = await ca.issue(
      {
        ...order,
        kind: 'person',
        name: '李工',
        code: 'P-0001',
        orgCode: order.code,
        key: 'ec',
        encryption: false,
      },
      at,
    );
    expect(signing.subject).toEqual({
      commonName: '李工',
      organization: order.org,
      organizationIdentifier: order.code,
      serialNumber: 'P-0001',
      country: 'CN',
    });
  });

  test('a revoked certificate is refused from that time on', async () => {
    const { signing } = await ca.issue({ ...order, key: 'ec' }, at);
    const crls = await ca.revoke(signing.serial, at);
    const result = await checkCertificate(signing, [], ca.trust, {
      purpose: 'sign',
      at: later,
      crls,
    });
    expect(result).toMatchObject({ ok: false, reason: 'revoked' });
    await expect(ca.revoke('00', at)).rejects.toThrow('issued no certificate');
  });

  test('the time-stamp key is for time stamps alone, the centre key for signatures alone', async () => {
    expect(await check(ca.timestamp.certificate, 'timestamp')).toMatchObject({ ok: true });
    expect(await check(ca.timestamp.certificate, 'sign')).toMatchObject({ reason: 'key-usage' });
    expect(await check(ca.centre.certificate, 'sign')).toMatchObject({ ok: true });
    expect(await check(ca.centre.certificate, 'timestamp')).toMatchObject({ reason: 'key-usage' });
  });
});

test('a second start finds the same CAs, and what was revoked', async () => {
  const { signing } = await ca.issue({ ...order, key: 'ec' }, at);
  await ca.revoke(signing.serial, at);
  const again = await makeDevelopmentCa(folder, later);
  expect(again.trustSignerSha256).toBe(ca.trustSignerSha256);
  const crls = await again.crls(later);
  const result = await checkCertificate(signing, [], again.trust, {
    purpose: 'sign',
    at: later,
    crls,
  });
  expect(result).toMatchObject({ reason: 'revoked' });
});

test('two authorities are in the trust list, and keys are readable by their owner alone', () => {
  expect(ca.trust.authorities).toHaveLength(2);
  expect(statSync(join(folder, 'authorities.json')).mode & 0o077).toBe(0);
});
