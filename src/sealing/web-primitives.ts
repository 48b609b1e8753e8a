import { sha256 } from '@noble/hashes/sha2.js';
import { concat } from '../kernel/bytes.ts';
import type { Primitives, RunningHash } from './primitives.ts';

const subtle = globalThis.crypto.subtle;
const p256 = { name: 'ECDH', namedCurve: 'P-256' } as const;
const oaep = { name: 'RSA-OAEP', hash: 'SHA-256' } as const;

/** WebCrypto takes only views of unshared memory; anything else is copied. */
function plainView(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer
    ? (bytes as Uint8Array<ArrayBuffer>)
    : new Uint8Array(bytes);
}

function requireSize(bytes: Uint8Array, size: number, what: string): void {
  if (bytes.length !== size) throw new RangeError(`${what} must be ${size} bytes`);
}

function importRaw(key: Uint8Array, name: string, usages: KeyUsage[]): Promise<CryptoKey> {
  requireSize(key, 32, 'key');
  return subtle.importKey('raw', plainView(key), name, false, usages);
}

/** WebCrypto has no incremental digest, so streaming uses the audited JavaScript one. */
function sha256Stream(): RunningHash {
  const running = sha256.create();
  return {
    update: bytes => void running.update(bytes),
    digest: () => running.clone().digest(),
  };
}

async function aesCbc(
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
  direction: 'encrypt' | 'decrypt',
): Promise<Uint8Array> {
  const imported = await importRaw(key, 'AES-CBC', [direction]);
  const options = { name: 'AES-CBC', iv: plainView(iv) };
  return new Uint8Array(await subtle[direction](options, imported, plainView(data)));
}

/** WebCrypto always pads (PKCS #7): the padding block is cut off here and made up again in `aesCbcOpen`. */
async function aesCbcSeal(key: Uint8Array, iv: Uint8Array, blocks: Uint8Array) {
  return (await aesCbc(key, iv, blocks, 'encrypt')).subarray(0, blocks.length);
}

async function aesCbcOpen(key: Uint8Array, iv: Uint8Array, blocks: Uint8Array) {
  const padding = await aesCbc(key, blocks.subarray(-16), new Uint8Array(0), 'encrypt');
  return aesCbc(key, iv, concat(blocks, padding), 'decrypt');
}

/** A private key given as PKCS#8 DER is imported for one use; a CryptoKey is used as it is. */
async function privateKey(
  key: Uint8Array | CryptoKey,
  algorithm: typeof p256 | typeof oaep,
  usage: KeyUsage,
): Promise<CryptoKey> {
  if (!(key instanceof Uint8Array)) return key;
  return subtle.importKey('pkcs8', plainView(key), algorithm, false, [usage]);
}

/** `importKey` refuses a point that is not on the curve (SP 800-56A §5.6.2.3.3). */
async function agree(mine: CryptoKey, point: Uint8Array): Promise<Uint8Array> {
  requireSize(point, 65, 'point');
  const theirs = await subtle.importKey('raw', plainView(point), p256, false, []);
  return new Uint8Array(await subtle.deriveBits({ name: 'ECDH', public: theirs }, mine, 256));
}

async function ecdhEphemeral(peer: Uint8Array) {
  const fresh = await subtle.generateKey(p256, false, ['deriveBits']);
  const secret = await agree(fresh.privateKey, peer);
  return { point: new Uint8Array(await subtle.exportKey('raw', fresh.publicKey)), secret };
}

/** Keys to wrap travel through an HMAC key object, the only kind that takes any length. */
const wrapped = { name: 'HMAC', hash: 'SHA-256' } as const;

async function aesWrap(kek: Uint8Array, key: Uint8Array): Promise<Uint8Array> {
  if (key.length < 16 || key.length % 8 !== 0) throw new RangeError('key to wrap: 16, 24, … bytes');
  const carrier = await subtle.importKey('raw', plainView(key), wrapped, true, ['sign']);
  const kekKey = await importRaw(kek, 'AES-KW', ['wrapKey']);
  return new Uint8Array(await subtle.wrapKey('raw', carrier, kekKey, 'AES-KW'));
}

async function aesUnwrap(kek: Uint8Array, bytes: Uint8Array): Promise<Uint8Array> {
  if (bytes.length < 24 || bytes.length % 8 !== 0)
    throw new RangeError('wrapped key: 24, 32, … bytes');
  const kekKey = await importRaw(kek, 'AES-KW', ['unwrapKey']);
  const carrier = await subtle.unwrapKey('raw', plainView(bytes), kekKey, 'AES-KW', wrapped, true, [
    'sign',
  ]);
  return new Uint8Array(await subtle.exportKey('raw', carrier));
}

async function pbkdf2(password: Uint8Array, salt: Uint8Array, iterations: number) {
  const key = await subtle.importKey('raw', plainView(password), 'PBKDF2', false, ['deriveBits']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: plainView(salt), iterations };
  return new Uint8Array(await subtle.deriveBits(how, key, 256));
}

/** The primitives on WebCrypto and @noble/hashes: they run in any browser, in Web Workers and in Node. */
export const webPrimitives: Primitives = {
  random: bytes => globalThis.crypto.getRandomValues(new Uint8Array(bytes)),
  sha256: async bytes => new Uint8Array(await subtle.digest('SHA-256', plainView(bytes))),
  sha256Stream,
  async aesGcmSeal({ key, iv, plain }, into) {
    requireSize(iv, 12, 'nonce');
    requireSize(into, plain.length, 'ciphertext');
    const imported = await importRaw(key, 'AES-GCM', ['encrypt']);
    const options = { name: 'AES-GCM', iv: plainView(iv) };
    const both = new Uint8Array(await subtle.encrypt(options, imported, plainView(plain)));
    into.set(both.subarray(0, -16));
    return both.slice(-16);
  },
  async aesGcmOpen(key, iv, sealed) {
    requireSize(iv, 12, 'nonce');
    requireSize(sealed.tag, 16, 'tag');
    const imported = await importRaw(key, 'AES-GCM', ['decrypt']);
    const options = { name: 'AES-GCM', iv: plainView(iv) };
    const both = concat(sealed.ciphertext, sealed.tag);
    return new Uint8Array(await subtle.decrypt(options, imported, both));
  },
  aesWrap,
  aesUnwrap,
  aesCbcSeal,
  aesCbcOpen,
  pbkdf2,
  ecdhEphemeral,
  async ecdh(key, point) {
    return agree(await privateKey(key, p256, 'deriveBits'), point);
  },
  async rsaOaepSeal(spki, message) {
    const key = await subtle.importKey('spki', plainView(spki), oaep, false, ['encrypt']);
    return new Uint8Array(await subtle.encrypt(oaep, key, plainView(message)));
  },
  async rsaOaepOpen(key, ciphertext) {
    const mine = await privateKey(key, oaep, 'decrypt');
    return new Uint8Array(await subtle.decrypt(oaep, mine, plainView(ciphertext)));
  },
};
