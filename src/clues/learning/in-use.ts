import type { EntityManager } from '@mikro-orm/postgresql';
import { stateOf } from '../rules/model-acts.ts';
import { fits } from '../rules/taught-by.ts';
import { weights } from '../rules/weights.ts';
import { CollusionModel, ModelAct } from './entities.ts';

/** What was done to each model, in order. */
export async function actsByModel(em: EntityManager): Promise<Map<string, ModelAct[]>> {
  const acts = await em.find(ModelAct, {}, { orderBy: { at: 1, id: 1 } });
  return Map.groupBy(acts, act => act.model);
}

/** The model that scores are made by now; null: the untrained rules. One that other rules taught waits. */
export async function modelInUse(em: EntityManager): Promise<CollusionModel | null> {
  const used = [...(await actsByModel(em))].find(([, acts]) => stateOf(acts) === 'used');
  const found = used ? await em.findOne(CollusionModel, { id: used[0] }) : null;
  return found && fits(found.rules) ? found : null;
}

/** What a score bears: the version of the weights, and the model's number where one took part. */
export const versionWith = (model: Pick<CollusionModel, 'number'> | null): string =>
  model ? `${weights.version}+${model.number}` : weights.version;
