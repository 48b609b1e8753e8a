import type { Release } from './release.ts';

export type Group = 'OCID' | 'Buyer' | 'ProcuringEntity' | 'Tenderer';
export type Code =
  | 'R003'
  | 'R018'
  | 'R024'
  | 'R025'
  | 'R028'
  | 'R030'
  | 'R035'
  | 'R036'
  | 'R038'
  | 'R048'
  | 'R058';

/** What the flags found: group → identifier → code → value; and by which fences, so that a reader can check. */
export class Findings {
  readonly results = new Map<Group, Map<string, Map<Code, number>>>();
  readonly fences = new Map<Code, Record<string, number>>();

  flag(group: Group, id: string, code: Code, value: number): void {
    const ofGroup = this.results.get(group) ?? new Map<string, Map<Code, number>>();
    const ofId = ofGroup.get(id) ?? new Map<Code, number>();
    this.results.set(group, ofGroup.set(id, ofId.set(code, value)));
  }

  /** `prefix` tells the groups of one flag apart. */
  fence(code: Code, facts: Readonly<Record<string, number>>, prefix = ''): void {
    const known = this.fences.get(code) ?? {};
    for (const [name, value] of Object.entries(facts)) known[prefix + name] = value;
    this.fences.set(code, known);
  }
}

/** A red flag sees each release once, in any order, and concludes when all have been seen. */
export interface RedFlag {
  see(release: Release): void;
  conclude?(): void;
}

/** The main currency: the one in the settings, else the first that was seen. Other prices cannot be compared. */
export class MainCurrency {
  #main: string | undefined;
  constructor(main: string | undefined) {
    this.#main = main;
  }

  is(currency: string): boolean {
    this.#main ??= currency;
    return currency === this.#main;
  }
}
