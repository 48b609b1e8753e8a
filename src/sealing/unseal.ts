import type { ProblemCode } from '../../contracts/problem.ts';
import { hex } from '../kernel/bytes.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type BidderKey, unlockWith } from './bidder-key.ts';
import { keyCommit } from './commitments.ts';
import {
  type CommitteeKey,
  combine,
  committeeRecipient,
  type Share,
  unlockShared,
} from './committee.ts';
import { type EnvelopeContent, maxContentBytes, readContent } from './envelope-content.ts';
import { type Enveloped, openEnveloped, readEnveloped } from './enveloped.ts';
import { outerPath } from './folder.ts';
import type { Manifest, ManifestEnvelope } from './manifest.ts';
import type { AgreementRecipient } from './recipient-info.ts';
import { malformed } from './refusal.ts';
import type { Cryptosystem } from './suites.ts';

/** The inner package adds its CMS frame to the content. */
const maxInnerBytes = maxContentBytes + 4096;

/** The inner package of an envelope, named in refusals. */
export const innerName = (envelope: string): string => `${envelope}/inner.p7m`;

/** The bytes must have this hash; the refusal names the part. */
export async function checkHash(
  bytes: Uint8Array,
  sha256: string,
  where: string,
  { primitives }: Cryptosystem,
  code: ProblemCode = 'DIGEST_MISMATCH',
): Promise<void> {
  const found = hex(await primitives.sha256(bytes));
  if (found !== sha256)
    throw new RuleError(
      code,
      { zh: `${where} 与清单不一致`, en: `${where} does not match the manifest` },
      { where, expected: sha256, found },
    );
}

/**
 * The bidder's step, the release: outer → inner, which stays locked to the committee. DIGEST_MISMATCH when outer is
 * not the one of the manifest, BID_MALFORMED when the key does not open it, RELEASE_MISMATCH when inner is another.
 */
export async function openOuter(
  outer: Uint8Array,
  entry: ManifestEnvelope,
  key: BidderKey,
  system: Cryptosystem,
): Promise<Uint8Array> {
  const where = outerPath(entry.id);
  await checkHash(outer, entry.outerSha256, where, system);
  const enveloped = readEnveloped(outer, system, where, maxInnerBytes + 65_536);
  const contentKey = await unlockWith(key, enveloped.recipient, system, where);
  const inner = await openEnveloped(enveloped, contentKey, system, where);
  await checkInner(inner, entry, system);
  return inner;
}

/** What a bidder releases must be what it committed to; RELEASE_MISMATCH else. */
export function checkInner(
  inner: Uint8Array,
  entry: ManifestEnvelope,
  system: Cryptosystem,
): Promise<void> {
  return checkHash(inner, entry.innerSha256, innerName(entry.id), system, 'RELEASE_MISMATCH');
}

/** A released inner package, waiting for the committee: trustees answer for `ephemeral`. */
export interface LockedInner {
  readonly entry: ManifestEnvelope;
  readonly committee: CommitteeKey;
  readonly enveloped: Enveloped;
  readonly recipient: AgreementRecipient;
  /** 65-byte point, what each trustee multiplies by its share. */
  readonly ephemeral: Uint8Array;
}

/** Reads a released package: its hash must be the manifest's, its lock the committee's. */
export async function readInner(
  inner: Uint8Array,
  entry: ManifestEnvelope,
  committee: CommitteeKey,
  system: Cryptosystem,
): Promise<LockedInner> {
  const where = innerName(entry.id);
  await checkInner(inner, entry, system);
  const enveloped = readEnveloped(inner, system, where, maxInnerBytes);
  const recipient = await committeeRecipient(enveloped.recipient, committee, system, where);
  return { entry, committee, enveloped, recipient, ephemeral: recipient.ephemeral };
}

/**
 * The committee's step: k shares open the package. Gives K, salt and the list of files only if K is the committed
 * one (COMMITMENT_BROKEN names the envelope).
 */
export async function openInner(
  locked: LockedInner,
  shares: readonly Share[],
  manifest: Manifest,
  system: Cryptosystem,
): Promise<EnvelopeContent> {
  const { entry, enveloped, recipient } = locked;
  const where = innerName(entry.id);
  const secret = combine(locked.committee, shares);
  const contentKey = await unlockShared(secret, recipient, system, where);
  const plain = await openEnveloped(enveloped, contentKey, system, where);
  const content = readContent(plain, where);
  await checkKey(content.key, entry, manifest, system);
  return content;
}

/** K must be the one that the bidder committed to for this project, lot and envelope. */
export async function checkKey(
  key: Uint8Array,
  entry: ManifestEnvelope,
  { project, lot }: Manifest,
  { primitives }: Cryptosystem,
): Promise<void> {
  const scope = { project, lot, envelope: entry.id };
  if (hex(await keyCommit(primitives, scope, key)) === entry.keyCommit) return;
  const where = innerName(entry.id);
  throw new RuleError(
    'COMMITMENT_BROKEN',
    { zh: `${where}：密钥与承诺值不一致`, en: `${where}: the key does not match its commitment` },
    {
      where,
      what: 'keyCommit',
    },
  );
}

/** The entry of one envelope; BID_MALFORMED when the bid has none of that name. */
export function entryOf(manifest: Manifest, envelope: string): ManifestEnvelope {
  const entry = manifest.envelopes.find(({ id }) => id === envelope);
  if (!entry)
    throw malformed('manifest.json', {
      zh: `没有封套 ${envelope}`,
      en: `there is no envelope ${envelope}`,
    });
  return entry;
}
