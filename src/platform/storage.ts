import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { RuleError } from '../kernel/rule-error.ts';

/** Bytes by their SHA-256. A folder here; anything that can put, open and remove by name can stand in. */
export interface Storage {
  /**
   * Stores a stream durably before it returns. `expected` (hex) refuses other content with DIGEST_MISMATCH;
   * more than `maxBytes` is TOO_LARGE. A repeat is harmless.
   */
  put(
    stream: AsyncIterable<Uint8Array>,
    limits: { maxBytes: number; expected?: string },
  ): Promise<{ sha256: string; bytes: number }>;
  /** Reads bytes `from`..`to` (inclusive) of a blob. */
  open(sha256: string, range?: { from: number; to: number }): Readable;
  /** The whole of a blob, in memory. */
  read(sha256: string): Promise<Buffer>;
  size(sha256: string): Promise<number | null>;
  remove(sha256: string): Promise<void>;
}

export async function folderStorage(root: string): Promise<Storage> {
  const incoming = join(root, 'incoming');
  await mkdir(incoming, { recursive: true });
  await removeLeftOver(incoming);
  const pathOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256))
      throw new RuleError('MALFORMED', {
        zh: '摘要应为 64 位十六进制。',
        en: 'A digest has 64 hexadecimal digits.',
      });
    return join(root, sha256.slice(0, 2), sha256);
  };
  return {
    async put(stream, limits) {
      const temporary = join(incoming, randomUUID());
      try {
        const written = await writeDurably(temporary, stream, limits.maxBytes);
        if (limits.expected !== undefined && written.sha256 !== limits.expected)
          throw new RuleError(
            'DIGEST_MISMATCH',
            {
              zh: '收到的内容与摘要不一致，请重传这一段。',
              en: 'The content received does not match its digest. Send this part again.',
            },
            written,
          );
        await keep(temporary, pathOf(written.sha256));
        return written;
      } finally {
        await rm(temporary, { force: true });
      }
    },
    open: (sha256, range) =>
      createReadStream(pathOf(sha256), range ? { start: range.from, end: range.to } : {}),
    read: async sha256 => readFile(pathOf(sha256)),
    async size(sha256) {
      const found = await stat(pathOf(sha256)).catch(error => {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      });
      return found?.size ?? null;
    },
    remove: sha256 => rm(pathOf(sha256), { force: true }),
  };
}

/** Nothing is under way so long: whoever wrote it is gone. */
const leftOverMs = 86_400_000;

/** What a crash has left behind. Workers and other nodes share the folder: what they are writing now is not to be touched. */
async function removeLeftOver(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found && Date.now() - found.mtimeMs > leftOverMs) await rm(path, { force: true });
  }
}

async function writeDurably(path: string, stream: AsyncIterable<Uint8Array>, maxBytes: number) {
  const file = await open(path, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (bytes > maxBytes)
        throw new RuleError('TOO_LARGE', {
          zh: `内容超过 ${maxBytes} 字节。`,
          en: `The content is larger than ${maxBytes} bytes.`,
        });
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
    return { sha256: hash.digest('hex'), bytes };
  } finally {
    await file.close();
  }
}

/** A rename is durable only when its folder is. */
async function keep(temporary: string, path: string): Promise<void> {
  const folder = join(path, '..');
  await mkdir(folder, { recursive: true });
  await rename(temporary, path);
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
