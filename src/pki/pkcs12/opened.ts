import type { Certificate } from '../certificate.ts';
import type { Bytes } from '../der.ts';

/** A private key that cannot leave WebCrypto, and its certificate. */
export interface KeyAndCertificate {
  readonly key: CryptoKey;
  readonly certificate: Certificate;
}

/**
 * An opened key file. `signing` signs (ECDSA or RSASSA-PKCS1-v1_5), `encryption` decrypts (ECDH deriveBits, or
 * RSA-OAEP with SHA-256); null when the file has none for that use. One certificate may serve both.
 */
export interface OpenedP12 {
  readonly signing: KeyAndCertificate | null;
  readonly encryption: KeyAndCertificate | null;
  /** The other certificates of the file: the CAs above. */
  readonly chain: readonly Certificate[];
}

/** What a file holds, decrypted: PKCS #8 private keys and certificates. */
export interface Bags {
  readonly keys: Bytes[];
  readonly certificates: Certificate[];
}
