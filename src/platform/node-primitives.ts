import { createCipheriv, createDecipheriv, createHash, hash, randomBytes } from 'node:crypto';
import type { Primitives } from '../sealing/primitives.ts';
import { webPrimitives } from '../sealing/web-primitives.ts';

const authTagLength = 16;

/** `view` without the pooled memory behind it: what crosses to the caller is a plain byte array. */
const plain = (bytes: Buffer): Uint8Array =>
  new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);

function requireSizes(key: Uint8Array, iv: Uint8Array, tag?: Uint8Array): void {
  if (key.length !== 32) throw new RangeError('key must be 32 bytes');
  if (iv.length !== 12) throw new RangeError('nonce must be 12 bytes');
  if (tag && tag.length !== authTagLength) throw new RangeError('tag must be 16 bytes');
}

/** Fits the processor's cache, so that encrypting and copying out touch main memory once. */
const stride = 128 * 1024;

/** The same primitives as in the browser, with bulk encryption and hashing on OpenSSL through node:crypto. */
export const nodePrimitives: Primitives = {
  ...webPrimitives,
  random: bytes => plain(randomBytes(bytes)),
  // WebCrypto's would copy the bytes to another thread: more work than hashing them here.
  sha256: async bytes => plain(hash('sha256', bytes, 'buffer')),
  sha256Stream() {
    const running = createHash('sha256');
    return {
      update: bytes => void running.update(bytes),
      digest: () => plain(running.copy().digest()),
    };
  },
  async aesGcmSeal({ key, iv, plain: content }, into) {
    requireSizes(key, iv);
    if (into.length !== content.length) throw new RangeError('ciphertext is as long as plaintext');
    const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength });
    for (let at = 0; at < content.length; at += stride)
      into.set(cipher.update(content.subarray(at, at + stride)), at);
    cipher.final();
    return plain(cipher.getAuthTag());
  },
  async aesGcmOpen(key, iv, { ciphertext, tag }) {
    requireSizes(key, iv, tag);
    const cipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength });
    cipher.setAuthTag(tag);
    const content = cipher.update(ciphertext);
    // Throws when the tag does not hold: nothing has left before.
    cipher.final();
    return plain(content);
  },
};
