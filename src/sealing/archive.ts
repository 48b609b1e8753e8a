import { createTarPacker } from 'modern-tar';
import { concat, equal } from '../kernel/bytes.ts';
import { checkDistinct, checkFileName } from './file-name.ts';
import { malformed } from './refusal.ts';

export const maxFiles = 4096;
const block = 512;
const paxType = 'x'.charCodeAt(0);
const endOfArchive = new Uint8Array(2 * block);

export interface ArchivedFile {
  /** Relative path with `/`. */
  readonly name: string;
  readonly bytes: number;
}

/** A file to be sealed; `stream` is read once, in order, and each chunk used up before the next is asked for. */
export interface SourceFile extends ArchivedFile {
  stream(): AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>;
}

/** A file in its place: `offset` is where its content starts in the tar. */
export interface PlacedFile extends ArchivedFile {
  readonly offset: number;
  readonly header: Uint8Array;
}

/** Everything about an archive but the contents: it follows from the list of names and sizes alone. */
export interface Layout {
  readonly files: readonly PlacedFile[];
  readonly bytes: number;
}

/**
 * The one layout of these files: sorted by name, ustar (pax for long or non-ASCII names and sizes over 8 GiB), fixed
 * metadata. So a reader compares instead of parsing, and no two views of one archive can differ. BID_MALFORMED for
 * unsafe or repeated names.
 */
export async function layOut(
  files: readonly ArchivedFile[],
  where: string,
  most = maxFiles,
): Promise<Layout> {
  if (files.length === 0 || files.length > most)
    throw malformed(where, {
      zh: `应有 1 至 ${most} 个文件，实有 ${files.length} 个`,
      en: `1 to ${most} files are expected, there are ${files.length}`,
    });
  for (const file of files) checkFile(file, where);
  checkDistinct(
    files.map(file => file.name),
    where,
  );
  const placed: PlacedFile[] = [];
  let end = 0;
  for (const { name, bytes } of [...files].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const header = await headerOf(name, bytes);
    const offset = end + header.length;
    placed.push({ name, bytes, offset, header });
    end = offset + bytes + padding(bytes);
  }
  return { files: placed, bytes: end + endOfArchive.length };
}

function checkFile({ name, bytes }: ArchivedFile, where: string): void {
  checkFileName(name, where);
  if (!Number.isSafeInteger(bytes) || bytes < 0)
    throw malformed(where, { zh: `${name} 的大小不对`, en: `${name} has the wrong size` });
}

const padding = (bytes: number) => -bytes & (block - 1);

/** The packer's own header blocks: one, or pax header, pax records, their padding and the plain header. */
async function headerOf(name: string, size: number): Promise<Uint8Array> {
  const { readable, controller } = createTarPacker();
  const path = /^[\u0020-\u007e]*$/.test(name) ? {} : { pax: { path: name } };
  controller.add({ name, size, mtime: new Date(0), mode: 0o644, uid: 0, gid: 0, ...path });
  const reader = readable.getReader();
  const next = async () => (await reader.read()).value ?? new Uint8Array();
  const first = await next();
  if (first[156] !== paxType) return first;
  const records = await next();
  const fill = padding(records.length) > 0 ? await next() : new Uint8Array();
  return concat(first, records, fill, await next());
}

/** The tar as a stream. A source that gives more or fewer bytes than announced is refused by name. */
export async function* pack(
  layout: Layout,
  sources: readonly SourceFile[],
  where: string,
): AsyncGenerator<Uint8Array> {
  const byName = new Map(sources.map(source => [source.name, source]));
  for (const { name, bytes, header } of layout.files) {
    yield header;
    const source = byName.get(name);
    if (!source)
      throw malformed(where, { zh: `缺少文件 ${name}`, en: `the file ${name} is missing` });
    yield* exactly(source, bytes, where);
    if (padding(bytes) > 0) yield new Uint8Array(padding(bytes));
  }
  yield endOfArchive;
}

async function* exactly(source: SourceFile, bytes: number, where: string) {
  let left = bytes;
  for await (const chunk of chunksOf(source.stream())) {
    left -= chunk.length;
    if (left < 0) break;
    yield chunk;
  }
  if (left !== 0)
    throw malformed(where, {
      zh: `文件 ${source.name} 在封装时大小变了`,
      en: `the file ${source.name} changed its size while it was sealed`,
    });
}

/** Safari does not iterate a ReadableStream, so its reader is used. */
async function* chunksOf(
  stream: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (!('getReader' in stream)) return yield* stream;
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** A piece of one file's content, in order. */
export interface Piece {
  readonly file: PlacedFile;
  readonly bytes: Uint8Array;
}

interface Region {
  readonly length: number;
  /** Bytes that must stand here; absent inside a file. */
  readonly fixed?: Uint8Array;
  readonly file?: PlacedFile;
}

function regionsOf(layout: Layout): Region[] {
  const fixed = (bytes: Uint8Array): Region => ({ length: bytes.length, fixed: bytes });
  const regions = layout.files.flatMap(file => [
    fixed(file.header),
    { length: file.bytes, file },
    fixed(new Uint8Array(padding(file.bytes))),
  ]);
  return [...regions, fixed(endOfArchive)].filter(region => region.length > 0);
}

/**
 * The files' contents out of a tar stream that must be exactly the layout's: any other header, link, entry, order,
 * padding or tail is refused. Empty files give no piece.
 */
export async function* unpack(
  layout: Layout,
  tar: AsyncIterable<Uint8Array>,
  where: string,
): AsyncGenerator<Piece> {
  const regions = regionsOf(layout);
  const place: Place = { region: 0, within: 0 };
  for await (const chunk of tar) yield* piecesOf(chunk, regions, place, where);
  if (place.region !== regions.length)
    throw malformed(where, { zh: '归档不完整', en: 'the archive is incomplete' });
}

/** How far a reader has come: the region, and bytes read of it. */
interface Place {
  region: number;
  within: number;
}

function* piecesOf(chunk: Uint8Array, regions: Region[], place: Place, where: string) {
  for (let at = 0; at < chunk.length; ) {
    const region = regions[place.region];
    if (!region)
      throw malformed(where, {
        zh: '归档末尾多出内容',
        en: 'the archive has more content at its end',
      });
    const bytes = chunk.subarray(at, at + region.length - place.within);
    if (region.file) yield { file: region.file, bytes };
    else if (!matches(region, place.within, bytes))
      throw malformed(where, {
        zh: '归档与文件清单不一致',
        en: 'the archive does not match the file list',
      });
    at += bytes.length;
    advance(place, bytes.length, region.length);
  }
}

function matches({ fixed }: Region, within: number, bytes: Uint8Array): boolean {
  return fixed !== undefined && equal(bytes, fixed.subarray(within, within + bytes.length));
}

function advance(place: Place, read: number, length: number): void {
  place.within += read;
  if (place.within < length) return;
  place.region++;
  place.within = 0;
}
