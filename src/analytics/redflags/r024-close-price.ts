import { limit } from './fence.ts';
import type { Findings, MainCurrency, RedFlag } from './findings.ts';
import { PriceGaps } from './price-gap.ts';
import type { Settings } from './settings.ts';

/** R024: the runner-up unusually close above the winner. Doc: docs/analytics/redflags/R024.md. */
export function closePrice(
  settings: Settings,
  findings: Findings,
  currency: MainCurrency,
): RedFlag {
  const gaps = new PriceGaps(settings, currency);
  return {
    see: release => gaps.see(release),
    conclude() {
      const lower = limit('lower', gaps.ratios(), settings.R024?.threshold);
      if (!lower) return;
      findings.fence('R024', lower.facts);
      for (const [ocid, { ratio, winner, runnerUp }] of gaps.byOcid) {
        if (ratio > lower.at) continue;
        findings.flag('OCID', ocid, 'R024', ratio);
        findings.flag('Tenderer', winner, 'R024', 0);
        findings.flag('Tenderer', runnerUp, 'R024', 0);
      }
    },
  };
}
