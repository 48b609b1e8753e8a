import { type ChildProcess, spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';

const command = join(import.meta.dirname, '..', '..', 'cli', 'kaibiao.ts');
/** A worker gives way to the halls: the machine serves it last. */
const behind = 15;
const again = 2000;

/** Keeps `count` workers running beside the service, behind it in priority; gives the way to stop them. */
export function keepWorker(count: number, databaseUrl: string, log: Logger): () => Promise<void> {
  let stopped = false;
  const children = new Set<ChildProcess>();
  const timers = new Set<NodeJS.Timeout>();
  const start = () => {
    const child = spawn(process.execPath, [command, 'work'], {
      env: { ...process.env, DATABASE_URL: databaseUrl },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    children.add(child);
    child.once('spawn', () => {
      if (child.pid !== undefined) setPriority(child.pid, behind);
    });
    child.on('error', error => log.error({ error }, 'worker'));
    child.once('exit', code => {
      children.delete(child);
      if (stopped) return;
      log.error({ code }, 'a worker ended; another starts');
      const timer = setTimeout(() => {
        timers.delete(timer);
        if (!stopped) start();
      }, again);
      timers.add(timer);
    });
  };
  for (let i = 0; i < count; i++) start();
  return async () => {
    stopped = true;
    for (const timer of timers) clearTimeout(timer);
    await Promise.all([...children].map(end));
  };
}

function end(child: ChildProcess): Promise<void> {
  return new Promise(done => {
    if (child.exitCode !== null || child.signalCode !== null) return done();
    const patience = setTimeout(() => child.kill('SIGKILL'), 12_000);
    child.once('exit', () => {
      clearTimeout(patience);
      done();
    });
    child.kill('SIGTERM');
  });
}
