import { z } from 'zod';
import { concat } from '../kernel/bytes.ts';
import { type ArchivedFile, maxFiles } from './archive.ts';
import { canonicalBytes, readCanonical } from './canonical.ts';
import { malformed } from './refusal.ts';

/** The greatest inner package content, in bytes: 4,096 names of 255 bytes fit. */
export const maxContentBytes = 2_000_000;
const saltBytes = 32;
const keyBytes = 32;

/**
 * What the inner package holds: K (32 bytes) ‖ salt (32 bytes) ‖ RFC 8785 JSON
 * `{"files":[{"bytes":1024,"name":"投标函.pdf"}, …]}`, the files in the order of the tar (by name, UTF-16 order).
 */
export interface EnvelopeContent {
  readonly key: Uint8Array;
  readonly salt: Uint8Array;
  readonly files: readonly ArchivedFile[];
}

const FileList = z.strictObject({
  files: z
    .array(z.strictObject({ name: z.string(), bytes: z.int().min(0) }))
    .min(1)
    .max(maxFiles),
});

export function writeContent({ key, salt, files }: EnvelopeContent): Uint8Array {
  const list = { files: files.map(({ name, bytes }) => ({ name, bytes })) };
  return concat(key, salt, canonicalBytes(list));
}

/** BID_MALFORMED names `where`. The caller checks the key against its commitment before using it. */
export function readContent(bytes: Uint8Array, where: string): EnvelopeContent {
  const head = keyBytes + saltBytes;
  if (bytes.length < head)
    throw malformed(where, { zh: '内容太短', en: 'the content is too short' });
  const { files } = readCanonical(bytes.subarray(head), FileList, where, maxContentBytes);
  if (files.some((file, i) => i > 0 && (files[i - 1]?.name ?? '') >= file.name))
    throw malformed(where, {
      zh: '文件清单没有按名称排序',
      en: 'the file list is not sorted by name',
    });
  return { key: bytes.slice(0, keyBytes), salt: bytes.slice(keyBytes, head), files };
}
