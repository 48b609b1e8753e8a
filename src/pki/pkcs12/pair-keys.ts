import type { Certificate } from '../certificate.ts';
import { type Bytes, DerError, Fields, readDer } from '../der.ts';
import { readOid } from '../der-values.ts';
import type { KeyUsage } from '../extensions.ts';
import { oids } from '../oids.ts';
import { refuse } from '../refusal.ts';
import type { Bags, KeyAndCertificate, OpenedP12 } from './opened.ts';

const { subtle } = globalThis.crypto;

const signs: readonly KeyUsage[] = ['digitalSignature', 'nonRepudiation'];
const encrypts: readonly KeyUsage[] = ['keyEncipherment', 'keyAgreement', 'dataEncipherment'];

interface Pair {
  readonly pkcs8: Bytes;
  readonly certificate: Certificate;
}

/** Finds the certificate of each key by the public key itself: names and ids in such files are hints at best. */
export async function pairKeys({ keys, certificates }: Bags): Promise<OpenedP12> {
  const points = await Promise.all(certificates.map(publicText));
  const pairs: Pair[] = [];
  for (const pkcs8 of keys) {
    const certificate = certificates[points.indexOf(await privateText(pkcs8))];
    if (certificate) pairs.push({ pkcs8, certificate });
  }
  if (pairs.length === 0) throw refuse('p12-no-key', 'CERTIFICATE_INVALID');
  const used = new Set(pairs.map(pair => pair.certificate));
  return {
    signing: await imported(pairs, signs, signingAlgorithm),
    encryption: await imported(pairs, encrypts, encryptionAlgorithm),
    chain: certificates.filter(certificate => !used.has(certificate)),
  };
}

async function imported(
  pairs: readonly Pair[],
  usages: readonly KeyUsage[],
  algorithmOf: (certificate: Certificate) => [RsaHashedImportParams | EcKeyImportParams, KeyUse],
): Promise<KeyAndCertificate | null> {
  // A certificate without the key usage extension may be used for everything (RFC 5280 section 4.2.1.3).
  const pair = pairs.find(
    ({ certificate: { keyUsages } }) => !keyUsages || usages.some(usage => keyUsages.has(usage)),
  );
  if (!pair) return null;
  const [algorithm, use] = algorithmOf(pair.certificate);
  const key = await subtle.importKey('pkcs8', pair.pkcs8, algorithm, false, [use]);
  return { key, certificate: pair.certificate };
}

type KeyUse = 'sign' | 'decrypt' | 'deriveBits';

function signingAlgorithm({
  publicKey,
}: Certificate): [RsaHashedImportParams | EcKeyImportParams, KeyUse] {
  return publicKey.curve
    ? [{ name: 'ECDSA', namedCurve: publicKey.curve }, 'sign']
    : [{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, 'sign'];
}

function encryptionAlgorithm({
  publicKey,
}: Certificate): [RsaHashedImportParams | EcKeyImportParams, KeyUse] {
  return publicKey.curve
    ? [{ name: 'ECDH', namedCurve: publicKey.curve }, 'deriveBits']
    : [{ name: 'RSA-OAEP', hash: 'SHA-256' }, 'decrypt'];
}

const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

async function publicText({ publicKey }: Certificate): Promise<string> {
  const algorithm = publicKey.curve ? { name: 'ECDSA', namedCurve: publicKey.curve } : rsa;
  return textOf(await subtle.importKey('spki', publicKey.spki, algorithm, true, ['verify']));
}

const curves: Readonly<Record<string, string>> = {
  [oids.p256]: 'P-256',
  [oids.p384]: 'P-384',
  [oids.p521]: 'P-521',
};

async function privateText(pkcs8: Bytes): Promise<string> {
  const fields = new Fields(readDer(pkcs8));
  fields.take();
  const algorithm = new Fields(fields.take());
  const isRsa = readOid(algorithm.take()) === oids.rsaEncryption;
  const namedCurve = isRsa ? undefined : curves[readOid(algorithm.take())];
  if (!isRsa && !namedCurve) throw new DerError('key type is not accepted');
  const imported = namedCurve ? { name: 'ECDSA', namedCurve } : rsa;
  return textOf(await subtle.importKey('pkcs8', pkcs8, imported, true, ['sign']));
}

async function textOf(key: CryptoKey): Promise<string> {
  const { kty, crv, x, y, n, e } = await subtle.exportKey('jwk', key);
  return [kty, crv, x, y, n, e].join(' ');
}
