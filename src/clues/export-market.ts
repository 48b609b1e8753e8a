import type { EntityManager } from '@mikro-orm/postgresql';
import { type Column, parquetFile } from '../platform/parquet.ts';

/** As the SQL of src/analytics/sql reads it. */
const columns: readonly Column[] = [
  { name: 'tender', type: 'text' },
  { name: 'number', type: 'int64' },
  { name: 'bidder', type: 'text' },
  { name: 'day', type: 'day' },
  { name: 'price', type: 'double' },
  { name: 'won', type: 'boolean' },
  { name: 'ceiling', type: 'double' },
];
const lotsAtOnce = 20_000;

interface Row {
  readonly tender: string;
  readonly number: number;
  readonly bidder: string;
  readonly day: string;
  readonly price: number;
  readonly won: boolean;
  readonly ceiling: number;
}

/** Bids of lots that have been revealed, so many lots after this one; what is sealed is not in it. */
const some = `
  select b.lot as tender, b.number, b.organisation as bidder,
    to_char(h.revealed_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day,
    (b.opened ->> 'price')::double precision as price, coalesce(c.rank = 1, false) as won,
    (l.rules ->> 'ceiling')::double precision as ceiling
  from (select lot, revealed_at from hall where revealed_at is not null and lot > ?::uuid order by lot limit ?) h
  join lot l on l.id = h.lot
  join sealed_bid b on b.lot = h.lot and b.opened is not null
  left join award_candidate c on c.lot = b.lot and c.bid = b.bid and c.out_reason is null
  order by b.lot, b.number`;

/** Writes all bids of revealed lots as Parquet; gives how many. Holds some lots in memory at a time. */
export async function exportMarket(em: EntityManager, path: string): Promise<number> {
  const file = parquetFile(path, columns);
  let last = '00000000-0000-0000-0000-000000000000';
  let written = 0;
  for (;;) {
    const rows = await em.execute<Row[]>(some, [last, lotsAtOnce]);
    if (rows.length === 0) break;
    file.write(rows.map(r => [r.tender, r.number, r.bidder, r.day, r.price, r.won, r.ceiling]));
    written += rows.length;
    last = rows.at(-1)?.tender ?? last;
  }
  file.end();
  return written;
}
