import { randomBytes } from 'node:crypto';
import type { SealingTicket } from '../../contracts/bidding.ts';
import { base64, hex } from '../../src/kernel/bytes.ts';
import { nodePrimitives } from '../../src/platform/node-primitives.ts';
import type { SourceFile } from '../../src/sealing/archive.ts';
import { type BidderKey, softwareKey } from '../../src/sealing/bidder-key.ts';
import {
  type CommitteeKey,
  localTrustee,
  soleCommittee,
  type Trustee,
} from '../../src/sealing/committee.ts';
import type { EnvelopeContent } from '../../src/sealing/envelope-content.ts';
import { outerPath, segmentPath } from '../../src/sealing/folder.ts';
import type { Manifest } from '../../src/sealing/manifest.ts';
import { type OpenEnvelope, openEnvelope, openFiles } from '../../src/sealing/open-envelope.ts';
import type { Primitives } from '../../src/sealing/primitives.ts';
import { type SealingPlan, seal, type UnsignedBid } from '../../src/sealing/seal.ts';
import { type EnvelopeSecret, newSecrets, type SegmentRecord } from '../../src/sealing/session.ts';
import { cryptosystem } from '../../src/sealing/suites.ts';
import { entryOf, openInner, openOuter, readInner } from '../../src/sealing/unseal.ts';
import type { Identity } from './openssl.ts';

export const system = cryptosystem('intl-1', nodePrimitives);

export const project = '01920000-0000-7000-8000-000000000001';
export const lot = '01920000-0000-7000-8000-000000000002';

export interface TestLot {
  readonly ticket: SealingTicket;
  readonly committee: CommitteeKey;
  readonly secret: Uint8Array;
  readonly trustees: readonly Trustee[];
}

/** A lot with one envelope for each id given, a committee of one, and small segments for speed. */
export function aLot(
  ids: ('opening' | 'technical' | 'price')[] = ['opening'],
  segmentBytes = 1024,
): TestLot {
  const { key, secret } = soleCommittee();
  const ticket: SealingTicket = {
    format: 'kaibiao-sealed-bid/1',
    suite: 'intl-1',
    project,
    lot,
    title: '滨江路改造工程施工 一标段',
    rulesSha256: 'a'.repeat(64),
    committeeKey: { spki: base64(key.spki), k: 1, n: 1 },
    segmentBytes,
    envelopes: ids.map(id => ({ id, title: id, required: true })),
    deadline: '2026-03-01T01:30:00Z',
    next: { sequence: 1, previous: null },
  };
  return { ticket, committee: key, secret, trustees: [localTrustee(1, secret)] };
}

export function aFile(name: string, content: Uint8Array | string): SourceFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    name,
    bytes: bytes.length,
    async *stream() {
      for (let at = 0; at < bytes.length; at += 700) yield bytes.subarray(at, at + 700);
    },
  };
}

export const someBytes = (length: number) => new Uint8Array(randomBytes(length));

export interface SealedBid extends UnsignedBid {
  readonly secrets: readonly EnvelopeSecret[];
  /** The parts by their path in the folder. */
  readonly parts: Map<string, Uint8Array>;
  readonly records: readonly SegmentRecord[];
  /** Paths of segments that were made anew in this run. */
  readonly made: readonly string[];
}

export function aPlan(
  where: TestLot,
  bidder: Identity,
  files: Record<string, SourceFile[]>,
  more: Partial<SealingPlan> = {},
): SealingPlan {
  const ids = Object.keys(files);
  return {
    ticket: where.ticket,
    certificateDer: bidder.certificate,
    envelopes: ids.map(id => ({ id, files: files[id] ?? [] })),
    secrets: newSecrets(ids, system),
    createdAt: '2026-02-28T08:00:00Z',
    ...more,
  };
}

/** Runs a plan to its end and keeps everything in memory. */
export async function sealAll(
  plan: SealingPlan,
  primitives: Primitives = nodePrimitives,
  kept = new Map<string, Uint8Array>(),
): Promise<SealedBid> {
  const parts = new Map(kept);
  const records: SegmentRecord[] = [];
  const made: string[] = [];
  const sealing = seal(plan, primitives);
  let step = await sealing.next();
  for (; !step.done; step = await sealing.next()) {
    const { bytes, envelope, index, sha256, mark } = step.value;
    const path = segmentPath(envelope, index);
    if (bytes) {
      parts.set(path, bytes);
      made.push(path);
    }
    records.push({ envelope, index, sha256, mark });
  }
  for (const { envelope, outer } of step.value.packages) parts.set(outerPath(envelope), outer);
  return { ...step.value, secrets: plan.secrets, parts, records, made };
}

export const keyOf = (bidder: Identity): BidderKey =>
  softwareKey(bidder.certificate, bidder.privateKey);

const part = (bid: Pick<SealedBid, 'parts'>, path: string) => {
  const bytes = bid.parts.get(path);
  if (!bytes) throw new Error(`no ${path}`);
  return bytes;
};

/** Release and reveal of one envelope: both locks, then the key commitment. */
export async function reveal(
  bid: { manifest: Manifest; parts: Map<string, Uint8Array> },
  id: string,
  where: TestLot,
  bidder: Identity,
  using = system,
): Promise<EnvelopeContent> {
  const entry = entryOf(bid.manifest, id);
  const inner = await openOuter(part(bid, outerPath(id)), entry, keyOf(bidder), using);
  const locked = await readInner(inner, entry, where.committee, using);
  const shares = await Promise.all(where.trustees.map(trustee => trustee.share(locked.ephemeral)));
  return openInner(locked, shares, bid.manifest, using);
}

export function envelopeOf(
  bid: { manifest: Manifest; parts: Map<string, Uint8Array> },
  id: string,
  content: EnvelopeContent,
  using = system,
): Promise<OpenEnvelope> {
  const segment = async (index: number) => part(bid, segmentPath(id, index));
  return openEnvelope(bid.manifest, entryOf(bid.manifest, id), content, segment, using);
}

/** The files of an envelope by name, through every lock and check. */
export async function unseal(
  bid: { manifest: Manifest; parts: Map<string, Uint8Array> },
  id: string,
  where: TestLot,
  bidder: Identity,
  using = system,
): Promise<Record<string, string>> {
  const content = await reveal(bid, id, where, bidder, using);
  const files: Record<string, number[]> = {};
  for (const { name } of content.files) files[name] = [];
  for await (const { file, bytes } of openFiles(await envelopeOf(bid, id, content, using), using))
    files[file.name]?.push(...bytes);
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [name, hex(Uint8Array.from(bytes))]),
  );
}
