/**
 * Bid commits against pgbench on the same PostgreSQL, side by side in one run: `node bench/submit.ts [firms] [lots]`.
 * There are two peers, both from as many connections and under the same durability. The first is a script of one small
 * insert in a transaction: it meets nobody else's lock, reads nothing, and says how fast the server makes anything
 * durable. The second is the floor of a commit on this server: pgbench, a program in C, sends the very statements of one
 * of our commits, prepared, with values of the same size and in the same few lots, so it waits for the same locks and
 * writes the same rows; but it checks no signature and no file, decides nothing, signs nothing and stamps nothing.
 * Ours is all of a commit: signature, path, every part looked up, the transaction under the lot's lock, the receipt
 * signed and stamped. pgbench is the one that PGBENCH names, on PATH, or Debian's; without it there is the first peer
 * only, by node-postgres. `DATABASE_URL` may name another server; fsync is as it is set there.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { arrivalOf } from '../src/bidding/arrival.ts';
import { commit } from '../src/bidding/commit.ts';
import { readReceiptText } from '../src/bidding/receipt-text.ts';
import { acceptBid } from '../src/bidding/rules/submission.ts';
import { submitBid } from '../src/bidding/submit-bid.ts';
import { connect, migrate } from '../src/platform/database.ts';
import { startPostgres } from '../src/platform/postgres.ts';
import { schema } from '../src/schema.ts';
import { digest, type Sealed, sealBid, upload } from '../test/support/bid.ts';
import { aFirm, aLot, type City, cityOn, type Firm } from '../test/support/trade.ts';
import { pgbenchScript, statementsOf } from './commit-script.ts';
import { findPgbench, insertScript, pgbench } from './pgbench.ts';

const firms = Number(process.argv[2] ?? 30);
const lots = Number(process.argv[3] ?? 4);
const rounds = 3;
const connections = 16;

interface Ready {
  readonly firm: Firm;
  readonly lot: string;
  readonly sealed: Sealed;
}

interface Figure {
  readonly perSecond: number;
  /** Of this process, PostgreSQL's not counted; null for a peer that is a process of its own. */
  readonly cpuMs: number | null;
}

/** Runs `acts` from `connections` sides. */
async function rate(acts: (() => Promise<unknown>)[]): Promise<Figure> {
  const queue = [...acts];
  const cpu = process.cpuUsage();
  const start = performance.now();
  const side = async () => {
    for (let act = queue.pop(); act; act = queue.pop()) await act();
  };
  await Promise.all(Array.from({ length: connections }, side));
  const perSecond = (acts.length / (performance.now() - start)) * 1000;
  const used = process.cpuUsage(cpu);
  return { perSecond, cpuMs: (used.user + used.system) / 1000 / acts.length };
}

/** Every firm's bid for some new lots, sealed and uploaded: what remains is the commit. */
async function ready(city: City, all: readonly Firm[], tenderer: Firm, n: number) {
  const deadline = new Date((await city.now()).getTime() + 86_400_000);
  const sealed: Ready[] = [];
  for (let i = 0; i < n; i++) {
    const { id: lot } = await aLot(city, { deadline, tenderer });
    for (const firm of all) {
      const bid = await sealBid(city, firm, lot, '1.00');
      await upload(city, firm, lot, bid);
      sealed.push({ firm, lot, sealed: bid });
    }
  }
  return sealed;
}

const whole = (city: City) => (one: Ready) => () =>
  submitBid(city.context(one.firm.actor), one.lot, one.sealed.p7);

/** The transaction alone: lock, time, rule, bid, event, text of the receipt. */
function transaction(city: City) {
  return ({ firm, lot, sealed }: Ready) => {
    const bytes = Buffer.from(sealed.p7, 'base64');
    const p7 = { bytes, sha256: digest(bytes) };
    const { certificate } = firm.signer;
    const signed = {
      content: new Uint8Array(),
      certificateDer: certificate.der,
      ocsp: null,
      status: 'valid' as const,
      certificateSha256: certificate.sha256,
    } as const;
    const offer = { ...sealed.manifest, manifestSha256: p7.sha256 };
    return async () => {
      const ctx = city.context(firm.actor);
      const { bidder, found } = await arrivalOf(ctx, lot, p7);
      const submission = {
        bidder,
        found,
        kind: 'submitted',
        p7,
        signed,
        statement: offer,
      } as const;
      await commit(ctx, submission, (facts, now) =>
        acceptBid(facts.lot, facts.bidder, facts.latest, { ...offer, bid: facts.bid }, now),
      );
    };
  };
}

