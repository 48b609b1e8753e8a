/**
 * Where one machine is outgrown: `node bench/beyond.ts [bids]`. The bids of a synthetic city as Parquet by the product's
 * own writer; the SQL of src/analytics/sql run over it by DuckDB, and the same text by PostgreSQL over a table; price
 * screens and co-bidding by this program; groups and components by igraph. Times as ratios, results compared number by number.
 * DUCKDB_HOME names a folder with @duckdb/node-api installed (npm i --prefix FOLDER @duckdb/node-api@1.5.6-r.1), PYTHON one
 * that has igraph (Debian's python3-igraph is for /usr/bin/python3); a peer that is not there is left out.
 */
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { parquetFile } from '../src/platform/parquet.ts';
import { startPostgres } from '../src/platform/postgres.ts';
import { againstIgraph } from './beyond/against-igraph.ts';
import {
  type Bid,
  bidColumns,
  bidsCsv,
  graphOf,
  ourPairs,
  ourScreens,
  readBids,
  sql,
} from './beyond/bids.ts';
import { requireSame, type Table, timed, told } from './beyond/tables.ts';
import { sizeOf, writeBids } from './city/market.ts';

function writeParquet(bids: readonly Bid[], path: string): void {
  const file = parquetFile(path, [
    ...([
      { name: 'tender', type: 'text' },
      { name: 'number', type: 'int64' },
    ] as const),
    ...([
      { name: 'bidder', type: 'text' },
      { name: 'day', type: 'day' },
    ] as const),
    ...([
      { name: 'price', type: 'double' },
      { name: 'won', type: 'boolean' },
    ] as const),
    { name: 'ceiling', type: 'double' },
  ]);
  for (let at = 0; at < bids.length; at += 100_000)
    file.write(
      bids
        .slice(at, at + 100_000)
        .map(b => [b.tender, b.number, b.bidder, '2026-01-01', b.price, b.won, 2e6]),
    );
  file.end();
}

interface DuckModule {
  readonly DuckDBInstance: {
    create(
      path: string,
      options: Record<string, string>,
    ): Promise<{
      connect(): Promise<{
        run(text: string): Promise<unknown>;
        runAndReadAll(text: string): Promise<{ getRowsJS(): Table }>;
      }>;
    }>;
  };
}

async function duckDb(parquet: string): Promise<((text: string) => Promise<Table>) | null> {
  const home = process.env.DUCKDB_HOME;
  const path = home && join(home, 'node_modules/@duckdb/node-api/lib/index.js');
  if (!path || !existsSync(path)) return null;
  const { DuckDBInstance }: DuckModule = await import(pathToFileURL(path).href);
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
  await connection.run(`create view bids as select * from read_parquet('${parquet}')`);
  return async text => (await connection.runAndReadAll(text)).getRowsJS();
}

async function withPostgres(bids: readonly Bid[], folder: string) {
  const database = await startPostgres(folder, ['-c', 'shared_buffers=1GB']);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const csv = join(folder, 'bids.csv');
  writeFileSync(csv, bidsCsv(bids), { mode: 0o644 });
  await client.query(`create table bids (${bidColumns})`);
  await client.query(`copy bids from '${csv}' csv`);
  await client.query('analyze bids');
  await client.query(`set work_mem = '256MB'`);
  return {
    ask: async (text: string): Promise<Table> => {
      const { rows } = await client.query<unknown[]>({ text, rowMode: 'array' });
      return rows;
    },
    async end() {
      await client.end();
      await database.stop();
    },
  };
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kaibiao-beyond-'));
  chmodSync(folder, 0o711);
  try {
    const drawn = join(folder, 'drawn.csv');
    writeBids(sizeOf(Number(process.argv[2] ?? 50_000)), drawn);
    const bids = readBids(drawn);
    const parquet = join(folder, 'bids.parquet');
    const [, written] = await timed(() => writeParquet(bids, parquet));
    console.log(
      `${bids.length} bids as Parquet: ${written.toFixed(1)} s, ${(statSync(parquet).size / bids.length).toFixed(0)} bytes a bid`,
    );
    const duck = await duckDb(parquet);
    if (!duck)
      console.log('DuckDB: DUCKDB_HOME does not name a folder with @duckdb/node-api; left out');
    const postgres = await withPostgres(bids, folder);
    const [graph, counted] = await timed(() => graphOf(bids));
    const works = [
      { name: 'screens', ours: () => ourScreens(bids), before: 0 },
      { name: 'co-bidding', ours: () => ourPairs(graph), before: counted },
    ];
    for (const { name, ours, before } of works) {
      console.log(`\n${name}`);
      const [mine, more] = await timed(ours);
      told('this program', more + before, more + before);
      for (const [who, ask] of [
        ['DuckDB, 2 threads, from Parquet', duck],
        ['PostgreSQL, from a table', postgres.ask],
      ] as const) {
        if (!ask) continue;
        const [theirs, took] = await timed(() => ask(sql(name)));
        told(who, took, more + before);
        requireSame(who, mine, theirs);
      }
    }
    await againstIgraph(graph, folder);
    await postgres.end();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
