/** A running SHA-256. `digest` may be asked at any point and does not end it. */
export interface RunningHash {
  update(bytes: Uint8Array): void;
  digest(): Uint8Array;
}

interface SealedContent {
  readonly ciphertext: Uint8Array;
  /** 16 bytes. */
  readonly tag: Uint8Array;
}

interface GcmInput {
  readonly key: Uint8Array;
  /** 12 bytes, never twice with one key. */
  readonly iv: Uint8Array;
  readonly plain: Uint8Array;
}

interface EphemeralAgreement {
  /** Uncompressed point, 65 bytes. */
  readonly point: Uint8Array;
  /** The shared x-coordinate, 32 bytes. */
  readonly secret: Uint8Array;
}

/**
 * All the arithmetic that sealing needs; keys and secrets are raw bytes. `webPrimitives` serves browsers,
 * `src/platform/node-primitives.ts` serves Node faster. Each `open` and `unwrap` gives nothing unless the tag holds.
 */
export interface Primitives {
  random(bytes: number): Uint8Array;
  sha256(bytes: Uint8Array): Promise<Uint8Array>;
  sha256Stream(): RunningHash;
  /**
   * AES-256-GCM with a 12-byte nonce and a 16-byte tag, no additional data. The ciphertext is written into `into`, as
   * long as the plaintext and apart from it, so that a segment is copied no more than once; gives the tag.
   */
  aesGcmSeal(input: GcmInput, into: Uint8Array): Promise<Uint8Array>;
  aesGcmOpen(key: Uint8Array, iv: Uint8Array, sealed: SealedContent): Promise<Uint8Array>;
  /** AES-256 key wrap, RFC 3394. */
  aesWrap(kek: Uint8Array, key: Uint8Array): Promise<Uint8Array>;
  aesUnwrap(kek: Uint8Array, wrapped: Uint8Array): Promise<Uint8Array>;
  /** AES-256-CBC over whole blocks without padding: only inside the password key wrap of RFC 3211. */
  aesCbcSeal(key: Uint8Array, iv: Uint8Array, blocks: Uint8Array): Promise<Uint8Array>;
  aesCbcOpen(key: Uint8Array, iv: Uint8Array, blocks: Uint8Array): Promise<Uint8Array>;
  /** PBKDF2-HMAC-SHA256 giving 32 bytes. */
  pbkdf2(password: Uint8Array, salt: Uint8Array, iterations: number): Promise<Uint8Array>;
  /** A fresh P-256 key agreed with `peer` (65-byte point); the fresh private key is not kept. */
  ecdhEphemeral(peer: Uint8Array): Promise<EphemeralAgreement>;
  /** P-256 agreement of a private key (PKCS#8 DER or a CryptoKey) with a 65-byte point: 32 bytes. */
  ecdh(privateKey: Uint8Array | CryptoKey, point: Uint8Array): Promise<Uint8Array>;
  /** RSA-OAEP with SHA-256 and MGF1-SHA-256, empty label; the public key as SubjectPublicKeyInfo DER. */
  rsaOaepSeal(spki: Uint8Array, message: Uint8Array): Promise<Uint8Array>;
  rsaOaepOpen(privateKey: Uint8Array | CryptoKey, ciphertext: Uint8Array): Promise<Uint8Array>;
}
