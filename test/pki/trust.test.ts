import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type CertificateOrder,
  type DevelopmentCa,
  makeDevelopmentCa,
} from '../../certs/development-ca.ts';
import type { Certificate } from '../../src/pki/certificate.ts';
import { type Crl, parseCrl } from '../../src/pki/crl.ts';
import { acceptCertificate, checkCertificate } from '../../src/pki/trust.ts';
import {
  type Purpose,
  readTrustList,
  type TrustList,
  writeTrustList,
} from '../../src/pki/trust-list.ts';
import { caExtensions, issue, listOf, openWorkshop, signerExtensions, stampOf } from './openssl.ts';

const shop = openWorkshop();
const folder = mkdtempSync(join(tmpdir(), 'kaibiao-trust-'));
const at = new Date();
let trust: TrustList;
let ca: DevelopmentCa;

beforeAll(async () => {
  ca = await makeDevelopmentCa(folder, at);
  issue(shop, 'root', { extensions: caExtensions });
  issue(shop, 'stranger', { extensions: caExtensions });
  trust = trustIn('root');
});
afterAll(() => {
  shop.close();
  rmSync(folder, { recursive: true });
});

const trustIn = (
  root: string,
  purposes: Purpose[] = ['sign', 'encrypt', 'timestamp'],
): TrustList => ({
  version: 1,
  issuedAt: at,
  authorities: [{ name: root, purposes, certificate: shop.certificate(root), intermediates: [] }],
});

/** Issues NAME with openssl and checks it. */
function checked(
  name: string,
  extensions: readonly string[],
  options: {
    issuer?: string;
    above?: Certificate[];
    purpose?: Purpose;
    at?: Date;
    crls?: Crl[];
    days?: string;
  } = {},
) {
  const { issuer = 'root', above = [], purpose = 'sign', crls = [], days = '3650' } = options;
  issue(shop, name, { issuer, extensions, days });
  const certificate = shop.certificate(name);
  return checkCertificate(certificate, above, trust, {
    purpose,
    at: options.at ?? new Date(),
    crls,
  });
}
const refused = (reason: string) => expect.objectContaining({ ok: false, reason });

describe('a path', () => {
  test('without any revocation list is accepted provisionally', async () => {
    const result = await checked('plain', signerExtensions);
    expect(result).toMatchObject({ ok: true, provisional: true, authority: 'root' });
  });
  test('to a CA that is not in the trust list is refused', async () => {
    expect(await checked('foreign', signerExtensions, { issuer: 'stranger' })).toEqual(
      refused('untrusted'),
    );
  });
  test('to a CA accepted for another use is refused', async () => {
    issue(shop, 'stamped', { issuer: 'root', extensions: signerExtensions });
    const options = { purpose: 'sign', at: new Date(), crls: [] } as const;
    const only = trustIn('root', ['timestamp']);
    expect(await checkCertificate(shop.certificate('stamped'), [], only, options)).toEqual(
      refused('purpose'),
    );
  });
  test('with a signature by another key under the same name is refused', async () => {
    const subject = '/C=CN/O=甲城建设集团/CN=root';
    issue(shop, 'impostor', { subject, extensions: caExtensions });
    expect(await checked('forged', signerExtensions, { issuer: 'impostor' })).toEqual(
      refused('wrong-signature'),
    );
  });
  test('through a certificate that is no CA is refused', async () => {
    issue(shop, 'middle', { issuer: 'root', extensions: signerExtensions });
    const above = [shop.certificate('middle')];
    expect(await checked('below', signerExtensions, { issuer: 'middle', above })).toEqual(
      refused('not-a-ca'),
    );
  });
  test('through a CA that may not sign certificates is refused', async () => {
    const extensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,cRLSign'];
    issue(shop, 'crl-only', { issuer: 'root', extensions });
    const above = [shop.certificate('crl-only')];
    expect(await checked('below2', signerExtensions, { issuer: 'crl-only', above })).toEqual(
      refused('not-a-ca'),
    );
  });
  test('longer than a CA allows is refused, as long as it allows is accepted', async () => {
    const limited = ['basicConstraints=critical,CA:TRUE,pathlen:0', 'keyUsage=keyCertSign,cRLSign'];
    issue(shop, 'limited', { issuer: 'root', extensions: limited });
    issue(shop, 'extra', { issuer: 'limited', extensions: caExtensions });
    const above = [shop.certificate('limited'), shop.certificate('extra')];
    expect(await checked('near', signerExtensions, { issuer: 'limited', above })).toMatchObject({
      ok: true,
    });
    expect(await checked('far', signerExtensions, { issuer: 'extra', above })).toEqual(
      refused('path-too-long'),
    );
  });
  test.each([
    ['nameConstraints=permitted;DNS:a.cn', 'unsupported-constraint'],
    ['policyConstraints=requireExplicitPolicy:0', 'policy'],
  ])('with %s is refused, not ignored', async (constraint, reason) => {
    const name = constraint.slice(0, 6);
    issue(shop, name, { issuer: 'root', extensions: [...caExtensions, constraint] });
    const above = [shop.certificate(name)];
    expect(await checked(`under-${name}`, signerExtensions, { issuer: name, above })).toEqual(
      refused(reason),
    );
  });
});

