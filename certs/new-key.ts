import type { Bytes } from '../src/pki/der.ts';

export type KeyType = 'ec' | 'rsa' | 'rsa-3072';

/** A new key pair; the private half also as PKCS #8, for the key file of its holder. */
export interface NewKey {
  readonly key: CryptoKey;
  readonly pkcs8: Bytes;
  readonly spki: Bytes;
}

const rsa = (bits: number) => ({
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: bits,
  publicExponent: Uint8Array.of(1, 0, 1),
});
const algorithms = {
  ec: { name: 'ECDSA', namedCurve: 'P-256' },
  rsa: rsa(2048),
  'rsa-3072': rsa(3072),
} as const;

/** Makes a key pair: P-256 (a millisecond), RSA of 2,048 or 3,072 bits (up to seconds). */
export async function newKey(type: KeyType): Promise<NewKey> {
  const { subtle } = crypto;
  const pair = (await subtle.generateKey(algorithms[type], true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  const exported = async (format: 'pkcs8' | 'spki', key: CryptoKey) =>
    new Uint8Array(await subtle.exportKey(format, key));
  return {
    key: pair.privateKey,
    pkcs8: await exported('pkcs8', pair.privateKey),
    spki: await exported('spki', pair.publicKey),
  };
}

/** The private key of a PKCS #8 that `newKey` made, for signing. */
export function signingKey(pkcs8: Bytes, type: KeyType): Promise<CryptoKey> {
  return crypto.subtle.importKey('pkcs8', pkcs8, algorithms[type], false, ['sign']);
}
