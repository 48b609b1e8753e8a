import { equal } from '../kernel/bytes.ts';
import { parseCertificate } from '../pki/certificate.ts';
import { issuerAndSerial } from '../pki/signed-data.ts';
import { agreedKek } from './locks.ts';
import type { AgreementRecipient, RecipientInfo, TransportRecipient } from './recipient-info.ts';
import { malformed, opening, reading } from './refusal.ts';
import type { Cryptosystem } from './suites.ts';

/** What a lock on a certificate can be; a key store need not know any other kind. */
type CertificateRecipient = TransportRecipient | AgreementRecipient;

/**
 * The bidder's decryption key, wherever it lives: in memory, in a UKey or in an HSM. Only the content key of one
 * package leaves it, never the private key.
 */
export interface BidderKey {
  readonly certificateDer: Uint8Array;
  /** The 32-byte content key locked to this certificate; throws when it does not open. */
  decryptKey(recipient: CertificateRecipient, system: Cryptosystem): Promise<Uint8Array>;
}

/** A bidder key over a private key in PKCS#8 DER, or over a WebCrypto key that may not be extractable. */
export function softwareKey(
  certificateDer: Uint8Array,
  privateKey: Uint8Array | CryptoKey,
): BidderKey {
  return {
    certificateDer,
    async decryptKey(recipient, system) {
      const { primitives } = system;
      if (recipient.kind === 'rsa-oaep')
        return primitives.rsaOaepOpen(privateKey, recipient.encryptedKey);
      const secret = await primitives.ecdh(privateKey, recipient.ephemeral);
      return primitives.aesUnwrap(await agreedKek(secret, system), recipient.encryptedKey);
    },
  };
}

/** The content key of a package locked to the holder of `key`; BID_MALFORMED names `where`. */
export async function unlockWith(
  key: BidderKey,
  recipient: RecipientInfo,
  system: Cryptosystem,
  where: string,
): Promise<Uint8Array> {
  if (recipient.kind !== 'rsa-oaep' && recipient.kind !== 'ecdh-p256')
    throw malformed(where, { zh: '不是加密给证书的', en: 'is not encrypted to a certificate' });
  const certificate = reading('证书', () => parseCertificate(key.certificateDer));
  if (!equal(recipient.rid, issuerAndSerial(certificate)))
    throw malformed(where, {
      zh: '是加密给另一张证书的，请换用投标时的证书或恢复文件',
      en: 'is encrypted to another certificate; use the one you bid with, or the recovery file',
    });
  const contentKey = await opening(where, key.decryptKey(recipient, system));
  if (contentKey.length !== system.suite.keyBytes)
    throw malformed(where, { zh: '密钥长度不对', en: 'the key has the wrong length' });
  return contentKey;
}
