import { ascending, limit, quantile } from './fence.ts';
import type { Findings, RedFlag } from './findings.ts';
import { soleSupplier } from './release.ts';
import type { Settings } from './settings.ts';

/** R025: bids often and wins unusually seldom. Doc: docs/analytics/redflags/R025.md. */
export function constantLoser(settings: Settings, findings: Findings): RedFlag {
  const record = new Map<string, { won: number; bids: number }>();
  const { percentile = 75, threshold } = settings.R025 ?? {};
  return {
    see(release) {
      const supplier = soleSupplier(release);
      if (supplier === null) return;
      const valid = (release.bids ?? []).filter(
        ({ status, tenderers }) => status === 'valid' && tenderers.count === 1,
      );
      // Once a process, however many bids a tenderer put in.
      for (const id of new Set(valid.flatMap(({ tenderers }) => tenderers.ids))) {
        const { won, bids } = record.get(id) ?? { won: 0, bids: 0 };
        record.set(id, { won: won + Number(id === supplier), bids: bids + 1 });
      }
    },
    conclude() {
      const ratios = [...record.values()].map(({ won, bids }) => won / bids);
      const lower = limit('lower', ratios, threshold);
      if (!lower) return;
      const busy = quantile(ascending([...record.values()].map(r => r.bids)), percentile / 100);
      findings.fence('R025', { ...lower.facts, upper_fence: busy });
      for (const [id, { won, bids }] of record)
        if (bids >= busy && won / bids <= lower.at)
          findings.flag('Tenderer', id, 'R025', won / bids);
    },
  };
}
