/**
 * The history of texts in PostgreSQL: `node bench/history.ts [texts] [firms]` (100,000 and a twenty-fifth of it). Every text is taken to be
 * new in all its 48 fingerprints, which is the most that it can cost; borrowings are planted and asked for.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { sampleLength } from '../src/analytics/text/sample.ts';
import { findCandidates, keepKeys } from '../src/clues/history/keys.ts';
import { connect, migrate } from '../src/platform/database.ts';
import { startPostgres } from '../src/platform/postgres.ts';
import { schema } from '../src/schema.ts';

const texts = Number(process.argv[2] ?? 100_000);
const firms = Number(process.argv[3] ?? Math.ceil(texts / 25));
const asked = 200;

const drawn = () => (Math.random() * 2 ** 32) >>> 0;
const newText = (sample: Uint32Array) => ({
  ...{ bid: v7(), lot: v7(), organisation: v7(), file: 'a.pdf', receivedAt: new Date(), sample },
});

/** Milliseconds: median and the 99th of a hundred. */
function told(times: number[]): string {
  const sorted = times.sort((a, b) => a - b);
  const at = (q: number) => (sorted[Math.floor(sorted.length * q)] ?? 0).toFixed(1);
  return `median ${at(0.5)} ms, p99 ${at(0.99)} ms`;
}

async function timed<T>(times: number[], act: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const made = await act();
  times.push(performance.now() - from);
  return made;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kaibiao-history-'));
  chmodSync(folder, 0o711);
  const database = await startPostgres(folder, [
    '-c',
    'shared_buffers=1GB',
    '-c',
    'max_wal_size=8GB',
    '-c',
    'maintenance_work_mem=1GB',
  ]);
  const orm = await connect(database.url, schema);
  try {
    await migrate(orm, database.url);
    const em = orm.em.fork();
    const from = performance.now();
    await em.execute(`
      insert into history_text (bid, lot, organisation, file, author, received_at)
      select gen_random_uuid(), gen_random_uuid(), md5((n % ${firms})::text)::uuid, 'a.pdf', 1 + n % ${firms}, now() - interval '1 day'
      from generate_series(0, ${texts - 1}) n`);
    // Keys that are all different and in no order; the index is built last, as a load from elsewhere would.
    await em.execute('alter table history_key drop constraint history_key_pkey');
    await em.execute(`
      insert into history_key (key, author, text)
      select ((t.number::bigint * ${sampleLength} + i) * 2654435761 % 4294967296 - 2147483648)::int, t.author, t.number
      from history_text t, generate_series(0, ${sampleLength - 1}) i`);
    await em.execute('alter table history_key add primary key (key, author)');
    await em.execute('vacuum analyze history_text, history_key');
    const built = (performance.now() - from) / 1000;
    const [size] = await em.execute<{ bytes: string }[]>(
      `select pg_total_relation_size('history_key') + pg_total_relation_size('history_text') as bytes`,
    );
    const each = Number(size?.bytes) / texts;
    console.log(
      `${texts} texts of ${firms} firms: built in ${built.toFixed(0)} s, ${each.toFixed(0)} bytes a text`,
    );

    const kept: number[] = [];
    const planted: Uint32Array[] = [];
    for (let i = 0; i < asked; i++) {
      const sample = Uint32Array.from({ length: sampleLength }, drawn);
      planted.push(sample);
      await timed(kept, () => keepKeys(em, newText(sample)));
    }
    console.log(`keeping one more: ${told(kept)}`);

    for (const shared of [0, 2, 5, 10]) {
      const times: number[] = [];
      let found = 0;
      for (let i = 0; i < asked; i++) {
        const old = planted[(i * 7) % planted.length] ?? new Uint32Array();
        const sample = Uint32Array.from({ length: sampleLength }, (_, k) =>
          k < shared ? (old[k] ?? 0) : drawn(),
        );
        const { candidates } = await timed(times, () => findCandidates(em, newText(sample)));
        found += candidates.length > 0 ? 1 : 0;
      }
      console.log(
        `${shared} of ${sampleLength} shared: found ${((100 * found) / asked).toFixed(0)} %, ${told(times)}`,
      );
    }
  } finally {
    await orm.close();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
