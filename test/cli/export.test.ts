import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AwardCandidate } from '../../src/award/entities.ts';
import { Hall, SealedBid } from '../../src/opening/entities.ts';
import { Lot } from '../../src/tender/entities.ts';
import { aLotWithBids, close, release, turn } from '../support/opening.ts';
import { readParquet } from '../support/parquet.ts';
import { aCity, aFirm, type City, type Firm } from '../support/trade.ts';

/** `kaibiao export`: the bids of opened lots as the database has them, and nothing of what is sealed. */
let city: City;
let folder: string;
let firms: Firm[];
let opened: string;
let sealed: string;
const command = join(import.meta.dirname, '../../src/cli/kaibiao.ts');
const run = (path: string, databaseUrl: string | null) =>
  promisify(execFile)(process.execPath, [command, 'export', path], {
    env: { PATH: process.env.PATH ?? '', ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) },
  });

beforeAll(async () => {
  city = await aCity();
  folder = mkdtempSync(join(tmpdir(), 'kaibiao-export-'));
  firms = [await aFirm(city), await aFirm(city), await aFirm(city)];
  const priced = (base: number) => firms.map((firm, i) => ({ firm, price: `${base + i}.50` }));
  ({ lot: opened } = await aLotWithBids(city, priced(9_000_000)));
  await close(city, opened);
  for (const firm of firms) await release(city, firm, opened);
  await turn(city);
  ({ lot: sealed } = await aLotWithBids(city, priced(8_000_000)));
  const em = city.orm.em.fork();
  const bids = await em.find(SealedBid, { lot: opened }, { orderBy: { number: 1 } });
  // The first candidate has given up, the second won nothing by that yet: only an unstruck first has won.
  for (const [i, outReason] of [
    [0, '放弃中标'],
    [1, null],
  ] as const)
    em.create(AwardCandidate, {
      ...{ lot: opened, rank: i + 1, bid: bids[i]?.bid ?? '', said: {} as never },
      ...{ organisation: bids[i]?.organisation ?? '', outReason, outAt: null },
    });
  await em.flush();
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await city.drop();
});

const exported = async (name: string) => {
  const path = join(folder, name);
  const { stderr } = await run(path, city.url);
  return { rows: readParquet(path), stderr };
};

test('every row is a bid as the database has it; a lot that is sealed is not in it', async () => {
  const { rows, stderr } = await exported('bids.parquet');
  const em = city.orm.em.fork();
  const bids = await em.find(SealedBid, { lot: opened }, { orderBy: { number: 1 } });
  const { rules } = await em.findOneOrFail(Lot, { id: opened });
  const { revealedAt } = await em.findOneOrFail(Hall, { lot: opened });
  const china = new Date((revealedAt?.getTime() ?? 0) + 8 * 3_600_000);
  expect(rows).toEqual(
    bids.map(({ number, organisation, opened: form }) => ({
      ...{ tender: opened, number: BigInt(number), bidder: organisation, won: false },
      ...{ price: Number(form?.price), ceiling: Number(rules.ceiling) },
      day: Math.floor(china.getTime() / 86_400_000),
    })),
  );
  expect(rows).toHaveLength(3);
  expect(JSON.stringify(rows, (_, v) => String(v))).not.toContain(sealed);
  expect(stderr).toContain('3 份报价');
}, 30_000);

test('the first candidate that stands has won', async () => {
  const em = city.orm.em.fork();
  await em.nativeUpdate(AwardCandidate, { lot: opened, rank: 1 }, { outReason: null });
  const { rows } = await exported('won.parquet');
  expect(rows.map(row => row.won)).toEqual([true, false, false]);
}, 30_000);

test('without a database it says so and writes nothing', async () => {
  const path = join(folder, 'none.parquet');
  await expect(run(path, null)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('DATABASE_URL'),
  });
  expect(existsSync(path)).toBe(false);
}, 30_000);
