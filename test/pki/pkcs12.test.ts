import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { utf8 } from '../../src/kernel/bytes.ts';
import { signCades, verifyCades } from '../../src/pki/cades.ts';
import { fromPem } from '../../src/pki/certificate.ts';
import { openP12 } from '../../src/pki/pkcs12/open.ts';
import { writeP12 } from '../../src/pki/pkcs12/write.ts';
import { caExtensions, issue, openWorkshop, signerExtensions } from './openssl.ts';

const shop = openWorkshop();
const passphrase = 'Kaibiao-2026';
const encryptionExtensions = [
  'basicConstraints=critical,CA:FALSE',
  'keyUsage=critical,keyAgreement',
];

beforeAll(() => {
  issue(shop, 'ca', { extensions: caExtensions });
  issue(shop, 'ec', { issuer: 'ca', extensions: signerExtensions });
  issue(shop, 'ecdh', { issuer: 'ca', extensions: encryptionExtensions });
  issue(shop, 'rsa', {
    issuer: 'ca',
    key: 'rsa',
    extensions: ['basicConstraints=critical,CA:FALSE', 'keyUsage=digitalSignature,keyEncipherment'],
  });
});
afterAll(() => shop.close());

function exported(key: 'ec' | 'rsa', pass: string, ...args: string[]) {
  shop.run(
    ...['pkcs12', '-export', '-inkey', `${key}.key`, '-in', `${key}.crt`, '-certfile', 'ca.crt'],
    ...['-out', 'made.p12', '-passout', `pass:${pass}`, ...args],
  );
  return shop.read('made.p12');
}
const refusal = (reason: string) =>
  expect.objectContaining({
    code: 'CERTIFICATE_INVALID',
    facts: expect.objectContaining({ reason }),
  });

const pkcs8 = (name: string) =>
  fromPem(new TextDecoder().decode(shop.read(`${name}.key`)), 'PRIVATE KEY');

describe('files that openssl makes', () => {
  test.each([
    ['EC, AES', 'ec', []],
    ['RSA, AES', 'rsa', []],
    ['EC, MAC with SHA-512', 'ec', ['-macalg', 'sha512']],
    ['EC, legacy 3DES and RC2', 'ec', ['-legacy']],
    ['RSA, legacy 3DES and RC2', 'rsa', ['-legacy']],
    ['RSA, 3DES throughout', 'rsa', ['-legacy', '-certpbe', 'PBE-SHA1-3DES']],
    ['EC, certificates not encrypted', 'ec', ['-certpbe', 'NONE']],
  ] as const)('%s', async (_, key, args) => {
    const opened = await openP12(exported(key, passphrase, ...args), passphrase);
    expect(opened.signing?.certificate.sha256).toBe(shop.certificate(key).sha256);
    expect(opened.chain.map(c => c.sha256)).toEqual([shop.certificate('ca').sha256]);
    expect(opened.encryption?.key.algorithm.name).toBe(key === 'rsa' ? 'RSA-OAEP' : undefined);
    const signer = opened.signing;
    if (!signer) throw new Error('no signing key');
    const p7 = await signCades(utf8('x'), [signer], { detached: false, signingTime: null });
    await expect(verifyCades(p7)).resolves.toBeDefined();
  });

  test.each([[[]], [['-legacy']]])('a Chinese passphrase opens the file (%j)', async args => {
    const opened = await openP12(exported('ec', '开标口令2026', ...args), '开标口令2026');
    expect(opened.signing).not.toBeNull();
  });

  test('a wrong passphrase is named', async () => {
    const file = exported('ec', passphrase);
    await expect(openP12(file, 'wrong')).rejects.toEqual(refusal('p12-passphrase'));
  });
  test('a changed file is refused', async () => {
    const file = exported('ec', passphrase);
    file[200] = (file[200] ?? 0) ^ 1;
    await expect(openP12(file, passphrase)).rejects.toMatchObject({ code: 'CERTIFICATE_INVALID' });
  });
  test('a file without MAC is refused', async () => {
    const file = exported('ec', passphrase, '-nomac');
    await expect(openP12(file, passphrase)).rejects.toEqual(refusal('p12-malformed'));
  });
  test('a file of certificates alone has no key', async () => {
    shop.run(
      'pkcs12',
      '-export',
      '-nokeys',
      '-in',
      'ca.crt',
      '-out',
      'c.p12',
      '-passout',
      'pass:x',
    );
    await expect(openP12(shop.read('c.p12'), 'x')).rejects.toEqual(refusal('p12-no-key'));
  });
});

describe('files that we make', () => {
  test('hold a signing and an encryption key, and openssl opens them', async () => {
    const keys = ['ec', 'ecdh'].map(name => ({
      pkcs8: pkcs8(name),
      certificate: shop.certificate(name),
    }));
    const file = await writeP12(keys, [shop.certificate('ca')], passphrase);
    const opened = await openP12(file, passphrase);
    expect(opened.signing?.certificate.sha256).toBe(shop.certificate('ec').sha256);
    expect(opened.signing?.key.extractable).toBe(false);
    expect(opened.encryption?.certificate.sha256).toBe(shop.certificate('ecdh').sha256);
    expect(opened.encryption?.key.algorithm).toMatchObject({ name: 'ECDH' });

    shop.write('ours.p12', file);
    const shown = shop.run('pkcs12', '-in', 'ours.p12', '-passin', `pass:${passphrase}`, '-nodes');
    expect(shown.toString().match(/BEGIN CERTIFICATE/g)).toHaveLength(3);
    expect(shown.toString().match(/BEGIN PRIVATE KEY/g)).toHaveLength(2);
  });
});