/** One script for each of some lots: what the first commit of `firm` says to the database, said to that lot. */
async function floorScripts(city: City, firm: Firm, tenderer: Firm, n: number): Promise<string[]> {
  const [probe, ...others] = await ready(city, [firm], tenderer, n + 1);
  if (!probe) throw new Error('a lot expected');
  let text = '';
  const sent = await statementsOf(city.orm, async () => {
    text = (await whole(city)(probe)()).text;
  });
  const { bid, reference, event } = readReceiptText(text);
  const fresh = { bid, reference, event: event.id, organisation: firm.organisation };
  return others.map(({ lot }) => {
    const there = sent.map(one => ({
      text: one.text,
      values: one.values.map(value => (value === probe.lot ? lot : value)),
    }));
    return pgbenchScript(there, fresh);
  });
}

async function insert(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  await client.query('begin');
  await client.query({ name: 'peer', text: 'insert into peer (body) values ($1)', values: [row] });
  await client.query('commit');
  client.release();
}
const row = 'x'.repeat(200);

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

async function main(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'kaibiao-bench-'));
  chmodSync(dir, 0o711);
  const database = process.env.DATABASE_URL
    ? { url: process.env.DATABASE_URL, stop: async () => undefined }
    : await startPostgres(dir);
  const orm = await connect(database.url, schema, connections);
  await migrate(orm, database.url);
  const city = await cityOn({ orm, url: database.url, drop: () => orm.close() });
  const pool = new pg.Pool({ connectionString: database.url, max: connections });
  await pool.query('create table if not exists peer (id bigserial primary key, body text)');
  const tool = findPgbench();
  const { rows } = await pool.query(durability);
  console.log(
    `peer: ${tool ?? 'node-postgres, as pgbench was not found'}; ${Object.entries(rows[0])
      .map(([name, value]) => `${name}=${value}`)
      .join(' ')}`,
  );
  const all: Firm[] = [];
  while (all.length < firms) all.push(await aFirm(city));
  const tenderer = await aFirm(city, ['tenderer'], ['tenderer']);

  const scripts = tool ? await floorScripts(city, all[0] as Firm, tenderer, lots) : [];
  const figures: Figures = { insert: [], floor: [], transaction: [], submit: [] };
  for (let round = 0; round < rounds; round++) {
    const [first, second] = [
      await ready(city, all, tenderer, lots),
      await ready(city, all, tenderer, lots),
    ];
    figures.insert.push(
      tool
        ? pgbench(tool, database.url, connections, [insertScript(row)])
        : await rate(Array(2000).fill(() => insert(pool))),
    );
    if (tool) figures.floor.push(pgbench(tool, database.url, connections, scripts));
    figures.transaction.push(await rate(first.map(transaction(city))));
    figures.submit.push(await rate(second.map(whole(city))));
  }
  report(figures);
  await pool.query('drop table peer');
  await pool.end();
  await city.drop();
  await database.stop();
  rmSync(dir, { recursive: true, force: true });
}

type Figures = Record<'insert' | 'floor' | 'transaction' | 'submit', Figure[]>;

const durability = `select version() as server, current_setting('fsync') as fsync,
  current_setting('synchronous_commit') as synchronous_commit, current_setting('wal_sync_method') as wal_sync_method`;

const names = {
  insert: 'one-row insert transactions of the peer',
  floor: 'the statements of a commit, by the peer',
  transaction: 'bid transactions (lock, rule, bid, event)',
  submit: 'whole commits (verify, transaction, sign, stamp)',
} as const;

function report(figures: Figures): void {
  for (const [key, name] of Object.entries(names)) {
    const of = figures[key as keyof Figures];
    if (of.length === 0) continue;
    const perSecond = Math.round(median(of.map(f => f.perSecond)));
    const cpu = of.flatMap(f => (f.cpuMs === null ? [] : [f.cpuMs]));
    const each = cpu.length > 0 ? `, ${median(cpu).toFixed(2)} ms of our CPU each` : '';
    console.log(`${name}: ${perSecond}/s${each}`);
  }
  const ratio = (of: 'transaction' | 'submit', peer: 'insert' | 'floor') =>
    median(figures[of].map((f, i) => f.perSecond / (figures[peer][i]?.perSecond ?? 0))).toFixed(3);
  console.log(
    `${connections} connections, ${firms} bidders × ${lots} lots, median of ${rounds}: transaction/insert = ${ratio('transaction', 'insert')}, commit/insert = ${ratio('submit', 'insert')}`,
  );
  if (figures.floor.length > 0) console.log(`commit/floor = ${ratio('submit', 'floor')}`);
}

await main();
process.exit(0);
