import { limit } from './fence.ts';
import type { Findings, Group, RedFlag } from './findings.ts';
import { submittedBids } from './release.ts';
import type { Settings } from './settings.ts';

/** Disqualified and submitted bids of each organisation in one part. */
class Tally {
  readonly #counts = new Map<string, { out: number; of: number }>();
  readonly #group: Group;
  readonly #least: number;
  constructor(group: Group, least: number) {
    this.#group = group;
    this.#least = least;
  }

  add(id: string, out: number, of: number): void {
    const known = this.#counts.get(id) ?? { out: 0, of: 0 };
    this.#counts.set(id, { out: known.out + out, of: known.of + of });
  }

  conclude(findings: Findings, threshold: number | undefined): void {
    const enough = [...this.#counts].filter(([, { of }]) => of >= this.#least);
    const ratios = enough.map(([id, { out, of }]) => [id, out / of] as const);
    if (ratios.length === 0) return;
    const upper = limit(
      'upper',
      ratios.map(([, ratio]) => ratio),
      threshold,
    );
    if (!upper) return;
    findings.fence('R038', upper.facts, `${this.#group}_`);
    for (const [id, ratio] of ratios)
      if (ratio >= upper.at) findings.flag(this.#group, id, 'R038', ratio);
  }
}

/** R038: unusually many bids disqualified, by buyer, entity or tenderer. Doc: docs/analytics/redflags/R038.md. */
export function oftenDisqualified(settings: Settings, findings: Findings): RedFlag {
  const set = settings.R038 ?? {};
  // Cardinal's fixture holds the buyer's minimum against its bids, not its processes; we follow the fixture.
  const buyers = new Tally('Buyer', set.minimum_contracting_processes ?? 2);
  const entities = new Tally('ProcuringEntity', set.minimum_contracting_processes ?? 2);
  const tenderers = new Tally('Tenderer', set.minimum_submitted_bids ?? 2);
  return {
    see(release) {
      const bids = submittedBids(release);
      if (bids.length === 0) return;
      const out = bids.filter(({ status }) => status === 'disqualified').length;
      for (const bid of bids)
        for (const id of bid.tenderers.ids)
          tenderers.add(id, Number(bid.status === 'disqualified'), 1);
      if (release.buyer !== null) buyers.add(release.buyer, out, bids.length);
      if (release.procuringEntity !== null) entities.add(release.procuringEntity, out, bids.length);
    },
    conclude() {
      for (const tally of [buyers, entities, tenderers]) tally.conclude(findings, set.threshold);
    },
  };
}
