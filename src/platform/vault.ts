import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Small secrets of the centre, outside the database: whoever takes the database takes no key. */
export interface Vault {
  put(name: string, secret: Uint8Array): Promise<void>;
  get(name: string): Promise<Uint8Array | null>;
  /** The secret of that name, made by `make` and kept when it is not there yet. */
  ensure(name: string, make: () => Uint8Array | Promise<Uint8Array>): Promise<Uint8Array>;
  remove(name: string): Promise<void>;
}

/** A folder of files (mode 0600), each AES-256-GCM under a master key kept beside them, bound to its name. */
export async function folderVault(folder: string): Promise<Vault> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const master = await masterKey(join(folder, 'vault-key'));
  const pathOf = (name: string) => {
    if (!/^[a-z0-9-]{1,80}$/.test(name)) throw new Error(`vault name ${name}`);
    return join(folder, `${name}.secret`);
  };
  const get = async (name: string) =>
    existsSync(pathOf(name)) ? unseal(master, name, await readFile(pathOf(name))) : null;
  return {
    put: (name, secret) => whole(pathOf(name), seal(master, name, secret), rename),
    get,
    async ensure(name, make) {
      const held = await get(name);
      if (held) return held;
      await whole(pathOf(name), seal(master, name, await make()), linkFirst);
      return must(await get(name));
    },
    remove: name => rm(pathOf(name), { force: true }),
  };
}

async function masterKey(path: string): Promise<Buffer> {
  if (!existsSync(path)) await whole(path, randomBytes(32), linkFirst);
  return readFile(path);
}

function must(secret: Uint8Array | null): Uint8Array {
  if (!secret) throw new Error('a secret that was just kept is gone');
  return secret;
}

function seal(master: Buffer, name: string, secret: Uint8Array): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', master, iv).setAAD(Buffer.from(name));
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

function unseal(master: Buffer, name: string, stored: Buffer): Uint8Array {
  const decipher = createDecipheriv('aes-256-gcm', master, stored.subarray(0, 12));
  decipher.setAAD(Buffer.from(name)).setAuthTag(stored.subarray(12, 28));
  return Buffer.concat([decipher.update(stored.subarray(28)), decipher.final()]);
}

/** Written beside, flushed, then put in its place: a crash leaves the old secret or the new one, never half of one. */
async function whole(
  path: string,
  bytes: Uint8Array,
  place: (draft: string, path: string) => Promise<void>,
): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    const file = await open(draft, 'wx', 0o600);
    await file.writeFile(bytes);
    await file.sync();
    await file.close();
    await place(draft, path);
    await syncFolder(dirname(path));
  } finally {
    await rm(draft, { force: true });
  }
}

/** Of two that make the same secret at once, the first one's stays. */
async function linkFirst(draft: string, path: string): Promise<void> {
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}
