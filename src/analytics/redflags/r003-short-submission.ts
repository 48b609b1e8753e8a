import type { Findings, RedFlag } from './findings.ts';
import type { Settings } from './settings.ts';

const day = 86_400_000;

/** R003: from notice to deadline fewer whole days than the threshold. Doc: docs/analytics/redflags/R003.md. */
export function shortSubmission(settings: Settings, findings: Findings): RedFlag {
  const { threshold = 15, procurement_methods: methods } = settings.R003 ?? {};
  const byDetails = new Map(Object.entries(settings.R003?.procurement_method_details ?? {}));
  return {
    see({ ocid, opens, closes, method, methodDetails }) {
      if (opens === null || closes === null) return;
      if (methods?.size && !(method !== null && methods.has(method))) return;
      const least = byDetails.get(methodDetails ?? '') ?? threshold;
      if (Math.trunc((closes - opens) / day) < least) findings.flag('OCID', ocid, 'R003', 1);
    },
  };
}
