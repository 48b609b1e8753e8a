/**
 * Where one machine is outgrown: `node bench/beyond.ts [bids]`. The bids of a synthetic city as Parquet by the product's
 * own writer; the SQL of src/analytics/sql run over it by DuckDB, and the same text by PostgreSQL over a table; price
 * screens and co-bidding by this program; groups by igraph. Times as ratios, results compared number by number.
 * DUCKDB_HOME names a folder with @duckdb/node-api installed (npm i --prefix FOLDER @duckdb/node-api@1.5.6-r.1), PYTHON one
 * that has igraph (Debian's python3-igraph is for /usr/bin/python3); a peer that is not there is left out.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { type CoBidding, coBidding } from '../src/analytics/behaviour/co-bidding.ts';
import { communities } from '../src/analytics/behaviour/communities.ts';
import { pricesOf } from '../src/analytics/price/prices.ts';
import { screens } from '../src/analytics/price/screens.ts';
import { parquetFile } from '../src/platform/parquet.ts';
import { startPostgres } from '../src/platform/postgres.ts';
import { sizeOf, writeBids } from './city/market.ts';

const names = ['cv', 'spread', 'diffp', 'rd', 'rdnor', 'rdalt', 'skewness', 'kurtosis'] as const;
const sql = (name: string) =>
  readFileSync(join(import.meta.dirname, '..', 'src', 'analytics', 'sql', `${name}.sql`), 'utf8');

interface Bid {
  readonly tender: string;
  readonly number: number;
  readonly bidder: string;
  readonly price: number;
  readonly won: boolean;
}
type Table = readonly (readonly unknown[])[];

const seconds = async <T>(act: () => T | Promise<T>): Promise<[T, number]> => {
  const from = performance.now();
  const made = await act();
  return [made, (performance.now() - from) / 1000];
};
const told = (what: string, took: number, of: number) =>
  console.log(
    `  ${what.padEnd(34)} ${took.toFixed(2).padStart(7)} s   ${(of / took).toFixed(2)} × our speed`,
  );

function readBids(file: string): Bid[] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => {
      const [lot = '', number = '', firm = '', price = '', won] = line.split(',');
      return {
        tender: `T${lot.padStart(7, '0')}`,
        number: Number(number),
        bidder: `F${firm.padStart(6, '0')}`,
        price: Number(price),
        won: won === 'true',
      };
    });
}

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

/** Ours, in the shape and order of the SQL. */
function ourScreens(bids: readonly Bid[]): Table {
  return [...Map.groupBy(bids, bid => bid.tender)]
    .filter(([, own]) => own.length >= 3)
    .map(([tender, own]) => {
      const prices = pricesOf(own.map(bid => bid.price));
      return [tender, prices.length, ...names.map(name => screens[name].value(prices))];
    });
}

const graphOf = (bids: readonly Bid[]) =>
  coBidding(
    [...Map.groupBy(bids, bid => bid.tender)].map(([tender, own]) => ({
      ...{ tender, date: '', winner: null },
      bidders: own.map(bid => bid.bidder),
    })),
  );

function ourPairs({ firms, bids, meetings, tenders }: CoBidding): Table {
  return firms.flatMap((a, i) =>
    [...(meetings[i] ?? [])]
      .filter(([j, together]) => j > i && together >= 3)
      .sort(([x], [y]) => x - y)
      .map(([j, together]) => [a, firms[j], together, ((bids[i] ?? 0) * (bids[j] ?? 0)) / tenders]),
  );
}

/** How far apart two cells are: 0 where equal, infinite where they are not both numbers. */
function apart(mine: unknown, other: unknown): number {
  if (typeof mine === 'number') return Math.abs(mine - Number(other)) / Math.max(1, Math.abs(mine));
  return (mine ?? null) === (other ?? null) ? 0 : Number.POSITIVE_INFINITY;
}

