import type { SealingTicket } from '../../contracts/bidding.ts';
import { fromBase64, hex } from '../kernel/bytes.ts';
import { layOut, pack, type SourceFile } from './archive.ts';
import { keyCommit, plainCommit } from './commitments.ts';
import { type CommitteeKey, committeeKeySha256, lockToCommittee } from './committee.ts';
import { type EnvelopeContent, writeContent } from './envelope-content.ts';
import { sealEnveloped } from './enveloped.ts';
import { lockToCertificate } from './locks.ts';
import {
  format,
  Manifest,
  type ManifestEnvelope,
  maxSegmentBytes,
  maxSegments,
} from './manifest.ts';
import type { Primitives } from './primitives.ts';
import { malformed } from './refusal.ts';
import { type SealedSegment, sealSegments } from './segments.ts';
import type { EnvelopeSecret, SegmentRecord } from './session.ts';
import { type Cryptosystem, cryptosystem } from './suites.ts';

export interface SealingPlan {
  readonly ticket: SealingTicket;
  /** The bidder's encryption certificate, DER. */
  readonly certificateDer: Uint8Array;
  readonly envelopes: readonly { readonly id: string; readonly files: readonly SourceFile[] }[];
  /** From `newSecrets`, one for each envelope; when going on after a reload, the same again. */
  readonly secrets: readonly EnvelopeSecret[];
  /** Segments already produced with these secrets and still held. */
  readonly held?: readonly SegmentRecord[];
  /** ISO time in UTC. */
  readonly createdAt: string;
  readonly signal?: AbortSignal;
  readonly progress?: (progress: SealingProgress) => void;
}

/** Plaintext bytes sealed so far, over all envelopes. */
export interface SealingProgress {
  readonly envelope: string;
  readonly done: number;
  readonly total: number;
}

interface SealedPackage {
  readonly envelope: string;
  readonly outer: Uint8Array;
  /** Already locked to the committee: for the recovery file. */
  readonly inner: Uint8Array;
}

/** What remains to do: sign `manifestBytes(manifest)` and keep the packages. */
export interface UnsignedBid {
  readonly manifest: Manifest;
  readonly packages: readonly SealedPackage[];
}

interface Sealed {
  readonly entry: ManifestEnvelope;
  readonly sealed: SealedPackage;
}

/**
 * Seals a bid as a stream: yields each segment, to be kept before the next is asked for, and returns the packages and
 * the manifest to sign. BID_MALFORMED names a missing envelope or an unsafe file; the signal's reason is thrown on
 * abort. To go on after a reload: the same secrets, and the records of the segments held.
 */
export async function* seal(
  plan: SealingPlan,
  primitives: Primitives,
): AsyncGenerator<SealedSegment, UnsignedBid> {
  const system = cryptosystem(plan.ticket.suite, primitives);
  checkTicket(plan.ticket);
  checkEnvelopes(plan);
  const layouts = [];
  for (const { id, files } of plan.envelopes) layouts.push(await layOut(files, id));
  for (const [i, { id }] of plan.envelopes.entries())
    checkSize(id, layouts[i]?.bytes ?? 0, plan.ticket.segmentBytes);
  const total = layouts.reduce((sum, layout) => sum + layout.bytes, 0);
  let done = 0;
  const sealed: Sealed[] = [];
  for (const [i, { id, files }] of plan.envelopes.entries()) {
    const layout = layouts[i] ?? (await layOut(files, id));
    const one = sealEnvelope(plan, { id, files, layout }, system);
    let step = await one.next();
    for (; !step.done; step = await one.next()) {
      yield step.value;
      done += step.value.plainBytes;
      plan.progress?.({ envelope: id, done, total });
    }
    sealed.push(step.value);
  }
  return { manifest: await manifestOf(plan, sealed, system), packages: sealed.map(s => s.sealed) };
}

/** lot.json comes from outside too: a segment size out of range would hang or exhaust the bidder's machine. */
function checkTicket({ segmentBytes, committeeKey: { k, n } }: SealingTicket): void {
  if (!Number.isInteger(segmentBytes) || segmentBytes < 1 || segmentBytes > maxSegmentBytes)
    throw malformed('lot.json', {
      zh: `分段大小应为 1 至 ${maxSegmentBytes} 字节`,
      en: `a segment has 1 to ${maxSegmentBytes} bytes`,
    });
  if (k < 1 || k > n)
    throw malformed('lot.json', {
      zh: `开标密钥的门限 ${k} / ${n} 不成立`,
      en: `the threshold ${k} of ${n} of the committee key does not hold`,
    });
}

