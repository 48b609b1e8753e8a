import type { Findings, RedFlag } from './findings.ts';
import { type Bid, submittedBids } from './release.ts';
import { comparesPrices, type Settings } from './settings.ts';

/** A joint bid is one bidder, in whatever order its members are named. */
const bidder = ({ tenderers }: Bid): string => JSON.stringify([...tenderers.ids].sort());

/** R028: different tenderers, the same price to the last digit. Doc: docs/analytics/redflags/R028.md. */
export function samePrice(settings: Settings, findings: Findings): RedFlag {
  return {
    see(release) {
      if (!comparesPrices(settings, release.methodDetails)) return;
      const named = submittedBids(release).filter(bid => bid.price && bid.tenderers.ids.length > 0);
      const byPrice = Map.groupBy(named, ({ price }) => `${price?.currency} ${price?.amount}`);
      for (const bids of byPrice.values()) {
        if (new Set(bids.map(bidder)).size < 2) continue;
        findings.flag('OCID', release.ocid, 'R028', 1);
        for (const id of bids.flatMap(bid => bid.tenderers.ids))
          findings.flag('Tenderer', id, 'R028', 1);
      }
    },
  };
}