describe('a certificate', () => {
  test('before and after its validity is refused, to the second', async () => {
    await checked('timed', signerExtensions, { days: '100' });
    const { notBefore, notAfter } = shop.certificate('timed');
    const when = (time: number) => ({ purpose: 'sign', at: new Date(time), crls: [] }) as const;
    const check = (time: number) =>
      checkCertificate(shop.certificate('timed'), [], trust, when(time));
    expect(await check(notBefore.getTime() - 1)).toEqual(refused('not-yet-valid'));
    expect(await check(notAfter.getTime() + 999)).not.toEqual(refused('expired'));
    expect(await check(notAfter.getTime() + 1000)).toEqual(refused('expired'));
  });
  test('with an unknown critical extension is refused, with an unknown other one accepted', async () => {
    const unknown = (critical: string) => [...signerExtensions, `1.2.3.4=${critical}DER:0500`];
    expect(await checked('odd', unknown('critical,'))).toEqual(
      refused('unknown-critical-extension'),
    );
    expect(await checked('even', unknown(''))).toMatchObject({ ok: true });
  });
  test('for encryption does not sign, and the reverse', async () => {
    const agree = ['keyUsage=critical,keyAgreement'];
    expect(await checked('lock', agree)).toEqual(refused('key-usage'));
    expect(await checked('lock', agree, { purpose: 'encrypt' })).toMatchObject({ ok: true });
    expect(await checked('pen', signerExtensions, { purpose: 'encrypt' })).toEqual(
      refused('key-usage'),
    );
  });
  test.each([
    ['not critical', ['extendedKeyUsage=timeStamping'], false],
    ['beside another use', ['extendedKeyUsage=critical,timeStamping,clientAuth'], false],
    ['alone and critical', ['extendedKeyUsage=critical,timeStamping'], true],
    ['absent', [], false],
  ])('for time stamps: the extended usage %s', async (name, usage, ok) => {
    const extensions = ['keyUsage=critical,digitalSignature', ...usage];
    const result = await checked(name.slice(0, 5), extensions, { purpose: 'timestamp' });
    expect(result.ok).toBe(ok);
  });
  test('acceptCertificate throws the reason', async () => {
    await checked('thrown', signerExtensions, { issuer: 'stranger' });
    const options = { purpose: 'sign', at: new Date(), crls: [] } as const;
    await expect(
      acceptCertificate(shop.certificate('thrown'), [], trust, options),
    ).rejects.toMatchObject({ code: 'CERTIFICATE_INVALID', facts: { reason: 'untrusted' } });
  });
});

