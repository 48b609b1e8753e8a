/**
 * The supervisor's desk and the public lists over ten years of a city: `node bench/load.ts [--bids N] [--sides N]
 * [--times N] [--keep FOLDER]`. A PostgreSQL of its own is filled by COPY into the product's own tables (1,000,000 bids:
 * 150,000 lots, 40,000 organisations), the real service stands in front of it, and N sides ask at once; then a real
 * worker makes the graph of who bids with whom. What the tables without an index were read for while nobody asked is
 * told too: that is what the due works cost. The first line, readiness, is the least that any answer takes here and now.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startPostgres } from '../src/platform/postgres.ts';
import { ask, signIn } from './city/ask.ts';
import { fillCity } from './city/fill.ts';
import { sizeOf } from './city/market.ts';
import { deskQuestions, publicQuestions } from './city/questions.ts';
import { explainRetention } from './city/retention.ts';

const { values } = parseArgs({
  options: {
    bids: { type: 'string', default: '20000' },
    sides: { type: 'string', default: '4' },
    times: { type: 'string', default: '200' },
    keep: { type: 'string' },
  },
});
const size = sizeOf(Number(values.bids));
const command = join(import.meta.dirname, '..', 'src', 'cli', 'kaibiao.ts');
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** A process of the product; its settings are these and no others. */
function run(name: 'serve' | 'work', databaseUrl: string, dataDir: string): ChildProcess {
  const { PATH = '', HOME = '/' } = process.env;
  const own = { PORT: '0', WORKERS: '0', KAIBIAO_DEMO_TRADES: '0', LOG_LEVEL: 'warn' };
  return spawn(process.execPath, [command, name], {
    env: { PATH, HOME, ...own, DATABASE_URL: databaseUrl, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function announced(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let said = '';
    child.stdout?.on('data', chunk => {
      said += chunk;
      const url = /Kaibiao (http:\S+)/.exec(said)?.[1];
      if (url) done(url);
    });
    child.once('exit', () => fail(new Error(`the service ended:\n${said}`)));
  });
}

/** A process that does not end when asked to is ended, and that is told. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  const from = performance.now();
  const patience = setTimeout(() => {
    console.error(`${child.spawnargs.at(-1)} has not ended in 20 s`);
    child.kill('SIGKILL');
  }, 20_000);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(patience);
  const took = performance.now() - from;
  if (took > 2000) console.error(`  ${child.spawnargs.at(-1)} took ${seconds(took)} to end`);
}

/** Peak memory of a living process. */
function peakMib({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

async function withClient<T>(url: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return act(client).finally(() => client.end());
}

async function fill(client: pg.Client, folder: string): Promise<void> {
  const found = await client.query(`select 1 from organisation where code like 'C0%' limit 1`);
  if (found.rowCount === 0) {
    const from = performance.now();
    const bids = await fillCity(client, size, folder, (what, took) =>
      console.error(`  ${what}: ${took.toFixed(1)} s`),
    );
    console.log(`${bids} bids imported in ${seconds(performance.now() - from)}`);
  }
  const { rows } = await client.query<{ size: string }>(
    'select pg_size_pretty(pg_database_size(current_database())) as size',
  );
  console.log(`${size.lots} lots, ${size.firms} organisations; database ${rows[0]?.size}`);
}

interface Scans {
  readonly relname: string;
  readonly rows: string;
}

/** Rows read without an index in ten seconds in which nobody asks. */
async function idleScans(client: pg.Client): Promise<void> {
  const read = async () => {
    const { rows } = await client.query<Scans>(
      `select relname, seq_tup_read as rows from pg_stat_user_tables where schemaname = 'public'`,
    );
    return new Map(rows.map(row => [row.relname, Number(row.rows)]));
  };
  const before = await read();
  await pause(10_000);
  const after = await read();
  const more = [...after]
    .map(([table, rows]) => ({ table, perSecond: (rows - (before.get(table) ?? 0)) / 10 }))
    .filter(({ perSecond }) => perSecond > 200)
    .sort((a, b) => b.perSecond - a.perSecond);
  const told = more.map(({ table, perSecond }) => `${table} ${perSecond.toFixed(0)}`).join(', ');
  console.log(
    `\nrows a second read without an index while nobody asks: ${told || 'none to speak of'}`,
  );
}

/** Asks for the nightly graph and waits for a worker of its own to make it. */
async function relate(url: string, cookie: string, worker: ChildProcess): Promise<void> {
  const api = `${url}/api/clues/jobs`;
  const headers = { cookie, 'content-type': 'application/json' };
  const from = performance.now();
  await fetch(api, { method: 'POST', headers, body: JSON.stringify({ queue: 'relations' }) });
  for (;;) {
    await pause(200);
    const reply = (await (await fetch(api, { headers })).json()) as {
      rows: { queue: string; state: string; error: string | null }[];
    };
    const state = reply.rows.find(row => row.queue === 'relations');
    if (state?.state === 'failed') throw new Error(state.error ?? 'failed');
    if (state?.state === 'done') break;
  }
  const took = seconds(performance.now() - from);
  console.log(
    `\nnightly graph and its scores: ${took}, worker's peak memory ${peakMib(worker).toFixed(0)} MiB`,
  );
}

async function main(): Promise<void> {
  const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'kaibiao-load-'));
  if (!existsSync(folder)) throw new Error(`${folder} is not there`);
  chmodSync(folder, 0o711);
  const database = await startPostgres(folder, ['-c', 'shared_buffers=1GB']);
  const children: ChildProcess[] = [];
  try {
    const serve = run('serve', database.url, folder);
    children.push(serve);
    const url = await announced(serve);
    await withClient(database.url, client => fill(client, folder));
    const cookie = await signIn(url, 'supervisor');
    const worker = run('work', database.url, folder);
    children.push(worker);
    await withClient(database.url, idleScans);
    await withClient(database.url, explainRetention);
    await relate(url, cookie, worker);
    await end(worker);
    const how = { sides: Number(values.sides), times: Number(values.times) };
    console.log(`\n${how.sides} sides at once, ${how.times} askings each line, milliseconds`);
    let least = 0;
    for (const question of [
      ...(await deskQuestions(database.url)),
      ...(await publicQuestions(database.url, size)),
    ]) {
      const { name, p50, p99, bytes } = await ask(url, cookie, question, how);
      least ||= p50;
      const told = `${p50.toFixed(0).padStart(6)} ${p99.toFixed(0).padStart(6)}`;
      console.log(
        `${name.padEnd(44)} p50 ${told} p99 ${(bytes / 1024).toFixed(0).padStart(7)} KiB ${(p50 / least).toFixed(1).padStart(6)} × the least`,
      );
    }
  } finally {
    for (const child of children) await end(child);
    await database.stop();
    if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

await main();
