import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { marketOf } from '../../bench/market/market.ts';
import { coBidding } from '../../src/analytics/behaviour/co-bidding.ts';
import { pricesOf } from '../../src/analytics/price/prices.ts';
import { screens } from '../../src/analytics/price/screens.ts';
import type { Orm } from '../../src/platform/database.ts';
import { freshDatabase } from '../support/database.ts';

/** The SQL for machines beyond this one says what the program says. */
let db: { orm: Orm; drop: () => Promise<void> };
const market = [
  ...marketOf({ kind: 'rotation', tenders: 120, share: 0.3, seed: 5 }),
  {
    ...marketOf({ kind: null, tenders: 1, share: 0, seed: 6 })[0],
    tender: 'equal',
    amounts: [7, 7, 7],
    bidders: ['F1', 'F2', 'F3'],
  },
  {
    ...marketOf({ kind: null, tenders: 1, share: 0, seed: 6 })[0],
    tender: 'two',
    amounts: [7, 8],
    bidders: ['F1', 'F2'],
  },
].map(({ tender = '', amounts = [], bidders = [] }) => ({ tender, amounts, bidders }));
const sql = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../src/analytics/sql', `${name}.sql`), 'utf8');
const ask = <Row>(name: string) => db.orm.em.fork().execute<Row[]>(sql(name));

beforeAll(async () => {
  db = await freshDatabase();
  const em = db.orm.em.fork();
  await em.execute('create table bids (tender text, bidder text, price double precision)');
  for (const { tender, amounts, bidders } of market)
    for (const [i, price] of amounts.entries())
      await em.execute('insert into bids values (?, ?, ?)', [tender, bidders[i] ?? '', price]);
});
afterAll(() => db.drop());

test('the price screens of every tender of three bids or more', async () => {
  const names = ['cv', 'spread', 'diffp', 'rd', 'rdnor', 'rdalt', 'skewness', 'kurtosis'] as const;
  const rows = await ask<Record<string, number | string | null>>('screens');
  expect(rows).toHaveLength(market.filter(({ amounts }) => amounts.length >= 3).length);
  for (const row of rows) {
    const amounts = market.find(({ tender }) => tender === row.tender)?.amounts ?? [];
    expect(Number(row.n)).toBe(amounts.length);
    for (const name of names) {
      const ours = screens[name].value(pricesOf(amounts));
      if (ours === null) expect(row[name]).toBeNull();
      else expect(Number(row[name])).toBeCloseTo(ours, 8);
    }
  }
});

test('how often firms met, and how often by chance', async () => {
  const rows = await ask<{ a: string; b: string; together: string; expected: number }>(
    'co-bidding',
  );
  const { firms, places, bids, meetings, tenders } = coBidding(
    market.map(({ tender, bidders }) => ({
      ...{ tender, date: '', winner: null },
      bidders: bidders.filter(bidder => bidder !== null),
    })),
  );
  const pairs = meetings.flatMap((links, i) => [...links].filter(([j, n]) => j > i && n >= 3));
  expect(rows).toHaveLength(pairs.length);
  expect(rows.length).toBeGreaterThan(20);
  for (const { a, b, together, expected } of rows) {
    const [i, j] = [places.get(a) ?? -1, places.get(b) ?? -1];
    expect(firms[i]).toBe(a);
    expect(Number(together)).toBe(meetings[i]?.get(j));
    expect(Number(expected)).toBeCloseTo(((bids[i] ?? 0) * (bids[j] ?? 0)) / tenders, 8);
  }
});
