import type { ClueReason } from '../../contracts/clues/clue.ts';
import { assess } from '../analytics/combine/assess.ts';
import type { Context } from '../platform/command.ts';
import type { LotUnderScrutiny } from './intake/lot-bids.ts';
import { readMarket } from './intake/market.ts';
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
  const tenders = await readMarket(ctx, { first: lot.id, most: neighbours });
  const at = tenders.findIndex(({ tender }) => tender === lot.id);
  if (at < 0) return { reasons: [], screens: {} };
  const { contributions, own } = assess(tenders).scoreAt(at);
  const reasons = contributions.flatMap(({ id, logOdds }) => {
    const said = priceWords(id, logOdds);
    if (!said || Math.abs(logOdds) < least) return [];
    const evidence = { screens: own.screens, bids: own.n };
    const article = logOdds > 0 && id !== 'market' && id !== 'surroundings' ? priceArticle : null;
    return [
      {
        rule: `price-${id}`,
        words: said.words,
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
