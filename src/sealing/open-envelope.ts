import { hex } from '../kernel/bytes.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Layout, layOut, type Piece, type PlacedFile, unpack } from './archive.ts';
import { plainCommit } from './commitments.ts';
import type { EnvelopeContent } from './envelope-content.ts';
import { openEnveloped, readEnveloped } from './enveloped.ts';
import { segmentPath } from './folder.ts';
import type { Manifest, ManifestEnvelope } from './manifest.ts';
import { malformed, opening } from './refusal.ts';
import type { Cryptosystem } from './suites.ts';
import { checkHash, checkKey } from './unseal.ts';

/** Gives the sealed bytes of a segment: from disk, storage or network. */
export type SegmentSource = (index: number) => Promise<Uint8Array>;

/** An envelope whose key is known and whose layout agrees with the manifest. */
export interface OpenEnvelope {
  readonly entry: ManifestEnvelope;
  readonly content: EnvelopeContent;
  readonly layout: Layout;
  readonly segment: SegmentSource;
}

/** Prepares reading: the key must be the committed one, and the listed files must fill exactly the announced bytes. */
export async function openEnvelope(
  manifest: Manifest,
  entry: ManifestEnvelope,
  content: EnvelopeContent,
  segment: SegmentSource,
  system: Cryptosystem,
): Promise<OpenEnvelope> {
  await checkKey(content.key, entry, manifest, system);
  const layout = await layOut(content.files, entry.id);
  if (layout.bytes !== entry.bytes)
    throw malformed(entry.id, {
      zh: '文件清单与清单中的大小不一致',
      en: 'the file list does not match the sizes in the manifest',
    });
  return { entry, content, layout, segment };
}

/** One decrypted segment: hash, tag, key identifier and size all hold, or it is refused by its name. */
export async function openSegment(
  envelope: OpenEnvelope,
  index: number,
  system: Cryptosystem,
): Promise<Uint8Array> {
  const { entry, content } = envelope;
  const where = segmentPath(entry.id, index);
  const bytes = await envelope.segment(index);
  await checkHash(bytes, entry.segments[index] ?? '', where, system);
  const enveloped = readEnveloped(bytes, system, where, entry.segmentBytes);
  const { recipient } = enveloped;
  if (recipient.kind !== 'kek' || new TextDecoder().decode(recipient.keyId) !== entry.id)
    throw malformed(where, { zh: '不是本封套的分段', en: 'is not a segment of this envelope' });
  const { primitives } = system;
  const key = await opening(where, primitives.aesUnwrap(content.key, recipient.encryptedKey));
  const plain = await openEnveloped(enveloped, key, system, where);
  const rest = entry.bytes - index * entry.segmentBytes;
  if (plain.length !== Math.min(entry.segmentBytes, rest))
    throw malformed(where, { zh: '分段的大小不对', en: 'the segment has the wrong size' });
  return plain;
}

/**
 * The tar, segment by segment, in constant memory. The last segment leaves only after the commitment to the whole
 * plaintext has held, so no consumer ever sees the end of a tar that is not the committed one (COMMITMENT_BROKEN).
 */
export async function* openTar(
  envelope: OpenEnvelope,
  system: Cryptosystem,
): AsyncGenerator<Uint8Array> {
  const { segments } = envelope.entry;
  const hash = system.primitives.sha256Stream();
  let next = openSegment(envelope, 0, system);
  for (let i = 0; i < segments.length; i++) {
    const plain = await next;
    // The next one is fetched and decrypted meanwhile; its failure is met when its turn comes.
    if (i + 1 < segments.length) next = openSegment(envelope, i + 1, system);
    next.catch(() => undefined);
    hash.update(plain);
    if (i + 1 === segments.length) await checkPlain(envelope, hash.digest(), system);
    yield plain;
  }
}

/** The plaintext must be the committed one. */
async function checkPlain(
  { entry, content }: Pick<OpenEnvelope, 'entry' | 'content'>,
  tarSha256: Uint8Array,
  { primitives }: Cryptosystem,
): Promise<void> {
  const found = hex(await plainCommit(primitives, content.salt, tarSha256));
  if (found === entry.plainCommit) return;
  const facts = { where: entry.id, what: 'plainCommit' };
  throw new RuleError(
    'COMMITMENT_BROKEN',
    {
      zh: `${entry.id}：内容与承诺值不一致`,
      en: `${entry.id}: the content does not match its commitment`,
    },
    facts,
  );
}

/** The contents of the files, in order. What was written of a file is to be thrown away if the stream throws. */
export function openFiles(envelope: OpenEnvelope, system: Cryptosystem): AsyncGenerator<Piece> {
  return unpack(envelope.layout, openTar(envelope, system), envelope.entry.id);
}

/** Reads the whole envelope and keeps nothing: throws unless every segment and the commitment hold. */
export async function checkEnvelope(envelope: OpenEnvelope, system: Cryptosystem): Promise<void> {
  for await (const _piece of openFiles(envelope, system));
}

/** A file of the envelope by its name. */
export function fileOf({ layout, entry }: OpenEnvelope, name: string): PlacedFile {
  const file = layout.files.find(candidate => candidate.name === name);
  if (!file) throw malformed(entry.id, { zh: `没有文件 ${name}`, en: `there is no file ${name}` });
  return file;
}

/**
 * Bytes `start` … `end` (exclusive) of one file, decrypting only the segments they lie in. Each segment is verified;
 * the commitment to the whole plaintext is not: call `checkEnvelope` once before.
 */
export async function* openRange(
  envelope: OpenEnvelope,
  file: PlacedFile,
  range: { readonly start: number; readonly end: number },
  system: Cryptosystem,
): AsyncGenerator<Uint8Array> {
  const { segmentBytes } = envelope.entry;
  const end = file.offset + Math.min(range.end, file.bytes);
  let at = file.offset + Math.max(0, range.start);
  while (at < end) {
    const index = Math.floor(at / segmentBytes);
    const plain = await openSegment(envelope, index, system);
    const from = at - index * segmentBytes;
    const part = plain.subarray(from, from + end - at);
    yield part;
    at += part.length;
  }
}
