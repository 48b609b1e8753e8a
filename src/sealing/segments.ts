import { hex } from '../kernel/bytes.ts';
import { sealEnveloped } from './enveloped.ts';
import { lockUnderKey } from './locks.ts';
import type { RunningHash } from './primitives.ts';
import { type EnvelopeSecret, type SegmentRecord, segmentMark } from './session.ts';
import type { Cryptosystem } from './suites.ts';

/** A segment to keep: its bytes, or null when the one already held (same mark) is reused. */
export interface SealedSegment extends SegmentRecord {
  readonly bytes: Uint8Array | null;
  /** Plaintext bytes in it. */
  readonly plainBytes: number;
}

/** How many segments are encrypted at once: the next is read and hashed while the last is encrypted. */
const lanes = 2;

/**
 * Cuts a stream into blocks of `size` bytes, the last one shorter. Blocks take turns in `lanes` buffers: a block is
 * good until the block `lanes` later is asked for.
 */
async function* blocksOf(
  stream: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array> {
  const buffers = Array.from({ length: lanes }, () => new Uint8Array(size));
  let turn = 0;
  let filled = 0;
  for await (const chunk of stream) {
    for (let at = 0; at < chunk.length; ) {
      const block = buffers[turn % lanes] ?? new Uint8Array(size);
      const part = chunk.subarray(at, at + size - filled);
      block.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < size) continue;
      yield block;
      turn++;
      filled = 0;
    }
  }
  if (filled > 0) yield (buffers[turn % lanes] ?? new Uint8Array(size)).subarray(0, filled);
}

export interface SegmentJob {
  readonly secret: EnvelopeSecret;
  readonly segmentBytes: number;
  /** Segments of this envelope produced by an earlier run with the same secret. */
  readonly held: readonly SegmentRecord[];
  readonly tarHash: RunningHash;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Encrypts a tar stream segment by segment, in order; memory is a few segments whatever the size. A held segment is
 * reused while everything up to its end is unchanged; from the first change on all are made anew.
 */
export async function* sealSegments(
  tar: AsyncIterable<Uint8Array>,
  job: SegmentJob,
  system: Cryptosystem,
): AsyncGenerator<SealedSegment> {
  const pending: Promise<SealedSegment>[] = [];
  let index = 0;
  for await (const block of blocksOf(tar, job.segmentBytes)) {
    job.signal?.throwIfAborted();
    job.tarHash.update(block);
    const segment = sealOne(block, index++, job.tarHash.digest(), job, system);
    // It is awaited below, perhaps after another has failed: no unhandled rejection meanwhile.
    segment.catch(() => undefined);
    pending.push(segment);
    // Done with before its buffer's turn comes again.
    if (pending.length >= lanes) yield* takeFirst(pending);
  }
  while (pending.length > 0) yield* takeFirst(pending);
}

async function* takeFirst(pending: Promise<SealedSegment>[]): AsyncGenerator<SealedSegment> {
  const first = pending.shift();
  if (first) yield await first;
}

async function sealOne(
  block: Uint8Array,
  index: number,
  tarSoFar: Uint8Array,
  { secret, held }: SegmentJob,
  system: Cryptosystem,
): Promise<SealedSegment> {
  const { envelope } = secret;
  const mark = await segmentMark(secret.salt, tarSoFar, system);
  const plainBytes = block.length;
  const before = held.find(record => record.index === index && record.mark === mark);
  if (before) return { envelope, index, mark, sha256: before.sha256, bytes: null, plainBytes };
  const bytes = await sealEnveloped(block, lockUnderKey(secret.key, envelope), system);
  const sha256 = hex(await system.primitives.sha256(bytes));
  return { envelope, index, mark, sha256, bytes, plainBytes };
}
