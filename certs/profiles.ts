import type { KeyUsage } from '../src/pki/extensions.ts';
import { oids } from '../src/pki/oids.ts';

/** What a certificate of one kind says: the profile that CAs of the trust list are asked to keep. */
export interface CertificateProfile {
  readonly keyUsages: readonly KeyUsage[];
  readonly extendedKeyUsage?: string;
  /** Nobody need ask whether it is revoked: it answers such questions itself. */
  readonly noCheck?: true;
  /** A CA certificate, and how many CAs may follow below it. */
  readonly ca?: { readonly pathLength: number };
  readonly years: number;
}

export const profiles = {
  root: { keyUsages: ['keyCertSign', 'cRLSign'], ca: { pathLength: 1 }, years: 20 },
  issuing: { keyUsages: ['keyCertSign', 'cRLSign'], ca: { pathLength: 0 }, years: 20 },
  /** Organisations and people sign bids, scores and reports; the centre signs receipts and records. */
  signing: { keyUsages: ['digitalSignature', 'nonRepudiation'], years: 5 },
  /** Bids are locked to these: RSA decrypts a key, EC agrees on one. Never the signing key (two keys, 双证书). */
  encryptionRsa: { keyUsages: ['keyEncipherment'], years: 5 },
  encryptionEc: { keyUsages: ['keyAgreement'], years: 5 },
  /** RFC 3161 section 2.3: for time stamping and nothing else. */
  timestamp: {
    keyUsages: ['digitalSignature'],
    extendedKeyUsage: oids.timeStamping,
    years: 5,
  },
  /** RFC 6960 section 4.2.2.2: answers for the CA that issued it. */
  ocsp: {
    keyUsages: ['digitalSignature'],
    extendedKeyUsage: oids.ocspSigning,
    noCheck: true,
    years: 5,
  },
} as const satisfies Record<string, CertificateProfile>;

/** Certificates begin a day early: clocks of bidders' computers are seldom right. */
const startsDaysBefore = 1;

/** The validity of a certificate issued at `at`. */
export function validityOf(profile: CertificateProfile, at: Date): { from: Date; until: Date } {
  const from = new Date(at.getTime() - startsDaysBefore * 86_400_000);
  const until = new Date(at);
  until.setUTCFullYear(until.getUTCFullYear() + profile.years);
  return { from, until };
}
