import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

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
  const put = (name: string, secret: Uint8Array) =>
    writeDurably(pathOf(name), seal(master, name, secret));
  return {
    put,
    get,
    async ensure(name, make) {
      const held = await get(name);
      if (held) return held;
      const made = await make();
      await put(name, made);
      return made;
    },
    remove: name => rm(pathOf(name), { force: true }),
  };
}

async function masterKey(path: string): Promise<Buffer> {
  if (!existsSync(path)) await writeDurably(path, randomBytes(32));
  return readFile(path);
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

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
