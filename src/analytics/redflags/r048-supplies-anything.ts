import { limit } from './fence.ts';
import type { Findings, RedFlag } from './findings.ts';
import type { Settings } from './settings.ts';

/** The processes that each supplier was awarded items in, and the first-level classes of these. */
class Supplied {
  readonly bySupplier = new Map<string, { processes: Set<string>; classes: Set<string> }>();
  readonly #digits: number;
  constructor(digits: number) {
    this.#digits = digits;
  }

  add(id: string, ocid: string, codes: readonly string[]): void {
    if (codes.length === 0) return;
    const known = this.bySupplier.get(id) ?? { processes: new Set(), classes: new Set() };
    known.processes.add(ocid);
    for (const code of codes) known.classes.add([...code].slice(0, this.#digits).join(''));
    this.bySupplier.set(id, known);
  }
}

/** R048: supplies an unusual variety of things. Doc: docs/analytics/redflags/R048.md. */
export function suppliesAnything(settings: Settings, findings: Findings): RedFlag {
  const { digits = 2, minimum_contracting_processes: least = 20, threshold } = settings.R048 ?? {};
  const supplied = new Supplied(digits);
  return {
    see({ ocid, awards }) {
      for (const { status, suppliers, codes } of awards ?? []) {
        const [id] = suppliers.ids;
        // A joint award does not say who of them supplies what.
        if (status === 'active' && suppliers.count === 1 && id !== undefined)
          supplied.add(id, ocid, codes);
      }
    },
    conclude() {
      const busy = [...supplied.bySupplier.values()].filter(
        ({ processes }) => processes.size >= least,
      );
      const varieties = busy.map(({ classes }) => classes.size);
      const upper = limit('upper', varieties, threshold);
      if (!upper) return;
      // A variety is a whole number: a fence of 8.5 means 9.
      const fence = Math.ceil(upper.at);
      findings.fence('R048', { ...upper.facts, upper_fence: fence });
      for (const [id, { classes }] of supplied.bySupplier)
        if (classes.size >= fence) findings.flag('Tenderer', id, 'R048', classes.size);
    },
  };
}
