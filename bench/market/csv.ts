import type { TenderBids } from '../../src/analytics/combine/tender.ts';

/** A synthetic market as the table that `kaibiao collusion` reads. */
export function marketCsv(tenders: readonly TenderBids[]): string {
  const rows = tenders.flatMap(t =>
    t.amounts.map((amount, at) =>
      [t.tender, t.bidders[at], amount, t.date, t.winners[at], t.estimate, t.label].join(','),
    ),
  );
  return `tender,bidder,amount,date,winner,estimate,label\n${rows.join('\n')}\n`;
}