function checkSize(id: string, bytes: number, segmentBytes: number): void {
  if (Math.ceil(bytes / segmentBytes) > maxSegments)
    throw malformed(id, {
      zh: `太大：超过 ${maxSegments} 段，每段 ${segmentBytes} 字节`,
      en: `is too large: more than ${maxSegments} segments of ${segmentBytes} bytes`,
    });
}

/** An envelope that the lot does not have, or a required one that is missing, is refused before any work. */
function checkEnvelopes({ ticket, envelopes }: SealingPlan): void {
  const known = ticket.envelopes.map(envelope => envelope.id as string);
  const given = envelopes.map(envelope => envelope.id);
  const foreign = given.find((id, i) => !known.includes(id) || given.indexOf(id) !== i);
  if (foreign !== undefined)
    throw malformed(foreign, {
      zh: '本标段没有这个封套，或重复',
      en: 'the lot has no such envelope, or it occurs twice',
    });
  const missing = ticket.envelopes.find(e => e.required && !given.includes(e.id));
  if (missing)
    throw malformed(missing.id, {
      zh: `缺少「${missing.title}」`,
      en: `“${missing.id}” is missing`,
    });
}

interface EnvelopeJob {
  readonly id: string;
  readonly files: readonly SourceFile[];
  readonly layout: Awaited<ReturnType<typeof layOut>>;
}

async function* sealEnvelope(
  plan: SealingPlan,
  { id, files, layout }: EnvelopeJob,
  system: Cryptosystem,
): AsyncGenerator<SealedSegment, Sealed> {
  const { ticket, signal } = plan;
  const secret = plan.secrets.find(candidate => candidate.envelope === id);
  if (!secret)
    throw malformed(id, { zh: '没有这个封套的密钥', en: 'there is no key of this envelope' });
  const tarHash = system.primitives.sha256Stream();
  const held = (plan.held ?? []).filter(record => record.envelope === id);
  const job = { secret, segmentBytes: ticket.segmentBytes, held, tarHash, signal };
  const segments: string[] = [];
  for await (const segment of sealSegments(pack(layout, files, id), job, system)) {
    segments.push(segment.sha256);
    yield segment;
  }
  const { key, salt } = secret;
  const sealed = await sealPackages(plan, id, { key, salt, files: layout.files }, system);
  const { primitives } = system;
  const scope = { project: ticket.project, lot: ticket.lot, envelope: id };
  const entry: ManifestEnvelope = {
    id,
    bytes: layout.bytes,
    segmentBytes: ticket.segmentBytes,
    segments,
    outerSha256: hex(await primitives.sha256(sealed.outer)),
    innerSha256: hex(await primitives.sha256(sealed.inner)),
    keyCommit: hex(await keyCommit(primitives, scope, key)),
    plainCommit: hex(await plainCommit(primitives, salt, tarHash.digest())),
  };
  return { entry, sealed };
}

/** outer = CMS(bidder){ inner = CMS(committee){ K ‖ salt ‖ files } }. */
async function sealPackages(
  plan: SealingPlan,
  envelope: string,
  content: EnvelopeContent,
  system: Cryptosystem,
): Promise<SealedPackage> {
  const committee = await lockToCommittee(committeeOf(plan.ticket), system);
  const inner = await sealEnveloped(writeContent(content), committee, system);
  const outer = await sealEnveloped(inner, lockToCertificate(plan.certificateDer), system);
  return { envelope, outer, inner };
}

/** The committee key as the ticket gives it. */
export function committeeOf({ committeeKey: { spki, k, n } }: SealingTicket): CommitteeKey {
  return { spki: fromBase64(spki), k, n };
}

async function manifestOf(
  { ticket, certificateDer, createdAt }: SealingPlan,
  sealed: readonly Sealed[],
  system: Cryptosystem,
): Promise<Manifest> {
  const { primitives } = system;
  // Parsed by the reader's own schema: nothing is signed that the platform could not read.
  return Manifest.parse({
    format,
    suite: ticket.suite,
    project: ticket.project,
    lot: ticket.lot,
    rulesSha256: ticket.rulesSha256,
    committeeKeySha256: hex(await committeeKeySha256(committeeOf(ticket), system)),
    sequence: ticket.next.sequence,
    previous: ticket.next.previous,
    bidderCertSha256: hex(await primitives.sha256(certificateDer)),
    blind: hex(primitives.random(32)),
    createdAt,
    envelopes: sealed.map(({ entry }) => entry),
  });
}
