import { type Bytes, context, der, nul, sequence } from '../pki/der.ts';
import { oid } from '../pki/der-values.ts';
import { oids } from '../pki/oids.ts';
import type { Primitives } from './primitives.ts';

/** Algorithms (DER of their identifiers) and sizes that one version of the cryptography fixes; a manifest names it. */
export interface Suite {
  readonly id: string;
  readonly keyBytes: number;
  readonly ivBytes: number;
  readonly tagBytes: number;
  /** Object identifier of the content cipher. */
  readonly contentCipher: Bytes;
  /** Whole AlgorithmIdentifier of the key wrap. */
  readonly keyWrap: Bytes;
  /** Whole AlgorithmIdentifier of the key agreement, key wrap included. */
  readonly agreement: Bytes;
  /** Whole AlgorithmIdentifier of the key transport. */
  readonly transport: Bytes;
  /** AlgorithmIdentifier of the pseudo-random function of the password derivation. */
  readonly passwordPrf: Bytes;
  /** Object identifier of the block cipher in the password key wrap (RFC 3211). */
  readonly passwordCipher: Bytes;
}

const aes256Wrap = sequence(oid('2.16.840.1.101.3.4.1.45'));
const sha256 = sequence(oid(oids.sha256));

export const suites = {
  /** AES-256-GCM (RFC 5084), AES-256 key wrap (RFC 3565), ECDH P-256 with X9.63-SHA256 (RFC 5753), RSA-OAEP-SHA256 (RFC 4055). */
  'intl-1': {
    id: 'intl-1',
    keyBytes: 32,
    ivBytes: 12,
    tagBytes: 16,
    contentCipher: oid('2.16.840.1.101.3.4.1.46'),
    keyWrap: aes256Wrap,
    agreement: sequence(oid('1.3.132.1.11.1'), aes256Wrap),
    transport: sequence(
      oid('1.2.840.113549.1.1.7'),
      sequence(der(context(0), sha256), der(context(1), sequence(oid(oids.mgf1), sha256))),
    ),
    passwordPrf: sequence(oid('1.2.840.113549.2.9'), nul),
    passwordCipher: oid('2.16.840.1.101.3.4.1.42'),
  },
} as const satisfies Record<string, Suite>;

export type SuiteId = keyof typeof suites;

/** A suite together with the arithmetic that carries it out on this machine. */
export interface Cryptosystem {
  readonly suite: Suite;
  readonly primitives: Primitives;
}

export function cryptosystem(id: SuiteId, primitives: Primitives): Cryptosystem {
  return { suite: suites[id], primitives };
}
