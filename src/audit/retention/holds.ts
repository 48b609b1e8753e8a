import { v7 } from 'uuid';
import type { z } from 'zod';
import type { placeHold as contract } from '../../../contracts/retention.ts';
import { SanctionCase } from '../../blacklist/entities.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import { type Context, must, transact } from '../../platform/command.ts';
import { Lot } from '../../tender/entities.ts';
import { RetentionHold } from '../entities.ts';
import { retentionLock } from './erase-due.ts';

/** Keeps everything of a lot or case from now on, with a reason and a name. */
export async function placeHold(
  ctx: Context,
  { scope, target, reason }: z.output<typeof contract.body>,
): Promise<{ id: string }> {
  const id = v7();
  await transact(ctx, async tx => {
    await tx.em.execute(retentionLock);
    const found =
      scope === 'lot'
        ? await tx.em.findOne(Lot, { id: target })
        : await tx.em.findOne(SanctionCase, { id: target });
    must(found, scope === 'lot' ? 'lot' : 'case');
    const at = await tx.now();
    const { person, name } = ctx.actor;
    const hold = { id, scope, target, reason, person, name, at };
    tx.em.create(RetentionHold, { ...hold, liftedAt: null, liftedBy: null });
    await tx.record({
      type: 'audit.hold-placed',
      subject: 'retention',
      data: { id, scope, target, reason },
    });
  });
  return { id };
}

/** Lifts a hold; what has passed its term meanwhile is erased with the next turn. */
export async function liftHold(ctx: Context, id: string) {
  await transact(ctx, async tx => {
    await tx.em.execute(retentionLock);
    const hold = must(await tx.em.findOne(RetentionHold, { id }), 'hold');
    if (hold.liftedAt)
      throw new RuleError('WRONG_STATE', {
        zh: '这项保留已经解除。',
        en: 'This hold has been lifted.',
      });
    hold.liftedAt = await tx.now();
    hold.liftedBy = ctx.actor.person;
    await tx.record({ type: 'audit.hold-lifted', subject: 'retention', data: { id } });
  });
  return { done: true as const };
}
