import { hmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { concat } from '../../kernel/bytes.ts';
import { type Bytes, DerError } from '../der.ts';
import { oids } from '../oids.ts';

const hashes = {
  [oids.sha1]: sha1,
  [oids.sha256]: sha256,
  [oids.sha384]: sha384,
  [oids.sha512]: sha512,
} as const;
type Hash = (typeof hashes)[keyof typeof hashes];

/** What a derived key is for: the diversifier byte of RFC 7292 appendix B.3. */
export const purpose = { key: 1, iv: 2, mac: 3 } as const;

/** Rounds that a key file may ask for: more would hang the page of whoever opens a hostile file. */
export const mostRounds = 10_000_000;

/** Passphrase as RFC 7292 wants it: UTF-16 big-endian with two zero bytes at the end. */
function passphraseBytes(passphrase: string): Uint8Array {
  const bytes = new Uint8Array(passphrase.length * 2 + 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < passphrase.length; i++) view.setUint16(i * 2, passphrase.charCodeAt(i));
  return bytes;
}

/** The key derivation of RFC 7292 appendix B.2: `length` bytes for one purpose. SHA-1 is for legacy files only. */
export function derive(
  from: { hash: string; passphrase: string; salt: Uint8Array; rounds: number },
  id: number,
  length: number,
): Bytes {
  const hash = hashOf(from.hash);
  if (from.rounds < 1 || from.rounds > mostRounds) throw new DerError('too many rounds');
  const block = hash.blockLen;
  const diversifier = new Uint8Array(block).fill(id);
  const input = concat(filled(from.salt, block), filled(passphraseBytes(from.passphrase), block));
  const blocks: Uint8Array[] = [];
  for (let made = 0; made < length; made += hash.outputLen) {
    let output = hash(concat(diversifier, input));
    for (let round = 1; round < from.rounds; round++) output = hash(output);
    blocks.push(output);
    stir(input, filled(output, block).subarray(0, block), block);
  }
  return concat(...blocks).slice(0, length);
}

/** MAC of a key file under its passphrase. */
export function macOf(from: Parameters<typeof derive>[0], data: Uint8Array): Uint8Array {
  const hash = hashOf(from.hash);
  return hmac(hash, derive(from, purpose.mac, hash.outputLen), data);
}

function hashOf(name: string): Hash {
  const hash = hashes[name as keyof typeof hashes];
  if (!hash) throw new DerError(`key derivation by ${name} is not supported`);
  return hash;
}

/** `bytes` repeated to fill whole blocks. */
function filled(bytes: Uint8Array, block: number): Bytes {
  const whole = new Uint8Array(Math.ceil(bytes.length / block) * block);
  for (let i = 0; i < whole.length; i++) whole[i] = bytes[i % bytes.length] ?? 0;
  return whole;
}

/** Step 6C: each block of the input becomes block + addend + 1, modulo its size. */
function stir(input: Uint8Array, addend: Uint8Array, block: number): void {
  for (let start = 0; start < input.length; start += block) {
    let carry = 1;
    for (let i = block - 1; i >= 0; i--) {
      carry += (input[start + i] ?? 0) + (addend[i] ?? 0);
      input[start + i] = carry;
      carry >>= 8;
    }
  }
}
