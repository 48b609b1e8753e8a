import type { Bill } from '../../analytics/bill/bill.ts';
import {
  readBill,
  readDocumentText,
  readPictureHashes,
} from '../../analytics/documents/read-document.ts';
import { UnreadableDocument } from '../../analytics/documents/zip.ts';
import type { Context } from '../../platform/command.ts';
import { TenderDocument } from '../../tender/entities.ts';
import { openedFiles, type StoredFile } from './bid-files.ts';
import type { LotBid } from './lot-bids.ts';

/** What files say, to be compared with what others' say: texts, pictures as hashes, the lines of the bill. */
export interface Contents {
  readonly texts: readonly { readonly file: string; readonly text: string }[];
  readonly pictures: readonly string[];
  readonly bill: Bill;
}

/** Larger files are models and videos. */
export const largestFile = 64 * 1024 * 1024;
/** Shorter texts are forms. */
const shortestText = 200;

/** A file that cannot be read says nothing; the others are compared all the same. */
export async function orNothing<T>(nothing: T, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnreadableDocument) return nothing;
    throw error;
  }
}

/** The text of a file that is more than a form; none where it cannot be read. */
export async function textsIn(name: string, held: Uint8Array): Promise<Contents['texts']> {
  const text = await orNothing('', () => readDocumentText(held, name));
  return text.length >= shortestText ? [{ file: name, text }] : [];
}

/** Each file is unlocked and held once, and only one at a time. */
async function readContents(files: readonly StoredFile[]): Promise<Contents> {
  const texts: { file: string; text: string }[] = [];
  const pictures = new Set<string>();
  const bill: Bill[number][] = [];
  for (const { name, bytes, read } of files) {
    if (bytes > largestFile || !/\.(pdf|docx|xlsx|xml|txt)$/i.test(name)) continue;
    const held = await read();
    if (/\.(xlsx|xml)$/i.test(name))
      bill.push(...(await orNothing([], () => readBill(held, name))));
    else texts.push(...(await textsIn(name, held)));
    for (const hash of await orNothing([], () => readPictureHashes(held, name))) pictures.add(hash);
  }
  return { texts, pictures: [...pictures], bill };
}

/** What a bid says in the envelopes that are open by now. */
export const bidContents = async (ctx: Context, bid: LotBid): Promise<Contents> =>
  readContents(await openedFiles(ctx, bid));

/** What all were given: nobody is told by it. */
export async function tenderContents(ctx: Context, project: string): Promise<Contents> {
  const documents = await ctx.em.fork().find(TenderDocument, { project });
  return readContents(
    documents.map(({ name, bytes, sha256 }) => ({
      ...{ name, bytes },
      read: () => ctx.storage.read(sha256),
    })),
  );
}
