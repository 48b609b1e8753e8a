import { z } from 'zod';
import { Base64, Id, Sha256 } from '../../contracts/route.ts';
import { base64, concat, equal, fromBase64, hex, utf8 } from '../kernel/bytes.ts';
import { canonicalBytes, readCanonical } from './canonical.ts';
import { openEnveloped, readEnveloped, sealEnveloped } from './enveloped.ts';
import type { Lock } from './locks.ts';
import { EnvelopeName, type Manifest } from './manifest.ts';
import { type PasswordRecipient, writePassword } from './recipient-info.ts';
import { malformed, opening } from './refusal.ts';
import type { UnsignedBid } from './seal.ts';
import type { EnvelopeSecret } from './session.ts';
import type { Cryptosystem } from './suites.ts';

/** PBKDF2-HMAC-SHA256 rounds: OWASP's least for new files, and the most that a reader is willing to do. */
const iterations = 600_000;
const maxIterations = 10_000_000;
const limit = 64_000_000;
const where = '恢复文件';

/** Content of the recovery file: with it a bidder whose certificate was renewed or lost can still release its bid. */
export const Recovery = z.strictObject({
  format: z.literal('kaibiao-recovery-file/1'),
  project: Id,
  lot: Id,
  sequence: z.int().min(1),
  envelopes: z
    .array(
      z.strictObject({
        id: EnvelopeName,
        key: Sha256,
        salt: Sha256,
        innerSha256: Sha256,
        inner: Base64,
      }),
    )
    .min(1),
});
export type Recovery = z.infer<typeof Recovery>;

/** The recovery content of a bid just sealed. */
export function recoveryOf(bid: UnsignedBid, secrets: readonly EnvelopeSecret[]): Recovery {
  const { project, lot, sequence, envelopes } = bid.manifest;
  return {
    format: 'kaibiao-recovery-file/1',
    project,
    lot,
    sequence,
    envelopes: envelopes.map(({ id, innerSha256 }) => ({
      id,
      innerSha256,
      ...secretHex(secrets, id),
      inner: base64(innerOf(bid, id)),
    })),
  };
}

function secretHex(secrets: readonly EnvelopeSecret[], id: string) {
  const secret = secrets.find(({ envelope }) => envelope === id);
  if (!secret)
    throw malformed(id, { zh: '没有这个封套的密钥', en: 'there is no key of this envelope' });
  return { key: hex(secret.key), salt: hex(secret.salt) };
}

function innerOf({ packages }: UnsignedBid, id: string): Uint8Array {
  const sealed = packages.find(({ envelope }) => envelope === id);
  if (!sealed) throw malformed(id, { zh: '没有这个封套', en: 'there is no such envelope' });
  return sealed.inner;
}

/** The recovery file: CMS AuthEnvelopedData under a passphrase; `openssl cms -decrypt -pwri_password` opens it. */
export function sealRecovery(
  recovery: Recovery,
  passphrase: string,
  system: Cryptosystem,
): Promise<Uint8Array> {
  return sealEnveloped(canonicalBytes(recovery), lockUnderPassword(passphrase), system);
}

/** Opens a recovery file; BID_MALFORMED when the passphrase is wrong or the file was changed. */
export async function openRecovery(
  bytes: Uint8Array,
  passphrase: string,
  system: Cryptosystem,
): Promise<Recovery> {
  const enveloped = readEnveloped(bytes, system, where, limit);
  if (enveloped.recipient.kind !== 'password')
    throw malformed(where, { zh: '不是用口令加密的', en: 'is not encrypted with a passphrase' });
  const key = await unlockPassword(enveloped.recipient, passphrase, system);
  const plain = await openEnveloped(enveloped, key, system, where);
  return readCanonical(plain, Recovery, where, limit);
}

/** The inner package that the recovery file holds for one envelope of this bid. */
export function recoveredInner(recovery: Recovery, manifest: Manifest, id: string): Uint8Array {
  const entry = manifest.envelopes.find(envelope => envelope.id === id);
  const found = recovery.envelopes.find(
    envelope => envelope.id === id && envelope.innerSha256 === entry?.innerSha256,
  );
  if (!found)
    throw malformed(where, {
      zh: `不是这份投标的恢复文件（${id}）`,
      en: `is not the recovery file of this bid (${id})`,
    });
  return fromBase64(found.inner);
}

const password = (passphrase: string) => utf8(passphrase.normalize('NFC'));

/** RFC 3211 §2.3.1: count ‖ complement of the first three key bytes ‖ key ‖ random fill, encrypted twice in CBC. */
function lockUnderPassword(passphrase: string): Lock {
  return async (key, { suite, primitives }) => {
    const salt = primitives.random(16);
    const iv = primitives.random(16);
    const kek = await primitives.pbkdf2(password(passphrase), salt, iterations);
    const check = key.subarray(0, 3).map(byte => byte ^ 0xff);
    const fill = primitives.random(-(4 + key.length) & 15);
    const block = concat(Uint8Array.of(key.length), check, key, fill);
    const once = await primitives.aesCbcSeal(kek, iv, block);
    const encryptedKey = await primitives.aesCbcSeal(kek, once.slice(-16), once);
    return writePassword({ kind: 'password', salt, iterations, iv, encryptedKey }, suite);
  };
}

async function unlockPassword(
  recipient: PasswordRecipient,
  passphrase: string,
  system: Cryptosystem,
): Promise<Uint8Array> {
  const { salt, encryptedKey, iv } = recipient;
  if (recipient.iterations < iterations || recipient.iterations > maxIterations)
    throw malformed(where, {
      zh: `口令派生轮数应为 ${iterations} 至 ${maxIterations}`,
      en: `the passphrase takes ${iterations} to ${maxIterations} rounds`,
    });
  if (encryptedKey.length !== 48)
    throw malformed(where, { zh: '密钥的长度不对', en: 'the key has the wrong length' });
  const { primitives, suite } = system;
  const kek = await primitives.pbkdf2(password(passphrase), salt, recipient.iterations);
  const open = (from: Uint8Array, data: Uint8Array) =>
    opening(where, primitives.aesCbcOpen(kek, from, data));
  // RFC 3211 §2.3.2: the last block of the inner encryption is the nonce of the outer one.
  const nonce = (await open(encryptedKey.slice(-32, -16), encryptedKey.slice(-16))).slice(-16);
  const once = await open(nonce, encryptedKey);
  const block = await open(iv, once);
  const key = block.subarray(4, 4 + suite.keyBytes);
  const check = key.subarray(0, 3).map(byte => byte ^ 0xff);
  if (block[0] !== suite.keyBytes || !equal(block.subarray(1, 4), check))
    throw malformed(where, { zh: '口令不对', en: 'the passphrase is wrong' });
  return key;
}
