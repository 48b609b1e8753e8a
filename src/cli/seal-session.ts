import { appendFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { Sha256 } from '../../contracts/route.ts';
import { hex } from '../kernel/bytes.ts';
import type { BidderKey } from '../sealing/bidder-key.ts';
import { segmentPath, sessionPath } from '../sealing/folder.ts';
import { EnvelopeName } from '../sealing/manifest.ts';
import type { SealedSegment } from '../sealing/segments.ts';
import {
  type EnvelopeSecret,
  lockSecrets,
  newSecrets,
  type SegmentRecord,
  unlockSecrets,
} from '../sealing/session.ts';
import type { Cryptosystem } from '../sealing/suites.ts';
import { Misuse } from './command.ts';

/** Beside the locked keys: one line for each segment produced. It holds nothing secret. */
const recordsPath = 'sealing.jsonl';
const SegmentLine = z.strictObject({
  envelope: EnvelopeName,
  index: z.int().min(0),
  sha256: Sha256,
  mark: Sha256,
});

/** A sealing in a folder, new or broken off earlier. */
export interface FolderSession {
  readonly secrets: readonly EnvelopeSecret[];
  readonly held: readonly SegmentRecord[];
}

/** Goes on with the unfinished sealing in `folder`, or begins one. */
export async function beginSession(
  folder: string,
  envelopes: readonly string[],
  key: BidderKey,
  system: Cryptosystem,
): Promise<FolderSession> {
  await mkdir(folder, { recursive: true });
  const locked = await readFile(join(folder, sessionPath)).catch(() => null);
  if (!locked) {
    const secrets = newSecrets(envelopes, system);
    const bytes = await lockSecrets(secrets, key.certificateDer, system);
    await keep(join(folder, sessionPath), bytes);
    return { secrets, held: [] };
  }
  const secrets = await unlockSecrets(new Uint8Array(locked), key, system);
  const same = envelopes.every(id => secrets.some(({ envelope }) => envelope === id));
  if (!same)
    throw new Misuse(
      `${folder} 里是另一次没有完成的加密：请换一个文件夹，或删除它。\nAnother unfinished sealing is in this folder.`,
    );
  return { secrets, held: await heldSegments(folder, system) };
}

/** The recorded segments whose files are whole: a record or file cut off by a crash counts as not there. */
async function heldSegments(folder: string, system: Cryptosystem): Promise<SegmentRecord[]> {
  const lines = await readFile(join(folder, recordsPath), 'utf8').catch(() => '');
  const records = lines.split('\n').flatMap(readLine);
  const held: SegmentRecord[] = [];
  for (const record of records) {
    const path = join(folder, segmentPath(record.envelope, record.index));
    const bytes = await readFile(path).catch(() => null);
    if (bytes && hex(await system.primitives.sha256(bytes)) === record.sha256) held.push(record);
  }
  return held;
}

function readLine(line: string): SegmentRecord[] {
  try {
    return [SegmentLine.parse(JSON.parse(line))];
  } catch {
    return [];
  }
}

/** Puts a segment on disk, then its record: in this order a crash leaves at most an unrecorded file. */
export async function keepSegment(folder: string, segment: SealedSegment): Promise<void> {
  const { bytes, envelope, index, sha256, mark } = segment;
  if (!bytes) return;
  await keep(join(folder, segmentPath(envelope, index)), bytes);
  const line = `${JSON.stringify({ envelope, index, sha256, mark })}\n`;
  await appendFile(join(folder, recordsPath), line);
}

/** Whole or not at all: written beside, then renamed. */
export async function keep(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.part`, bytes);
  await rename(`${path}.part`, path);
}

/** The keys that bypass the committee's lock do not outlive the sealing. */
export async function endSession(folder: string): Promise<void> {
  await rm(join(folder, sessionPath), { force: true });
  await rm(join(folder, recordsPath), { force: true });
}
