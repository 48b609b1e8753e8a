import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { sha256Hex } from './digest.ts';
import { initialise, startServer } from './postgres-server.ts';
import { SetupError } from './setup-error.ts';

const run = promisify(execFile);

export interface Postgres {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL of `dataDir`, or takes over the one that a killed process left running there.
 * `flags` are extra server settings (`-c name=value`).
 */
export async function startPostgres(dataDir: string, flags: string[] = []): Promise<Postgres> {
  const databaseDir = folderFor(dataDir);
  const password = await passwordOf(join(dataDir, 'keys', 'postgres-password'));
  const left = await orphan(databaseDir, password);
  if (left) return left;
  const port = await freePort();
  await mkdir(dirname(databaseDir), { recursive: true });
  if (!existsSync(databaseDir)) {
    // A crash in the middle leaves no half-made cluster under the name that the next start looks for; and an initdb
    // that outlived its parent, which clears its folder when it fails, has a name of its own.
    const draft = `${databaseDir}.${randomBytes(4).toString('hex')}.part`;
    await initialise(draft, 'kaibiao', password);
    await rename(draft, databaseDir);
    await removeDrafts(databaseDir);
  }
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200', ...flags];
  const sockets = ['-c', 'unix_socket_directories='];
  const server = await startServer(databaseDir, port, [...settings, ...sockets]);
  const stop = async () => {
    if (server.pid !== undefined && server.exitCode === null) await stopProcess(server.pid);
  };
  try {
    return { url: await withDatabase(urlOf(port, password)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What starts that were killed have left. */
async function removeDrafts(databaseDir: string): Promise<void> {
  const [folder, name] = [dirname(databaseDir), basename(databaseDir)];
  const left = (await readdir(folder)).filter(n => n.startsWith(`${name}.`) && n.endsWith('.part'));
  const removed = left.map(n => rm(join(folder, n), { recursive: true, force: true }));
  await Promise.allSettled(removed);
}

const urlOf = (port: number, password: string) =>
  `postgresql://kaibiao:${password}@127.0.0.1:${port}/kaibiao`;

/** As root the server runs as another user, who must be able to reach its folder: a closed home is of no use. */
function folderFor(dataDir: string): string {
  const wanted = join(dataDir, 'postgres');
  if (process.getuid?.() !== 0) return wanted;
  for (let dir = dataDir; dir !== dirname(dir); dir = dirname(dir)) {
    if (existsSync(dir) && (statSync(dir).mode & 0o001) === 0) {
      const name = sha256Hex(dataDir).slice(0, 12);
      return join('/var/lib/kaibiao', name, 'postgres');
    }
  }
  return wanted;
}

async function passwordOf(file: string): Promise<string> {
  if (existsSync(file)) return (await readFile(file, 'utf8')).trim();
  await mkdir(dirname(file), { recursive: true });
  const password = randomBytes(24).toString('base64url');
  await writeFile(`${file}.part`, password, { mode: 0o600, flush: true });
  await rename(`${file}.part`, file);
  await chmod(dirname(file), 0o700);
  return password;
}

/** After kill -9 the server lives on without us: postmaster.pid says where. */
async function orphan(databaseDir: string, password: string): Promise<Postgres | null> {
  const file = join(databaseDir, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const [pid, , , port] = (await readFile(file, 'utf8')).split('\n');
  if (!pid || !port || !isRunning(Number(pid))) return null;
  if (!(await isServerOf(Number(pid), databaseDir))) {
    // The number belongs to another process by now (after a reboot, in a container): PostgreSQL itself would give up.
    await rm(file);
    return null;
  }
  const url = await withDatabase(urlOf(Number(port), password));
  return { url, stop: () => stopProcess(Number(pid)) };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether a process is the server of this very folder, by its command line. */
async function isServerOf(pid: number, databaseDir: string): Promise<boolean> {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8')
    .then(text => text.replaceAll('\0', ' '))
    .catch(async () => (await run('ps', ['-p', String(pid), '-o', 'args='])).stdout);
  return line.includes('postgres') && line.includes(databaseDir);
}

/** SIGINT is PostgreSQL's fast shutdown: sessions end, the data is flushed. */
async function stopProcess(pid: number): Promise<void> {
  process.kill(pid, 'SIGINT');
  for (let i = 0; i < 200 && isRunning(pid); i++) await new Promise(r => setTimeout(r, 50));
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}

/** Waits until the server takes connections and has our database. */
async function withDatabase(url: string): Promise<string> {
  const admin = url.replace(/\/kaibiao$/, '/postgres');
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ connectionString: admin });
    try {
      await client.connect();
      const found = await client.query(`select 1 from pg_database where datname = 'kaibiao'`);
      if (found.rowCount === 0) await client.query('create database kaibiao');
      return url;
    } catch (error) {
      if (attempt > 100) throw error;
      await new Promise(r => setTimeout(r, 100));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** The oldest PostgreSQL that will do. */
const oldest = 14;

/** The server that DATABASE_URL names; throws a SetupError when it cannot be reached or is too old. */
export async function givenPostgres(url: string): Promise<Postgres> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query('show server_version_num');
    const version = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
    if (version < oldest) throw new Error(`PostgreSQL ${version} < ${oldest}`);
  } catch (error) {
    const { message } = error as Error;
    throw new SetupError(`DATABASE_URL 的数据库不能用 · cannot use this database: ${message}`);
  } finally {
    await client.end().catch(() => undefined);
  }
  return { url, stop: async () => undefined };
}
