import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { base64, concat, fromBase64, hex } from '../../kernel/bytes.ts';
import { type Signer, signerOf, type Verifier } from '../../transparency/note.ts';

export type LogKey = Signer & { readonly verifier: Verifier };

const type = Uint8Array.of(1);

/**
 * The log's signing key, made at the first start under the name `origin` and kept for good in `dataDir/keys/log`
 * (mode 0600, the signer format of signed notes). The name in the file wins: a log never changes its origin.
 * Nodes that share a database share this file.
 */
export async function logKey(dataDir: string, origin: string): Promise<LogKey> {
  const folder = join(dataDir, 'keys');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'log');
  await makeOnce(path, () => {
    const seed = randomBytes(32);
    const { keyId } = signerOf(origin, seed);
    return `PRIVATE+KEY+${origin}+${hex(keyId)}+${base64(concat(type, seed))}\n`;
  });
  return parse(await readFile(path, 'utf8'), path);
}

function parse(text: string, path: string): LogKey {
  const found = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+(\S+)\n$/.exec(text);
  const [, name = '', id = '', encoded = ''] = found ?? [];
  const key = fromBase64(encoded);
  if (!found || key.length !== 33 || key[0] !== 1) throw new Error(`${path} is not a log key`);
  const signer = signerOf(name, key.slice(1));
  if (hex(signer.keyId) !== id) throw new Error(`${path}: the key id does not belong to the key`);
  return signer;
}

/** Two nodes that start at once must not each make a key, nor may a crash leave half of one: link(2) takes all or nothing. */
async function makeOnce(path: string, make: () => string): Promise<void> {
  if (existsSync(path)) return;
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, make(), { mode: 0o600, flush: true });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
}
