import { afterAll, beforeAll, expect, test } from 'vitest';
import { bidColumns, sql } from '../../bench/beyond/bids.ts';
import { spreadOver } from '../../bench/beyond/servers.ts';
import { marketOf } from '../../bench/market/market.ts';
import { freshDatabase } from '../support/database.ts';

/** The same text over a table that is spread by tender over other databases gives the same numbers. */
type Database = Awaited<ReturnType<typeof freshDatabase>>;
let front: Database;
let parts: Database[];

beforeAll(async () => {
  front = await freshDatabase();
  parts = [await freshDatabase(), await freshDatabase(), await freshDatabase()];
  const em = front.orm.em.fork();
  for (const part of parts) await part.orm.em.fork().execute(`create table bids (${bidColumns})`);
  await em.execute(`create schema one; create table one.bids (${bidColumns})`);
  await em.execute(
    spreadOver(
      parts.map(({ url }) => url),
      bidColumns,
    ),
  );
  for (const { tender, amounts, bidders, date } of marketOf({
    ...{ kind: 'rotation', tenders: 60, share: 0.3, seed: 5 },
  }))
    for (const [i, price] of amounts.entries())
      for (const table of ['bids', 'one.bids'])
        await em.execute(`insert into ${table} values (?, ?, ?, ?, ?, ?, ?)`, [
          ...[tender, i + 1, bidders[i] ?? '', date || '2026-01-01', price, i === 0, 2e6],
        ]);
}, 60_000);
afterAll(async () => {
  await front.drop();
  for (const part of parts) await part.drop();
});

/** `where`: the schema whose `bids` is read. */
const ask = (name: string, where: 'one' | 'public') =>
  front.orm.em.fork().transactional(async em => {
    await em.execute(`set local search_path = ${where}`);
    return em.execute<Record<string, unknown>[]>(sql(name));
  });

test('every part holds some tenders, and none holds them all', async () => {
  for (const part of parts) {
    const [row] = await part.orm.em
      .fork()
      .execute<{ tenders: number }[]>('select count(distinct tender)::int as tenders from bids');
    expect(row?.tenders).toBeGreaterThan(5);
    expect(row?.tenders).toBeLessThan(55);
  }
});

test.each(['screens', 'co-bidding'])('%s', async name => {
  const alone = await ask(name, 'one');
  expect(alone.length).toBeGreaterThan(20);
  const spread = await ask(name, 'public');
  expect(spread).toHaveLength(alone.length);
  // Sums of fractions may differ by their order in the last digit.
  for (const [i, row] of spread.entries())
    for (const [column, value] of Object.entries(row)) {
      const mine = alone[i]?.[column];
      if (typeof value === 'number') expect(value).toBeCloseTo(Number(mine), 8);
      else expect(value).toEqual(mine);
    }
});
