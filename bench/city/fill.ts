import { join } from 'node:path';
import type pg from 'pg';
import { desk } from './desk.ts';
import { type Size, writeBids } from './market.ts';
import { trades } from './trades.ts';

/**
 * Fills the product's own tables with ten years of a city: each statement fills what the product itself would have
 * filled, with as many and as wide rows. `say` hears of each. Gives the number of bids.
 */
export async function fillCity(
  client: pg.Client,
  size: Size,
  folder: string,
  say: (what: string, seconds: number) => void,
): Promise<number> {
  const file = join(folder, 'drawn.csv');
  // Both or neither: half a city would be taken for a whole one by the next run.
  await client.query('begin');
  const bids = writeBids(size, file);
  await client.query(`
    create unlogged table drawn (n bigint generated always as identity, lot bigint, number int, firm bigint, price numeric, won boolean);
    create table size as select ${size.lots}::bigint as lots, ${size.firms}::bigint as firms`);
  await client.query(`copy drawn (lot, number, firm, price, won) from '${file}' csv`);
  for (const [what, sql] of [...trades, ...desk]) {
    const from = performance.now();
    await client.query(sql);
    say(what, (performance.now() - from) / 1000);
  }
  await client.query('drop table drawn, size');
  await client.query('commit');
  await client.query('vacuum analyze');
  return bids;
}
