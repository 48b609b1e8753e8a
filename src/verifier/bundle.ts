import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';
import { Id, Sha256, Time } from '../../contracts/route.ts';
import { Reference } from '../../contracts/sanctions.ts';
import { Fault, hold, within } from './fault.ts';
import { layout } from './layout.ts';

const File = z.strictObject({
  path: z.string().min(1).max(300),
  bytes: z.int().min(0),
  sha256: Sha256,
});

/** What every bundle says of itself in bundle.json, which the centre signs in bundle.p7s. */
const common = {
  exportedAt: Time,
  /** Note verifier key of the log. */
  logKey: z.string(),
  files: z.array(File),
};

/** The bundle of a trade: one lot from the notice to the contract. */
export const Index = z.strictObject({
  format: z.literal('kaibiao-bundle/1'),
  project: Id,
  lot: Id,
  ...common,
});
export type Index = z.infer<typeof Index>;

/** The bundle of a case of the sanction lists. The respondent's copy leaves out what stays inside the authority. */
const CaseIndex = z.strictObject({
  format: z.literal('kaibiao-case/1'),
  case: Id,
  number: Reference,
  copy: z.enum(['authority', 'respondent']),
  ...common,
});
export type CaseIndex = z.infer<typeof CaseIndex>;

export const AnyIndex = z.discriminatedUnion('format', [Index, CaseIndex]);
export type AnyIndex = z.infer<typeof AnyIndex>;

/** An event as it was recorded, with what proves its place in the log. */
export const BundleEvent = z.strictObject({
  text: z.string(),
  blind: Sha256,
  leafIndex: z.int().min(0),
  proof: z.array(Sha256),
});

/** What the canonical text of an event says. */
export const EventText = z.object({
  id: Id,
  type: z.string(),
  subject: z.string(),
  actor: z.string(),
  at: Time,
  data: z.record(z.string(), z.unknown()),
});
export type EventText = z.infer<typeof EventText>;

/** An event that the log vouches for: what it says, and its entry in the log (32 bytes). */
export interface LoggedEvent extends EventText {
  readonly text: string;
  readonly entry: Uint8Array;
}

export interface Bundle<I extends AnyIndex = Index> {
  readonly index: I;
  /** bundle.json as it stands, to the byte. */
  readonly indexText: string;
  has(path: string): boolean;
  read(path: string): Promise<Uint8Array>;
  text(path: string): Promise<string>;
  json<T>(path: string, schema: z.ZodType<T>): Promise<T>;
  /** Paths below `folder`, sorted. */
  under(folder: string): string[];
}

/** Opens the folder; the index must be readable, nothing is believed yet. */
export async function openBundle<I extends AnyIndex>(
  root: string,
  schema: z.ZodType<I>,
): Promise<Bundle<I>> {
  const bytes = await readFile(join(root, layout.index)).catch(() => {
    throw new Fault(layout.index, {
      zh: '没有这个文件，这不是证据包',
      en: 'Without this file it is no evidence bundle',
    });
  });
  const index = await within(layout.index, () => schema.parse(JSON.parse(bytes.toString('utf8'))));
  // The signature covers the index, so it cannot be listed in it.
  const paths = new Set([layout.indexSignature, ...index.files.map(f => f.path)]);
  const read = async (path: string) => {
    hold(paths.has(path), path, { zh: '证据包里没有这个文件', en: 'The bundle lacks this file' });
    const bytes = await readFile(join(root, path)).catch(() => null);
    hold(bytes !== null, path, { zh: '文件不见了', en: 'The file is missing' });
    return new Uint8Array(bytes);
  };
  const text = async (path: string) => new TextDecoder().decode(await read(path));
  return {
    index,
    indexText: bytes.toString('utf8'),
    has: path => paths.has(path),
    read,
    text,
    json: async (path, schema) =>
      within(path, async () => schema.parse(JSON.parse(await text(path)))),
    under: folder => [...paths].filter(p => p.startsWith(`${folder}/`)).sort(),
  };
}

const isSafe = (path: string) =>
  !/[\\:\0]/.test(path) && path.split('/').every(part => !['', '.', '..'].includes(part));

/** Every listed file is there with its size and hash, and nothing else is. */
export async function checkFiles(root: string, index: AnyIndex): Promise<number> {
  for (const file of index.files) {
    hold(isSafe(file.path), file.path, { zh: '路径不安全', en: 'The path is not safe' });
    const found = await lstat(join(root, file.path)).catch(() => null);
    hold(found?.isFile() === true, file.path, { zh: '文件不见了', en: 'The file is missing' });
    hold(found.size === file.bytes, file.path, {
      zh: `大小应为 ${file.bytes} 字节，实为 ${found.size}`,
      en: `It should be ${file.bytes} bytes and is ${found.size}`,
    });
    hold((await hashOf(join(root, file.path))) === file.sha256, file.path, {
      zh: '内容被改过，摘要与目录不一致',
      en: 'It was changed: its hash is not the one in the index',
    });
  }
  const listed = new Set([...index.files.map(f => f.path), layout.index, layout.indexSignature]);
  for (const path of await filesIn(root))
    hold(listed.has(path), path, { zh: '目录里没有这个文件', en: 'The index lacks this file' });
  return index.files.length;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

async function filesIn(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter(e => !e.isDirectory())
    .map(e => relative(root, join(e.parentPath, e.name)).split(sep).join('/'))
    .sort();
}
