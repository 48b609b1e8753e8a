/**
 * The SQL for machines beyond this one, on several PostgreSQL servers: `node bench/distributed.ts [bids] [servers]` (200,000
 * and 3). `bids` is spread by the hash of its tender, each part behind postgres_fdw, read at once (async append); the
 * same text is asked of it and of a table in one server, and every number is compared with this program's. All servers
 * share this machine: what is shown is that the numbers hold and what travels, not how much faster more machines are.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Postgres, startPostgres } from '../src/platform/postgres.ts';
import {
  bidColumns,
  bidsCsv,
  graphOf,
  ourPairs,
  ourScreens,
  readBids,
  sql,
} from './beyond/bids.ts';
import { spreadOver } from './beyond/servers.ts';
import { requireSame, type Table, timed, told } from './beyond/tables.ts';
import { sizeOf, writeBids } from './city/market.ts';

const bidsWanted = Number(process.argv[2] ?? 200_000);
const servers = Number(process.argv[3] ?? 3);

interface Plan {
  readonly 'Node Type': string;
  readonly 'Async Capable'?: boolean;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Plan[];
}
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `set work_mem = '256MB'; set enable_partitionwise_join = on; set enable_partitionwise_aggregate = on`,
  );
  return client;
}

const ask = async (client: pg.Client, text: string): Promise<Table> =>
  (await client.query<unknown[]>({ text, rowMode: 'array' })).rows;

/** How many rows came from the other servers, and whether they were waited for all at once. */
async function tellTravel(client: pg.Client, text: string): Promise<void> {
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    `explain (analyze, format json) ${text}`,
  );
  const plan = rows[0]?.['QUERY PLAN'][0].Plan;
  const foreign = plan ? nodesOf(plan).filter(node => node['Node Type'] === 'Foreign Scan') : [];
  const travelled = foreign.reduce((sum, n) => sum + n['Actual Rows'] * n['Actual Loops'], 0);
  const atOnce = foreign.filter(node => node['Async Capable']).length;
  console.log(
    `  ${travelled} rows travelled in ${foreign.length} scans, ${atOnce} of them at once`,
  );
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kaibiao-distributed-'));
  chmodSync(folder, 0o711);
  const started: Postgres[] = [];
  const clients: pg.Client[] = [];
  const start = async (name: string) => {
    const own = join(folder, name);
    mkdirSync(own, { mode: 0o711 });
    const server = await startPostgres(own);
    started.push(server);
    const client = await connected(server.url);
    clients.push(client);
    return { url: server.url, client };
  };
  try {
    const drawn = join(folder, 'drawn.csv');
    writeBids(sizeOf(bidsWanted), drawn);
    const bids = readBids(drawn);
    const csv = join(folder, 'bids.csv');
    writeFileSync(csv, bidsCsv(bids), { mode: 0o644 });
    const parts: Awaited<ReturnType<typeof start>>[] = [];
    for (let n = 0; n < servers; n++) parts.push(await start(`part-${n}`));
    for (const { client } of parts) await client.query(`create table bids (${bidColumns})`);
    const { client: front } = await start('front');
    await front.query(`create schema one; create table one.bids (${bidColumns})`);
    await front.query(`copy one.bids from '${csv}' csv`);
    await front.query(
      spreadOver(
        parts.map(({ url }) => url),
        bidColumns,
      ),
    );
    const [, spread] = await timed(() => front.query(`copy bids from '${csv}' csv`));
    for (const { client } of [...parts, { client: front }]) await client.query('analyze bids');
    await front.query('analyze one.bids');
    const held = await Promise.all(
      parts.map(({ client }) => ask(client, 'select count(*) from bids')),
    );
    console.log(
      `${bids.length} bids over ${servers} servers in ${spread.toFixed(1)} s: ${held.join(', ')}`,
    );

    const [graph, counted] = await timed(() => graphOf(bids));
    const works = [
      { name: 'screens', ours: () => ourScreens(bids), before: 0 },
      { name: 'co-bidding', ours: () => ourPairs(graph), before: counted },
    ];
    for (const { name, ours, before } of works) {
      console.log(`\n${name}`);
      const text = sql(name);
      const [mine, more] = await timed(ours);
      told('this program', more + before, more + before);
      await front.query('set search_path = one');
      const [alone, single] = await timed(() => ask(front, text));
      told('one PostgreSQL', single, more + before);
      requireSame('one PostgreSQL', mine, alone);
      await front.query('set search_path = public');
      const [theirs, took] = await timed(() => ask(front, text));
      told(`${servers} servers behind postgres_fdw`, took, more + before);
      requireSame('spread', mine, theirs);
      await tellTravel(front, text);
      if (name !== 'screens') continue;
      // A tender's bids lie on one server: each may answer for its own, and nothing but the answers travels.
      const [each, apart] = await timed(() =>
        Promise.all(parts.map(({ client }) => ask(client, text))),
      );
      told(`the same text on each of ${servers}, at once`, apart, more + before);
      const all = each.flat().sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
      requireSame('put together', mine, all);
    }
  } finally {
    for (const client of clients) await client.end();
    for (const server of started) await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
