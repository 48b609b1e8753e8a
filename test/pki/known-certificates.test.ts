import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromPem, parseCertificate } from '../../src/pki/certificate.ts';
import { isSignedBy } from '../../src/pki/signed-by.ts';
import { caExtensions, issue, openWorkshop, signerExtensions } from './openssl.ts';

const shop = openWorkshop();
const derOf = (name: string) =>
  fromPem(new TextDecoder().decode(shop.read(`${name}.crt`)), 'CERTIFICATE');

beforeAll(() => {
  issue(shop, 'root', { extensions: caExtensions });
  issue(shop, 'other', { extensions: caExtensions, subject: '/C=CN/O=甲城建设集团/CN=root' });
  issue(shop, 'firm', { issuer: 'root', extensions: signerExtensions });
  const long = `subjectAltName=${Array.from({ length: 400 }, (_, i) => `DNS:bidder-${i}.example`).join(',')}`;
  issue(shop, 'large', { issuer: 'root', extensions: [...signerExtensions, long] });
});
afterAll(() => shop.close());

test('a certificate met again is the one that is known, whatever became of the bytes it came in', () => {
  const bytes = derOf('firm');
  const first = parseCertificate(bytes);
  bytes.fill(0);
  const again = parseCertificate(derOf('firm'));
  expect(again).toBe(first);
  expect(again.der).toEqual(derOf('firm'));
});

test('one changed byte is another certificate, and one too large to be honest is not kept', () => {
  const changed = derOf('firm');
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  expect(parseCertificate(changed)).not.toBe(parseCertificate(derOf('firm')));
  expect(parseCertificate(derOf('large'))).not.toBe(parseCertificate(derOf('large')));
});

test('a signature that was checked once holds for the key that made it and for no other of the same name', async () => {
  const [firm, root, other] = [derOf('firm'), derOf('root'), derOf('other')].map(parseCertificate);
  if (!firm || !root || !other) throw new Error('three certificates expected');
  for (const _ of ['first', 'again']) {
    expect(await isSignedBy(firm, root)).toBe(true);
    expect(await isSignedBy(firm, other)).toBe(false);
  }
});
