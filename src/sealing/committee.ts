import { p256 } from '@noble/curves/nist.js';
import { equal } from '../kernel/bytes.ts';
import { context, der, octets } from '../pki/der.ts';
import { agreedKek, type Lock, lockByAgreement, p256Point, p256Spki } from './locks.ts';
import type { AgreementRecipient, RecipientInfo } from './recipient-info.ts';
import { malformed, opening, reading } from './refusal.ts';
import type { Cryptosystem } from './suites.ts';

/** The public part of a lot's committee key: any k of n trustees together can open what is locked to it. */
export interface CommitteeKey {
  /** SubjectPublicKeyInfo of the joint P-256 key, DER. */
  readonly spki: Uint8Array;
  readonly k: number;
  readonly n: number;
}

/** What one trustee gives for one package: its secret times the ephemeral point (65 bytes, uncompressed). */
export interface Share {
  /** 1 … n: the trustee's place in the sharing polynomial. */
  readonly trustee: number;
  readonly point: Uint8Array;
}

/** A holder of one share of the committee key; the share itself never leaves it. */
export interface Trustee {
  readonly index: number;
  share(ephemeral: Uint8Array): Promise<Share>;
}

const { Point } = p256;
const { Fn } = Point;

/** SHA256 of the SubjectPublicKeyInfo: `committeeKeySha256` of the manifest and key identifier of the inner lock. */
export function committeeKeySha256(key: CommitteeKey, system: Cryptosystem): Promise<Uint8Array> {
  return system.primitives.sha256(key.spki);
}

/** Locks to the committee; RFC 7093 §2 method 4 gives its key identifier. */
export async function lockToCommittee(key: CommitteeKey, system: Cryptosystem): Promise<Lock> {
  const point = reading('开标密钥', () => p256Point(key.spki));
  return lockByAgreement(point, keyIdentifier(await committeeKeySha256(key, system)));
}

const keyIdentifier = (sha256: Uint8Array) => der(context(0), octets(sha256));

/** The lock of an inner package, if it is one to this committee; BID_MALFORMED names `where`. */
export async function committeeRecipient(
  recipient: RecipientInfo,
  key: CommitteeKey,
  system: Cryptosystem,
  where: string,
): Promise<AgreementRecipient> {
  if (recipient.kind !== 'ecdh-p256')
    throw malformed(where, {
      zh: '不是加密给开标密钥的',
      en: 'is not encrypted to the committee key',
    });
  if (!equal(recipient.rid, keyIdentifier(await committeeKeySha256(key, system))))
    throw malformed(where, {
      zh: '是加密给另一个标段的开标密钥的',
      en: 'is encrypted to the committee key of another lot',
    });
  pointOf(recipient.ephemeral, where);
  return recipient;
}

/** Trustees must never multiply a point that is not on the curve: the answer would leak bits of their share. */
function pointOf(bytes: Uint8Array, where: string) {
  try {
    return Point.fromBytes(bytes);
  } catch {
    throw malformed(where, { zh: '不是 P-256 曲线上的点', en: 'is not a point on P-256' });
  }
}

/**
 * A committee of one (k = n = 1): the key made in one place, for a deployment without trustees. A kept `secret`
 * (32-byte scalar) gives its key again.
 */
export function soleCommittee(secret: Uint8Array = p256.utils.randomSecretKey()): {
  key: CommitteeKey;
  secret: Uint8Array;
} {
  return { key: { spki: p256Spki(p256.getPublicKey(secret, false)), k: 1, n: 1 }, secret };
}

/** A trustee whose share (32-byte scalar) is in this process's memory. */
export function localTrustee(index: number, secret: Uint8Array): Trustee {
  const scalar = Fn.fromBytes(secret);
  return {
    index,
    async share(ephemeral) {
      const point = pointOf(ephemeral, '内层').multiply(scalar).toBytes(false);
      return { trustee: index, point };
    },
  };
}

/**
 * Joins k shares of one package into the ECDH secret (32 bytes) by Lagrange interpolation at 0. With fewer shares,
 * or with a wrong one, the secret is another one and the package does not open.
 */
export function combine(key: CommitteeKey, shares: readonly Share[]): Uint8Array {
  const chosen = [...new Map(shares.map(share => [share.trustee, share])).values()].slice(0, key.k);
  if (chosen.length < key.k)
    throw malformed('committeeKey', {
      zh: `需要 ${key.k} 份，只有 ${chosen.length} 份`,
      en: `${key.k} shares are needed, there are ${chosen.length}`,
    });
  const indices = chosen.map(share => share.trustee);
  if (indices.some(i => !Number.isInteger(i) || i < 1 || i > key.n))
    throw malformed('committeeKey', {
      zh: '没有这个编号的解密委员',
      en: 'no committee member has this number',
    });
  const sum = chosen.reduce((total, share) => total.add(weighted(share, indices)), Point.ZERO);
  return sum.toBytes(true).slice(1);
}

function weighted(share: Share, indices: readonly number[]) {
  const point = pointOf(share.point, `解密委员 ${share.trustee} 的份额`);
  return point.multiply(lagrange(share.trustee, indices));
}

/** λᵢ = ∏ⱼ≠ᵢ j ⁄ (j − i) modulo the order of the curve. */
function lagrange(index: number, indices: readonly number[]): bigint {
  return indices
    .filter(other => other !== index)
    .map(other => Fn.div(BigInt(other), Fn.create(BigInt(other - index))))
    .reduce((product, factor) => Fn.mul(product, factor), 1n);
}

/** The content key of an inner package from the combined secret; BID_MALFORMED names `where`. */
export async function unlockShared(
  secret: Uint8Array,
  recipient: AgreementRecipient,
  system: Cryptosystem,
  where: string,
): Promise<Uint8Array> {
  const kek = await agreedKek(secret, system);
  return opening(where, system.primitives.aesUnwrap(kek, recipient.encryptedKey));
}
