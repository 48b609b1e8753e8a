import type { TenderBids } from '../../analytics/combine/tender.ts';
import type { Context } from '../../platform/command.ts';

interface Row {
  readonly lot: string;
  readonly at: string;
  readonly ceiling: string | null;
  readonly prices: string[];
  readonly organisations: string[];
  readonly won: boolean[];
}

/**
 * The opened lots of the city as the analytics read them, the newest first; `first` stands before all others, which were
 * opened no later than it. A ceiling is what the bidders know of the estimate.
 */
export async function readMarket(
  ctx: Context,
  { first = null, most }: { readonly first?: string | null; readonly most: number },
): Promise<TenderBids[]> {
  const rows = await ctx.em.fork().execute<Row[]>(
    `with chosen as (
       select lot, revealed_at from hall where lot = ?::uuid and revealed_at is not null
       union
       (select lot, revealed_at from hall
        where revealed_at <= coalesce((select revealed_at from hall where lot = ?::uuid), 'infinity')
        order by revealed_at desc limit ?)
     )
     select b.lot, to_char(h.revealed_at at time zone 'UTC', 'YYYY-MM-DD') as at,
            min(l.rules->>'ceiling') as ceiling,
            array_agg(b.opened->>'price' order by b.number) as prices,
            array_agg(b.organisation::text order by b.number) as organisations,
            array_agg(coalesce(c.rank = 1, false) order by b.number) as won
     from chosen h join sealed_bid b on b.lot = h.lot join lot l on l.id = b.lot
     left join award_candidate c on c.lot = b.lot and c.bid = b.bid and c.out_reason is null
     where b.opened is not null
     group by b.lot, h.revealed_at
     order by (b.lot = ?::uuid) desc nulls last, h.revealed_at desc`,
    [first, first, most, first],
  );
  return rows.map(row => ({
    tender: row.lot,
    amounts: row.prices.map(Number),
    bidders: row.organisations,
    winners: row.won.includes(true) ? row.won : row.won.map(() => null),
    date: row.at,
    estimate: row.ceiling === null ? null : Number(row.ceiling),
    label: null,
  }));
}