/** Throws where two tables differ by more than rounding; a screen that is not defined is null in both. */
function requireSame(what: string, ours: Table, theirs: Table): void {
  if (ours.length !== theirs.length)
    throw new Error(`${what}: ${ours.length} rows, ${theirs.length} there`);
  let worst = 0;
  for (const [i, row] of ours.entries()) {
    const off = Math.max(...row.map((mine, c) => apart(mine, theirs[i]?.[c])));
    if (!(off < 1e-6)) throw new Error(`${what}: row ${i} ${String(row)} ≠ ${String(theirs[i])}`);
    worst = Math.max(worst, off);
  }
  console.log(`  ${what}: ${ours.length} rows equal, furthest off ${worst.toExponential(0)}`);
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
  writeFileSync(
    csv,
    bids
      .map(b => `${b.tender},${b.number},${b.bidder},2026-01-01,${b.price},${b.won},2000000\n`)
      .join(''),
    { mode: 0o644 },
  );
  await client.query(
    'create table bids (tender text, number int, bidder text, day date, price double precision, won boolean, ceiling double precision)',
  );
  await client.query(`copy bids from '${csv}' csv`);
  await client.query(
    `alter table bids alter tender type text collate "C", alter bidder type text collate "C"`,
  );
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

const igraph = `
import sys, time, igraph
edges = [tuple(map(int, line.split())) for line in open(sys.argv[1])]
start = time.time()
graph = igraph.Graph(edges=[(a, b) for a, b, w in edges])
groups = graph.community_multilevel(weights=[w for a, b, w in edges])
print(time.time() - start, groups.modularity, len(graph.connected_components()))
`;

/** Modularity of a partition, by its definition (Newman and Girvan 2004). */
function modularity(
  { places, meetings }: CoBidding,
  groups: readonly (readonly string[])[],
): number {
  const groupOf = new Map(
    groups.flatMap((members, g) => members.map(firm => [places.get(firm), g] as const)),
  );
  const degree = meetings.map(links => [...links.values()].reduce((sum, w) => sum + w, 0));
  const whole = degree.reduce((sum, d) => sum + d, 0);
  const total = new Map<number, number>();
  let inside = 0;
  meetings.forEach((links, i) => {
    const own = groupOf.get(i);
    if (own === undefined) return;
    total.set(own, (total.get(own) ?? 0) + (degree[i] ?? 0));
    for (const [j, weight] of links) if (groupOf.get(j) === own) inside += weight;
  });
  const chance = [...total.values()].reduce((sum, d) => sum + (d / whole) ** 2, 0);
  return inside / whole - chance;
}

async function againstIgraph(graph: CoBidding, folder: string): Promise<void> {
  const [groups, took] = await seconds(() => communities(graph));
  console.log(`\ngroups of ${graph.firms.length} firms (Louvain)`);
  told(`ours, modularity ${modularity(graph, groups).toFixed(3)}`, took, took);
  const file = join(folder, 'edges.txt');
  const lines = graph.meetings.flatMap((links, i) =>
    [...links].filter(([j]) => j > i).map(([j, w]) => `${i} ${j} ${w}`),
  );
  writeFileSync(file, lines.join('\n'));
  try {
    const said = execFileSync(process.env.PYTHON ?? 'python3', ['-c', igraph, file], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [time = 0, theirs = 0] = said.trim().split(' ').map(Number);
    told(`igraph, modularity ${theirs.toFixed(3)}`, time, took);
  } catch {
    console.log('  igraph: PYTHON has none; left out');
  }
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kaibiao-beyond-'));
  chmodSync(folder, 0o711);
  try {
    const drawn = join(folder, 'drawn.csv');
    writeBids(sizeOf(Number(process.argv[2] ?? 50_000)), drawn);
    const bids = readBids(drawn);
    const parquet = join(folder, 'bids.parquet');
    const [, written] = await seconds(() => writeParquet(bids, parquet));
    console.log(
      `${bids.length} bids as Parquet: ${written.toFixed(1)} s, ${(statSync(parquet).size / bids.length).toFixed(0)} bytes a bid`,
    );
    const duck = await duckDb(parquet);
    if (!duck)
      console.log('DuckDB: DUCKDB_HOME does not name a folder with @duckdb/node-api; left out');
    const postgres = await withPostgres(bids, folder);
    const [graph, counted] = await seconds(() => graphOf(bids));
    const works = [
      { name: 'screens', ours: () => ourScreens(bids), before: 0 },
      { name: 'co-bidding', ours: () => ourPairs(graph), before: counted },
    ];
    for (const { name, ours, before } of works) {
      console.log(`\n${name}`);
      const [mine, more] = await seconds(ours);
      told('this program', more + before, more + before);
      for (const [who, ask] of [
        ['DuckDB, 2 threads, from Parquet', duck],
        ['PostgreSQL, from a table', postgres.ask],
      ] as const) {
        if (!ask) continue;
        const [theirs, took] = await seconds(() => ask(sql(name)));
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
