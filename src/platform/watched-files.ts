import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

interface Held {
  /** What changes with every way of replacing a file: written over, or another moved into its place. */
  readonly version: string;
  readonly bytes: Uint8Array;
}

/**
 * The files of a folder as they are at each call, in the order of their names; a file that has not changed since the
 * last call is not read again and is the same array.
 */
export function watchedFiles(folder: string): () => Promise<Uint8Array[]> {
  let held: ReadonlyMap<string, Held> = new Map();
  return async () => {
    const names = (await readdir(folder)).sort();
    const files = await Promise.all(names.map(name => current(join(folder, name), held.get(name))));
    held = new Map(files.map((file, i) => [names[i] ?? '', file]));
    return files.map(file => file.bytes);
  };
}

async function current(path: string, before: Held | undefined): Promise<Held> {
  const { ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
  const version = [ino, size, mtimeNs, ctimeNs].join(' ');
  return before?.version === version ? before : { version, bytes: await readFile(path) };
}
