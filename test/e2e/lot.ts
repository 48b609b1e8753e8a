import type { LotRules } from '../../contracts/tender/lot-rules.ts';
import { readProject } from '../../contracts/tender/published.ts';
import type { Cast } from './cast.ts';

export interface PublishedLot {
  readonly id: string;
  readonly rules: LotRules;
  readonly deadline: Date;
  readonly evaluationFrom: Date;
}

/** The one lot of a published project, as everybody may read it. */
export async function lotOf({ stage }: Cast, project: string): Promise<PublishedLot> {
  const { lots, schedule } = await stage.open.call(readProject, { params: { project } });
  const [lot] = lots;
  if (!lot) throw new Error('the project has no lot');
  const { deadline, evaluationFrom } = schedule;
  return {
    ...{ id: lot.id, rules: lot.rules },
    ...{ deadline: new Date(deadline), evaluationFrom: new Date(evaluationFrom) },
  };
}
