import { z } from 'zod';
import { Id, Sha256 } from '../../contracts/route.ts';
import { canonicalBytes, readCanonical } from './canonical.ts';
import { suites } from './suites.ts';

export const format = 'kaibiao-sealed-bid/1';
/** 16,384 segments of 8 MiB are 128 GiB in one envelope. */
export const maxSegments = 16_384;
export const maxSegmentBytes = 16 * 1024 * 1024;
const maxManifestBytes = 6_000_000;

export const EnvelopeName = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/);

export const ManifestEnvelope = z
  .strictObject({
    id: EnvelopeName,
    /** Of the whole tar. */
    bytes: z.int().min(1),
    segmentBytes: z.int().min(1).max(maxSegmentBytes),
    segments: z.array(Sha256).min(1).max(maxSegments),
    outerSha256: Sha256,
    innerSha256: Sha256,
    keyCommit: Sha256,
    plainCommit: Sha256,
  })
  .refine(e => e.segments.length === Math.ceil(e.bytes / e.segmentBytes), {
    path: ['segments'],
    message: 'their number does not follow from bytes and segmentBytes',
  });
export type ManifestEnvelope = z.infer<typeof ManifestEnvelope>;

/** What a bid and a withdrawal share: whose it is, and its place in the bidder's own chain. */
const statement = {
  format: z.literal(format),
  project: Id,
  lot: Id,
  /** 1 for the first; each later one names the SHA-256 of the manifest.p7s before it. */
  sequence: z.int().min(1),
  previous: Sha256.nullable(),
  bidderCertSha256: Sha256,
  /** 32 random bytes, hexadecimal: hides the manifest in the public log until opening. */
  blind: Sha256,
  createdAt: z.iso.datetime(),
};

export const Manifest = z
  .strictObject({
    ...statement,
    suite: z.enum(Object.keys(suites) as [keyof typeof suites]),
    rulesSha256: Sha256,
    committeeKeySha256: Sha256,
    envelopes: z.array(ManifestEnvelope).min(1).max(16),
  })
  .refine(m => new Set(m.envelopes.map(e => e.id)).size === m.envelopes.length, {
    path: ['envelopes'],
    message: 'an envelope is there twice',
  })
  .refine(m => (m.sequence === 1) === (m.previous === null), {
    path: ['previous'],
    message: 'only the first has none before it',
  });
export type Manifest = z.infer<typeof Manifest>;

/** A signed withdrawal of everything up to `previous`. */
export const Withdrawal = z.strictObject({
  ...statement,
  withdraw: z.literal(true),
  sequence: z.int().min(2),
  previous: Sha256,
});
export type Withdrawal = z.infer<typeof Withdrawal>;

/** The bytes to be signed into manifest.p7s. */
export const manifestBytes = (statement: Manifest | Withdrawal) => canonicalBytes(statement);

/** The content of a manifest.p7s whose signature the caller has verified; BID_MALFORMED names the wrong field. */
export function readManifest(bytes: Uint8Array): Manifest {
  return readCanonical(bytes, Manifest, 'manifest.json', maxManifestBytes);
}

/** The content of a signed withdrawal. */
export function readWithdrawal(bytes: Uint8Array): Withdrawal {
  return readCanonical(bytes, Withdrawal, 'manifest.json', maxManifestBytes);
}
