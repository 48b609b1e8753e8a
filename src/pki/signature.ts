import { sha256 } from '@noble/hashes/sha2.js';
import { concat } from '../kernel/bytes.ts';
import {
  type Hash,
  type SignatureAlgorithm,
  type SignatureScheme,
  saltLength,
} from './algorithm.ts';
import { type Bytes, DerError, Fields, readDer, sequence } from './der.ts';
import { integer, integerBytes } from './der-values.ts';
import type { PublicKey } from './public-key.ts';

const { subtle } = globalThis.crypto;
const coordinate = { 'P-256': 32, 'P-384': 48, 'P-521': 66 } as const;
const webName = { pkcs1: 'RSASSA-PKCS1-v1_5', pss: 'RSA-PSS', ecdsa: 'ECDSA' } as const;

/** Whether `signature` over `data` was made by the private half of `key`. A key of the wrong type never verifies. */
export async function verifySignature(
  algorithm: SignatureAlgorithm & { readonly hash: Hash },
  key: PublicKey,
  data: Bytes,
  signature: Bytes,
): Promise<boolean> {
  const { scheme, hash } = algorithm;
  if ((scheme === 'ecdsa') !== (key.type === 'ec')) return false;
  const name = webName[scheme];
  const imported = await importOnce(key, name, hash);
  const plain = key.curve ? fromDer(signature, coordinate[key.curve]) : signature;
  if (!plain) return false;
  return subtle.verify({ name, hash, saltLength: saltLength[hash] }, imported, plain, data);
}

/** Keys as WebCrypto holds them, by use: a bidder's key comes again with its next signature. */
const importedKeys = new WeakMap<PublicKey, Map<string, Promise<CryptoKey>>>();

function importOnce(key: PublicKey, name: string, hash: Hash): Promise<CryptoKey> {
  const uses = importedKeys.get(key) ?? new Map<string, Promise<CryptoKey>>();
  importedKeys.set(key, uses);
  const use = key.curve ? name : `${name} ${hash}`;
  const known = uses.get(use);
  if (known) return known;
  const how = key.curve ? { name, namedCurve: key.curve } : { name, hash };
  const imported = subtle.importKey('spki', key.spki, how, false, ['verify']);
  uses.set(use, imported);
  imported.catch(() => uses.delete(use));
  return imported;
}

/** Signs over SHA-256 with an ECDSA P-256, RSASSA-PKCS1-v1_5 or RSA-PSS key, as X.509 and CMS write signatures. */
export async function signSha256(key: CryptoKey, data: Bytes): Promise<Bytes> {
  const parameters = { name: key.algorithm.name, hash: 'SHA-256', saltLength: 32 };
  const made = new Uint8Array(await subtle.sign(parameters, key, data));
  return schemeOf(key) === 'ecdsa' ? toDer(made) : made;
}

/** The scheme that a private key signs by: a WebCrypto key is bound to one. */
export function schemeOf(key: CryptoKey): SignatureScheme {
  const found = (Object.keys(webName) as SignatureScheme[]).find(
    scheme => webName[scheme] === key.algorithm.name,
  );
  if (!found) throw new DerError(`a key for ${key.algorithm.name} does not sign`);
  return found;
}

/** SEQUENCE { r, s } to r ‖ s; null when it is not one, as WebCrypto wants fixed lengths. */
function fromDer(signature: Bytes, size: number): Bytes | null {
  try {
    const fields = new Fields(readDer(signature));
    const [r, s] = [
      fixed(integerBytes(fields.take()), size),
      fixed(integerBytes(fields.take()), size),
    ];
    fields.end();
    return concat(r, s);
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}

function fixed(value: Bytes, size: number): Bytes {
  const magnitude = value[0] === 0 ? value.subarray(1) : value;
  if (magnitude.length > size || (value[0] ?? 0) >= 0x80) throw new DerError('number out of range');
  return concat(new Uint8Array(size - magnitude.length), magnitude);
}

function toDer(signature: Bytes): Bytes {
  const half = signature.length / 2;
  return sequence(integer(signature.subarray(0, half)), integer(signature.subarray(half)));
}

/** Below this, handing the bytes to another thread costs more than hashing them here. */
const small = 8192;

/** Digest of `data`. */
export async function digest(hash: Hash, data: Uint8Array): Promise<Bytes> {
  if (hash === 'SHA-256' && data.length <= small) return sha256(data) as Bytes;
  return new Uint8Array(await subtle.digest(hash, data as Bytes));
}
