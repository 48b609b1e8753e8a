import { v7 } from 'uuid';
import type { z } from 'zod';
import type { takeModelAct as contract, ModelActId } from '../../../contracts/clues/learning.ts';
import { type Context, must, type Transaction, transact } from '../../platform/command.ts';
import { requireModelAct, stateOf } from '../rules/model-acts.ts';
import { fits } from '../rules/taught-by.ts';
import { CollusionModel, ModelAct } from './entities.ts';
import { actsByModel } from './in-use.ts';

/** Any number of its own: what becomes of models goes one after another. */
const modelLock = 'select pg_advisory_xact_lock(7_205_120)';

const eventTypes = {
  propose: 'clues.model-proposed',
  decline: 'clues.model-declined',
  approve: 'clues.model-approved',
  end: 'clues.model-ended',
} as const satisfies Record<ModelActId, string>;

/** Does something to a model; what is put in use takes the place of the one before. The next scoring is by it. */
export async function takeModelAct(
  ctx: Context,
  id: string,
  { act, reason }: z.output<typeof contract.body>,
) {
  await transact(ctx, async tx => {
    await tx.em.execute(modelLock);
    const model = must(await tx.em.findOne(CollusionModel, { id }), 'model');
    const all = await actsByModel(tx.em);
    const { evaluation } = model.model;
    const facts = { acts: all.get(id) ?? [], evaluation, fits: fits(model.rules) };
    requireModelAct(act, facts, ctx.actor.person);
    const before = [...all].find(([, acts]) => stateOf(acts) === 'used')?.[0];
    if (act === 'approve' && before) {
      const replaced = await tx.em.findOneOrFail(CollusionModel, { id: before });
      await done(
        ctx,
        tx,
        replaced,
        'end',
        `由模型 ${model.number} 接替 replaced by ${model.number}`,
      );
    }
    await done(ctx, tx, model, act, reason);
  });
  return { done: true as const };
}

async function done(
  { actor }: Context,
  tx: Transaction,
  { id: model, number, digest }: CollusionModel,
  act: ModelActId,
  reason: string,
): Promise<void> {
  const { person, name } = actor;
  tx.em.create(ModelAct, { id: v7(), model, act, reason, person, name, at: await tx.now() });
  await tx.em.flush();
  const data = { number, digest, reason };
  await tx.record({ type: eventTypes[act], subject: model, data });
}
