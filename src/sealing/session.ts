import { z } from 'zod';
import { Sha256 } from '../../contracts/route.ts';
import { concat, fromHex, hex } from '../kernel/bytes.ts';
import { type BidderKey, unlockWith } from './bidder-key.ts';
import { canonicalBytes, readCanonical } from './canonical.ts';
import { openEnveloped, readEnveloped, sealEnveloped } from './enveloped.ts';
import { lockToCertificate } from './locks.ts';
import { EnvelopeName } from './manifest.ts';
import type { Cryptosystem } from './suites.ts';

/** K and salt of one envelope, 32 bytes each. */
export interface EnvelopeSecret {
  readonly envelope: string;
  readonly key: Uint8Array;
  readonly salt: Uint8Array;
}

/**
 * A segment that has been produced, without its bytes; safe to keep in the clear. `mark` is SHA256(salt ‖
 * SHA256(tar up to its end)): after a reload it shows whether the files are still the same up to there.
 */
export interface SegmentRecord {
  readonly envelope: string;
  readonly index: number;
  readonly sha256: string;
  readonly mark: string;
}

const limit = 65_536;
const where = 'sealing.p7m';
const SecretList = z.array(z.strictObject({ envelope: EnvelopeName, key: Sha256, salt: Sha256 }));

/** Fresh keys for a sealing. Never reuse them for a second one: a new bid has new keys. */
export function newSecrets(
  envelopes: readonly string[],
  { suite, primitives }: Cryptosystem,
): EnvelopeSecret[] {
  return envelopes.map(envelope => ({
    envelope,
    key: primitives.random(suite.keyBytes),
    salt: primitives.random(32),
  }));
}

/**
 * The keys of a sealing in progress, locked to the bidder's own certificate, to be kept beside the segments so that
 * sealing goes on after a reload. It bypasses the committee's lock: it stays on the bidder's machine, and goes when
 * sealing is done.
 */
export function lockSecrets(
  secrets: readonly EnvelopeSecret[],
  certificateDer: Uint8Array,
  system: Cryptosystem,
): Promise<Uint8Array> {
  const list = secrets.map(({ envelope, key, salt }) => ({
    envelope,
    key: hex(key),
    salt: hex(salt),
  }));
  return sealEnveloped(canonicalBytes(list), lockToCertificate(certificateDer), system);
}

/** The keys back, by the bidder's own key. */
export async function unlockSecrets(
  bytes: Uint8Array,
  key: BidderKey,
  system: Cryptosystem,
): Promise<EnvelopeSecret[]> {
  const enveloped = readEnveloped(bytes, system, where, limit);
  const contentKey = await unlockWith(key, enveloped.recipient, system, where);
  const plain = await openEnveloped(enveloped, contentKey, system, where);
  return readCanonical(plain, SecretList, where, limit).map(({ envelope, key, salt }) => ({
    envelope,
    key: fromHex(key),
    salt: fromHex(salt),
  }));
}

export async function segmentMark(
  salt: Uint8Array,
  tarSoFar: Uint8Array,
  { primitives }: Cryptosystem,
): Promise<string> {
  return hex(await primitives.sha256(concat(salt, tarSoFar)));
}
