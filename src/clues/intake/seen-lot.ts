import { type Assessment, assess } from '../../analytics/combine/assess.ts';
import type { TenderBids } from '../../analytics/combine/tender.ts';
import type { Context } from '../../platform/command.ts';
import { readMarket } from './market.ts';

/** Lots of the city beside which one is seen: the newest say what is usual at its time. */
const neighbours = 2000;

/** Lots beside each other, and which of them is looked at. */
export interface Seen {
  readonly tenders: readonly TenderBids[];
  readonly assessment: Assessment;
  readonly at: number;
}

/**
 * A lot beside those opened before it, its own winner not known yet: what an analysis sees on the day of the opening. A
 * model is taught by the same eyes that it will see with. Null when nothing of it is opened.
 */
export async function seeLot(ctx: Context, lot: string): Promise<Seen | null> {
  const market = await readMarket(ctx, { first: lot, most: neighbours });
  const at = market.findIndex(({ tender }) => tender === lot);
  if (at < 0) return null;
  const tenders = market.map((tender, i) =>
    i === at ? { ...tender, winners: tender.winners.map(() => null) } : tender,
  );
  return { tenders, assessment: assess(tenders), at };
}

/** The newest lots beside each other: what the city looks like now. */
export async function seeCity(ctx: Context): Promise<Omit<Seen, 'at'>> {
  const tenders = await readMarket(ctx, { most: neighbours });
  return { tenders, assessment: assess(tenders) };
}
