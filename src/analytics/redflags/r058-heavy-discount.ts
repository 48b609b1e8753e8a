import { limit } from './fence.ts';
import type { Findings, MainCurrency, RedFlag } from './findings.ts';
import { PriceGaps } from './price-gap.ts';
import type { Settings } from './settings.ts';

/** R058: the winner unusually far below the runner-up. Doc: docs/analytics/redflags/R058.md. */
export function heavyDiscount(
  settings: Settings,
  findings: Findings,
  currency: MainCurrency,
): RedFlag {
  const gaps = new PriceGaps(settings, currency);
  return {
    see: release => gaps.see(release),
    conclude() {
      const upper = limit('upper', gaps.ratios(), settings.R058?.threshold);
      if (!upper) return;
      findings.fence('R058', upper.facts);
      for (const [ocid, { ratio, winner }] of gaps.byOcid) {
        if (ratio < upper.at) continue;
        findings.flag('OCID', ocid, 'R058', ratio);
        findings.flag('Tenderer', winner, 'R058', 0);
      }
    },
  };
}
