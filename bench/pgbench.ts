import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** PostgreSQL's own benchmark: the one that PGBENCH names, on PATH, or the newest of Debian's packages. */
export function findPgbench(): string | null {
  const onPath = (process.env.PATH ?? '').split(delimiter).map(folder => join(folder, 'pgbench'));
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).map(Number) : [];
  const installed = versions
    .sort((a, b) => b - a)
    .map(version => join(debian, String(version), 'bin', 'pgbench'));
  const named = process.env.PGBENCH;
  return [...(named ? [named] : []), ...onPath, ...installed].find(existsSync) ?? null;
}

const seconds = 4;

/** One insert in a transaction. */
export const insertScript = (row: string) =>
  `begin;\ninsert into peer (body) values ('${row}');\ncommit;\n`;

/** How many scripts a second run, prepared, from `clients` connections; of several, each round takes one at random. */
export function pgbench(tool: string, url: string, clients: number, scripts: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'kaibiao-pgbench-'));
  const files = scripts.map((script, i) => {
    const file = join(folder, `${i}.sql`);
    writeFileSync(file, script);
    return ['-f', file];
  });
  const how = ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(seconds)];
  const output = execFileSync(tool, [...how, ...files.flat(), url], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  const [, perSecond] = /tps = ([\d.]+)/.exec(output) ?? [];
  if (!perSecond) throw new Error(`pgbench said:\n${output}`);
  return { perSecond: Number(perSecond), cpuMs: null };
}
