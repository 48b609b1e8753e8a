import type { Findings, RedFlag } from './findings.ts';
import type { Settings } from './settings.ts';

/** R018: one tenderer only, though the method invites competition. Doc: docs/analytics/redflags/R018.md. */
export function singleBid(settings: Settings, findings: Findings): RedFlag {
  const methods = settings.R018?.procurement_methods ?? new Set(['open', 'selective']);
  return {
    see({ ocid, tenderers, method }) {
      if (tenderers === 1 && method !== null && methods.has(method))
        findings.flag('OCID', ocid, 'R018', 1);
    },
  };
}
