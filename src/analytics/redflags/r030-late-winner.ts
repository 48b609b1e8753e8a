import type { Findings, RedFlag } from './findings.ts';
import type { Bid } from './release.ts';
import type { Settings } from './settings.ts';

const acceptedLate = ({ status, received }: Bid, closes: number): boolean =>
  status === 'valid' && received !== null && received > closes;

/** R030: the bid that won came after the deadline. Doc: docs/analytics/redflags/R030.md. */
export function lateWinner(_: Settings, findings: Findings): RedFlag {
  return {
    see({ ocid, closes, awards, bids }) {
      if (closes === null) return;
      const active = (awards ?? []).filter(({ status }) => status === 'active');
      const winners = new Set(active.flatMap(({ suppliers }) => suppliers.ids));
      const late = (bids ?? []).filter(bid => acceptedLate(bid, closes));
      for (const id of late.flatMap(({ tenderers }) => tenderers.ids)) {
        if (!winners.has(id)) continue;
        findings.flag('OCID', ocid, 'R030', 1);
        findings.flag('Tenderer', id, 'R030', 1);
      }
    },
  };
}
