import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const command = join(import.meta.dirname, '..', '..', 'src', 'cli', 'kaibiao.ts');

/** Unpacks a bundle as it was served, by tar, into the new folder `root`. */
export async function unpackInto(root: string, reply: Response): Promise<string> {
  await mkdir(root);
  await writeFile(`${root}.tar`, Buffer.from(await reply.arrayBuffer()));
  await run('tar', ['-xf', `${root}.tar`, '-C', root]);
  return root;
}

/** `kaibiao verify` as anybody would run it: exit code and everything it said. */
export async function verified(
  root: string,
  ...more: string[]
): Promise<{ code: number; said: string }> {
  try {
    const { stdout } = await run(process.execPath, [command, 'verify', root, ...more]);
    return { code: 0, said: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, said: stdout + stderr };
  }
}

/** One bit of the byte at `at` is another. */
export const flipped = (bytes: Buffer, at: number): Buffer => {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ (1 << randomInt(8));
  return changed;
};

/** Changes a file, looks, and puts it back. */
export async function withChanged<T>(
  file: string,
  bytes: Buffer,
  look: () => Promise<T>,
): Promise<T> {
  const before = await readFile(file);
  await writeFile(file, bytes);
  try {
    return await look();
  } finally {
    await writeFile(file, before);
  }
}
