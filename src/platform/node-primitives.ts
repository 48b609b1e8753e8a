import {
  type CipherGCM,
  createCipheriv,
  createDecipheriv,
  createHash,
  type DecipherGCM,
  randomBytes,
} from 'node:crypto';
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

/** The whole of `data` through one cipher; `final` throws when the tag does not hold, so nothing leaves before. */
function through(cipher: CipherGCM | DecipherGCM, data: Uint8Array): Uint8Array {
  const out = cipher.update(data);
  cipher.final();
  return plain(out);
}

/** The same primitives as in the browser, with bulk encryption and hashing on OpenSSL through node:crypto. */
export const nodePrimitives: Primitives = {
  ...webPrimitives,
  random: bytes => plain(randomBytes(bytes)),
  sha256Stream() {
    const running = createHash('sha256');
    return {
      update: bytes => void running.update(bytes),
      digest: () => plain(running.copy().digest()),
    };
  },
  async aesGcmSeal(key, iv, content) {
    requireSizes(key, iv);
    const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength });
    const ciphertext = through(cipher, content);
    return { ciphertext, tag: plain(cipher.getAuthTag()) };
  },
  async aesGcmOpen(key, iv, sealed) {
    requireSizes(key, iv, sealed.tag);
    const cipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength });
    cipher.setAuthTag(sealed.tag);
    return through(cipher, sealed.ciphertext);
  },
};
