import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';

/** The real service as a process of its own, on its own database and data folder. */
export interface Service {
  readonly url: string;
  readonly dataDir: string;
  readonly databaseUrl: string;
  /** How many events people have caused: a refusal causes none. */
  readonly events: () => Promise<number>;
  /** Everything it wrote to its logs so far. */
  readonly output: () => string;
  /** kill -9, no goodbye. */
  kill(): Promise<void>;
  /** SIGTERM; gives the exit code. */
  stop(): Promise<number | null>;
  /** Starts again on the same data and the same port. */
  restart(): Promise<void>;
  /** Stops it if need be, and removes all it left. */
  remove(): Promise<void>;
}

const command = join(import.meta.dirname, '..', '..', 'src', 'cli', 'kaibiao.ts');

export async function startService(env: Record<string, string> = {}): Promise<Service> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kaibiao-service-'));
  const template = inject('postgres');
  const name = `s_${randomBytes(6).toString('hex')}`;
  const admin = template.replace(/\/kaibiao$/, '/postgres');
  await sql(admin, `create database ${name} template kaibiao`);
  const databaseUrl = template.replace(/\/kaibiao$/, `/${name}`);
  let output = '';
  let running: { child: ChildProcess; url: string } | null = null;
  let port = '0';
  const start = async () => {
    const child = spawn(process.execPath, [command, 'serve'], {
      env: {
        ...process.env,
        PORT: port,
        DATABASE_URL: databaseUrl,
        DATA_DIR: dataDir,
        KAIBIAO_DEMO_TRADES: '0',
        WORKERS: '0',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const take = (chunk: Buffer) => {
      output += chunk.toString('utf8');
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    const url = await announced(child, () => output);
    port = new URL(url).port;
    running = { child, url };
  };
  const end = async (signal: NodeJS.Signals) => {
    const child = running?.child;
    running = null;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    const exited = new Promise<number | null>(done => child.once('exit', code => done(code)));
    child.kill(signal);
    return exited;
  };
  await start();
  return {
    get url() {
      if (!running) throw new Error('the service is not running');
      return running.url;
    },
    dataDir,
    databaseUrl,
    events: async () => {
      const text = "select count(*)::int as n from event where actor <> 'platform'";
      const [row] = await sql<{ n: number }>(databaseUrl, text);
      return row?.n ?? 0;
    },
    output: () => output,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    restart: start,
    async remove() {
      await end('SIGTERM');
      await sql(admin, `drop database ${name} with (force)`);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Waits for the line that says where it listens; a start that fails tells why. */
async function announced(child: ChildProcess, output: () => string): Promise<string> {
  const before = output().length;
  for (let i = 0; i < 600; i++) {
    const found = /Kaibiao (http:\S+)/.exec(output().slice(before));
    if (found?.[1]) return found[1];
    if (child.exitCode !== null) break;
    await new Promise(r => setTimeout(r, 100));
  }
  child.kill('SIGKILL');
  throw new Error(`the service did not start:\n${output().slice(before)}`);
}

async function sql<R extends object>(url: string, text: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(text)).rows;
  } finally {
    await client.end();
  }
}
