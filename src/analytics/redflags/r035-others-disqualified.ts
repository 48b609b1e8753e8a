import type { Findings, RedFlag } from './findings.ts';
import { type Release, settledAwards } from './release.ts';
import type { Settings } from './settings.ts';

const tenderersOf = (release: Release, wanted: string): Set<string> =>
  new Set(
    (release.bids ?? [])
      .filter(({ status }) => status === wanted)
      .flatMap(({ tenderers }) => tenderers.ids),
  );

/** R035: everybody but the winner was disqualified. Doc: docs/analytics/redflags/R035.md. */
export function othersDisqualified(settings: Settings, findings: Findings): RedFlag {
  const threshold = Math.max(1, settings.R035?.threshold ?? 1);
  return {
    see(release) {
      const awards = settledAwards(release);
      if (!awards) return;
      const suppliers = new Set(awards.flatMap(award => award.suppliers.ids));
      const valid = tenderersOf(release, 'valid');
      const [winner] = valid;
      if (winner === undefined || valid.size !== 1) return;
      if (suppliers.size !== 1 || !suppliers.has(winner)) return;
      const out = [...tenderersOf(release, 'disqualified')].filter(id => !valid.has(id)).length;
      if (out < threshold) return;
      findings.flag('OCID', release.ocid, 'R035', out);
      findings.flag('Tenderer', winner, 'R035', 0);
    },
  };
}
