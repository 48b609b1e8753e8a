import type { Findings, MainCurrency, RedFlag } from './findings.ts';
import { type Bid, submittedBids } from './release.ts';
import { comparesPrices, type Settings } from './settings.ts';

const amount = (bid: Bid | undefined): number => bid?.price?.amount ?? Number.POSITIVE_INFINITY;

/** R036: the lowest bid was disqualified. Doc: docs/analytics/redflags/R036.md. */
export function lowestDisqualified(
  settings: Settings,
  findings: Findings,
  currency: MainCurrency,
): RedFlag {
  return {
    see(release) {
      if (!comparesPrices(settings, release.methodDetails)) return;
      if (!release.awards?.some(({ status }) => status === 'active')) return;
      const priced = submittedBids(release).filter(
        ({ price }) => price !== null && currency.is(price.currency),
      );
      const [first, ...rest] = priced;
      const lowest = rest.reduce(
        (least, bid) => (amount(bid) < amount(least) ? bid : least),
        first,
      );
      // Where nobody is valid, no dearer bid was preferred.
      if (lowest?.status !== 'disqualified' || !priced.some(bid => bid.status === 'valid')) return;
      findings.flag('OCID', release.ocid, 'R036', 1);
    },
  };
}
