/** Builders of contracting processes, as small as a flag needs them. */
interface BidFacts {
  readonly by: string | string[];
  readonly amount?: number;
  readonly currency?: string;
  readonly status?: string;
  readonly date?: string;
}

const party = (id: string) => ({ id });

export const bid = ({ by, amount, currency = 'CNY', status = 'valid', date }: BidFacts) => ({
  status,
  tenderers: [by].flat().map(party),
  ...(amount === undefined ? {} : { value: { amount, currency } }),
  ...(date === undefined ? {} : { date }),
});

export const award = (to: string | string[], status = 'active', codes: string[] = []) => ({
  status,
  suppliers: [to].flat().map(party),
  items: codes.map(id => ({ classification: { id } })),
});

export const trade = (
  ocid: string,
  bids: BidFacts[],
  awards: ReturnType<typeof award>[] = [],
  more: Record<string, unknown> = {},
) => ({ ocid, bids: { details: bids.map(bid) }, awards, ...more });
