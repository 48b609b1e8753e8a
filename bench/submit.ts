/**
 * Bid commits against one-row insert transactions on the same PostgreSQL, side by side in one run:
 * `node bench/submit.ts [firms] [lots]`. The peer is pgbench (PGBENCH, on PATH or Debian's) with a script of one
 * insert in a transaction, from as many connections and under the same durability; without it, the same by node-postgres.
 * Ours is all of a commit: signature, path, every part looked up, the transaction under the lot's lock, the receipt
 * signed and stamped. `DATABASE_URL` may name another server; fsync is as it is set there.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { arrivalOf } from '../src/bidding/arrival.ts';
import { commit } from '../src/bidding/commit.ts';
import { acceptBid } from '../src/bidding/rules.ts';
import { submitBid } from '../src/bidding/submit-bid.ts';
import { connect, migrate } from '../src/platform/database.ts';
import { startPostgres } from '../src/platform/postgres.ts';
import { schema } from '../src/schema.ts';
import { digest, type Sealed, sealBid, upload } from '../test/support/bid.ts';
import { aFirm, aLot, type City, cityOn, type Firm } from '../test/support/trade.ts';
import { findPgbench, pgbench } from './pgbench.ts';

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

  const figures: Figures = { insert: [], transaction: [], submit: [] };
  for (let round = 0; round < rounds; round++) {
    const [first, second] = [
      await ready(city, all, tenderer, lots),
      await ready(city, all, tenderer, lots),
    ];
    figures.insert.push(
      tool
        ? pgbench(tool, database.url, connections, row)
        : await rate(Array(2000).fill(() => insert(pool))),
    );
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

type Figures = Record<'insert' | 'transaction' | 'submit', Figure[]>;

const durability = `select version() as server, current_setting('fsync') as fsync,
  current_setting('synchronous_commit') as synchronous_commit, current_setting('wal_sync_method') as wal_sync_method`;

const names = {
  insert: 'one-row insert transactions of the peer',
  transaction: 'bid transactions (lock, rule, bid, event)',
  submit: 'whole commits (verify, transaction, sign, stamp)',
} as const;

function report(figures: Figures): void {
  for (const [key, name] of Object.entries(names)) {
    const of = figures[key as keyof Figures];
    const perSecond = Math.round(median(of.map(f => f.perSecond)));
    const cpu = of.flatMap(f => (f.cpuMs === null ? [] : [f.cpuMs]));
    const each = cpu.length > 0 ? `, ${median(cpu).toFixed(2)} ms of our CPU each` : '';
    console.log(`${name}: ${perSecond}/s${each}`);
  }
  const ratio = (of: 'transaction' | 'submit') =>
    median(figures[of].map((f, i) => f.perSecond / (figures.insert[i]?.perSecond ?? 1))).toFixed(3);
  console.log(
    `${connections} connections, ${firms} bidders × ${lots} lots, median of ${rounds}: transaction/insert = ${ratio('transaction')}, commit/insert = ${ratio('submit')}`,
  );
}

await main();
process.exit(0);
