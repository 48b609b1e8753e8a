import type { ClueReason } from '../../contracts/clues.ts';
import { assess } from '../analytics/combine/assess.ts';
import type { TenderBids } from '../analytics/combine/tender.ts';
import type { Context } from '../platform/command.ts';
import type { LotUnderScrutiny } from './intake/lot-bids.ts';
import { priceArticle, priceWords } from './rules/price-words.ts';

/** Lots of the city beside which this one is seen: the newest say what is usual now. */
const neighbours = 2000;
/** Summands smaller than this say nothing worth a line. */
const least = 0.05;

export interface PriceReasons {
  readonly reasons: ClueReason[];
  readonly screens: Record<string, number | null>;
}

/** What the prices of the lot say by themselves and beside the other lots of the city. */
export async function priceReasons(ctx: Context, { lot }: LotUnderScrutiny): Promise<PriceReasons> {
  const tenders = await readMarket(ctx, lot.id);
  const at = tenders.findIndex(({ tender }) => tender === lot.id);
  if (at < 0) return { reasons: [], screens: {} };
  const { contributions, own } = assess(tenders).scoreAt(at);
  const reasons = contributions.flatMap(({ id, logOdds }) => {
    const said = priceWords(id);
    if (!said || Math.abs(logOdds) < least) return [];
    const evidence = { screens: own.screens, bids: own.n };
    const article = logOdds > 0 && id !== 'market' && id !== 'surroundings' ? priceArticle : null;
    return [
      {
        rule: `price-${id}`,
        ...said,
        innocent: [...said.innocent],
        logOdds,
        article,
        evidence,
        bids: [],
      },
    ];
  });
  return { reasons, screens: own.screens };
}

interface Row {
  readonly lot: string;
  readonly at: string;
  readonly prices: string[];
  readonly organisations: string[];
  readonly won: boolean[];
}

async function readMarket(ctx: Context, lot: string): Promise<TenderBids[]> {
  const rows = await ctx.em.fork().execute<Row[]>(
    `select b.lot, to_char(h.revealed_at at time zone 'UTC', 'YYYY-MM-DD') as at,
            array_agg(b.opened->>'price' order by b.number) as prices,
            array_agg(b.organisation::text order by b.number) as organisations,
            array_agg(coalesce(c.rank = 1, false) order by b.number) as won
     from sealed_bid b join hall h on h.lot = b.lot
     left join award_candidate c on c.bid = b.bid
     where b.opened is not null and h.revealed_at is not null
     group by b.lot, h.revealed_at order by (b.lot = ?) desc, h.revealed_at desc limit ?`,
    [lot, neighbours],
  );
  return rows.map(row => ({
    tender: row.lot,
    amounts: row.prices.map(Number),
    bidders: row.organisations,
    winners: row.won.includes(true) ? row.won : row.won.map(() => null),
    date: row.at,
    estimate: null,
    label: null,
  }));
}