describe('revocation', () => {
  const day = 86_400_000;
  const order: CertificateOrder = {
    kind: 'organisation',
    name: '甲',
    org: '甲',
    code: '91350100M000100Y43',
    key: 'ec',
    encryption: false,
    authority: 0,
  };
  const check = (certificate: Certificate, crls: Crl[], when = at) =>
    checkCertificate(certificate, [], ca.trust, { purpose: 'sign', at: when, crls });

  test('before the time of revocation the certificate was good', async () => {
    const { signing } = await ca.issue(order, at);
    const crls = await ca.revoke(signing.serial, new Date(at.getTime() + day));
    expect(await check(signing, crls)).toMatchObject({ ok: true, provisional: false });
    expect(await check(signing, crls, new Date(at.getTime() + 2 * day))).toEqual(
      refused('revoked'),
    );
  });
  test('a list out of date leaves the status unknown, but what it revoked stays revoked', async () => {
    const [kept, lost] = [await ca.issue(order, at), await ca.issue(order, at)];
    const crls = await ca.revoke(lost.signing.serial, at);
    const much = new Date(at.getTime() + 1000 * day);
    expect(await check(kept.signing, crls, much)).toMatchObject({ ok: true, provisional: true });
    expect(await check(lost.signing, crls, much)).toEqual(refused('revoked'));
  });
  test('a list with a broken signature proves nothing', async () => {
    const { signing } = await ca.issue(order, at);
    const broken = (await ca.revoke(signing.serial, at)).map(crl => {
      const bytes = crl.der.slice();
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      return parseCrl(bytes);
    });
    expect(await check(signing, broken)).toMatchObject({ ok: true, provisional: true });
  });
  test('the list of another CA proves nothing', async () => {
    const { signing } = await ca.issue(order, at);
    const [, , ...second] = await ca.crls(at);
    expect(await check(signing, second)).toMatchObject({ ok: true, provisional: true });
  });
});

describe('a list made later', () => {
  const days = (n: number) => new Date(at.getTime() + n * 86_400_000);
  const held = (reason: string) => {
    const { serial } = shop.certificate('early');
    const since = `${stampOf(days(2))},${reason}`;
    return `R\t491231235959Z\t${since}\t${serial.toUpperCase()}\tunknown\t/CN=early`;
  };
  const delta = '2.5.29.27=critical,DER:020101';

  beforeAll(() =>
    issue(shop, 'early', { issuer: 'root', extensions: signerExtensions, days: '20' }),
  );

  test.each<[string, boolean, () => Crl[]]>([
    ['shows that it was not revoked before', false, () => [list({ since: days(9) })]],
    ['shows that it was revoked only after', false, () => [list({ since: days(9) }, 'superseded')]],
    ['shows nothing of what has expired by then', true, () => [list({ since: days(40) })]],
    [
      'shows it all the same where it says that it keeps them',
      false,
      () => [list({ since: days(40), extensions: [keeps('20200101000000Z')] })],
    ],
    [
      'not where it keeps only what expires later',
      true,
      () => [list({ since: days(40), extensions: [keeps('20990101000000Z')] })],
    ],
    [
      'shows nothing of one whose hold has ended in between',
      true,
      () => [
        list({ since: days(9) }),
        list({ since: days(3), extensions: [delta] }, 'removeFromCRL'),
      ],
    ],
    [
      'shows nothing when it lists changes only',
      true,
      () => [list({ since: days(9), extensions: [delta] })],
    ],
  ])('%s', async (_, provisional, crls) => {
    const lists = crls();
    const certificate = shop.certificate('early');
    const options = { purpose: 'sign', at: days(1), crls: lists } as const;
    expect(await checkCertificate(certificate, [], trust, options)).toMatchObject({
      ok: true,
      provisional,
    });
  });
  test('revoked before is revoked, whenever the list was made', async () => {
    const options = {
      purpose: 'sign',
      at: days(3),
      crls: [list({ since: days(9) }, 'superseded')],
    } as const;
    expect(await checkCertificate(shop.certificate('early'), [], trust, options)).toEqual(
      refused('revoked'),
    );
  });

  const list = (how: Parameters<typeof listOf>[3], reason?: string) =>
    listOf(shop, 'root', reason ? [held(reason)] : [], how);
  const keeps = (since: string) => `2.5.29.60=DER:180f${Buffer.from(since).toString('hex')}`;
});

describe('the trust list', () => {
  const pin = () => ca.trustSignerSha256;
  test('is read back as it was signed', async () => {
    const list = await readTrustList(ca.trustList, pin());
    expect(list.authorities.map(a => a.certificate.sha256)).toEqual(
      ca.trust.authorities.map(a => a.certificate.sha256),
    );
  });
  test('signed by anyone but the pinned certificate is refused', async () => {
    const p7 = await writeTrustList(ca.trust, ca.centre);
    await expect(readTrustList(p7, pin())).rejects.toMatchObject({
      facts: { reason: 'trust-list-signer' },
    });
  });
  test('older than the one in use is refused', async () => {
    await expect(readTrustList(ca.trustList, pin(), 2)).rejects.toMatchObject({
      facts: { reason: 'trust-list-version' },
    });
  });
});
