import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const command = join(import.meta.dirname, '..', '..', 'src', 'cli', 'kaibiao.ts');

/** One run of `kaibiao serve`. */
export interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** The address it announced; rejects with its output when it ended first. */
  readonly url: Promise<string>;
  /** Settles with the exit code, null after a signal. */
  readonly ended: Promise<number | null>;
}

/** Starts `kaibiao serve` with these settings and no others of its own. */
export function serveWith(settings: Record<string, string>): Run {
  const { PATH = '', HOME = '/' } = process.env;
  const child = spawn(process.execPath, [command, 'serve'], {
    env: { PATH, HOME, PORT: '0', KAIBIAO_DEMO_TRADES: '0', WORKERS: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise<number | null>(done => child.once('close', code => done(code)));
  const url = new Promise<string>((done, fail) => {
    const take = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      const found = /Kaibiao (http:\S+)/.exec(output)?.[1];
      if (found) done(found);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    void ended.then(() => fail(new Error(`the service ended:\n${output}`)));
  });
  url.catch(() => undefined);
  return { child, output: () => output, url, ended };
}

/** A data folder for a service with the embedded PostgreSQL, which as root runs as another user. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kaibiao-embedded-'));
  chmodSync(folder, 0o711);
  return folder;
}

/** The process of the embedded PostgreSQL of a data folder, null when none is on record. */
export async function postgresOf(dataDir: string): Promise<number | null> {
  const file = join(dataDir, 'postgres', 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : Number(text.split('\n')[0]);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Ends what may still run on the folder, and removes it. */
export async function removeData(dataDir: string): Promise<void> {
  const pid = await postgresOf(dataDir);
  if (pid !== null && pid !== process.pid && isAlive(pid)) process.kill(pid, 'SIGINT');
  for (let i = 0; pid !== null && isAlive(pid) && i < 100; i++)
    await new Promise(done => setTimeout(done, 50));
  rmSync(dataDir, { recursive: true, force: true });
}
