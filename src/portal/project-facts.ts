import type { AwardView } from '../../contracts/award.ts';
import type { ContractView } from '../../contracts/contract.ts';
import type { PublicProject } from '../../contracts/tender/project.ts';

/** What the public may know of an opening: when, and that it failed; never who or how many. */
export interface OpeningFacts {
  readonly stage: string;
  readonly windowEndsAt: string | null;
  readonly revealedAt: string | null;
}

/** A contract that has been recorded. */
export type Recorded = NonNullable<ContractView['contract']>;

export interface ProjectFacts {
  readonly project: PublicProject;
  /** By lot; a lot not yet evaluated has none. */
  readonly awards: ReadonlyMap<string, AwardView>;
  /** By lot; a lot without its recorded contract has none. */
  readonly contracts: ReadonlyMap<string, Recorded>;
  /** By lot; a lot before its deadline has none. */
  readonly openings: ReadonlyMap<string, OpeningFacts>;
}
