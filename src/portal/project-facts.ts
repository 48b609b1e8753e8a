import type { AwardView } from '../../contracts/award.ts';
import type { PublicProject } from '../../contracts/tender/project.ts';

export interface ProjectFacts {
  readonly project: PublicProject;
  /** By lot; a lot not yet evaluated has none. */
  readonly awards: ReadonlyMap<string, AwardView>;
}
