import { LockMode } from '@mikro-orm/core';
import { chinaCalendar } from '../kernel/calendar.ts';
import { type Context, must, transact } from '../platform/command.ts';
import type { DueWork } from '../platform/due.ts';
import { Lot } from '../tender/entities.ts';
import { BondPayment } from './entities.ts';
import { endCause, endStates, refund, requireReturnable } from './rules.ts';

/** The centre's finance has sent a payment back; a late one says so. */
export async function returnPayment(ctx: Context, id: string): Promise<{ done: true }> {
  return transact(ctx, async tx => {
    const held = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
    const payment = must(await tx.em.findOne(BondPayment, { id }, held), 'payment');
    requireReturnable(payment);
    const now = await tx.now();
    payment.returnedAt = now;
    const late = payment.refundDueAt ? now >= payment.refundDueAt : false;
    const data = { lot: payment.lot, cause: payment.refundCause, late };
    await tx.record({ type: 'bond.returned', subject: id, data });
    return { done: true as const };
  });
}

/** A lot that is over gives back every bond that is not kept: failed, terminated (B31), or contracted (B57). */
export const releaseBonds: DueWork = {
  name: 'release bonds',
  everyMs: 5000,
  async run(ctx) {
    const held = { refundCause: null, kept: null, returnedAt: null } as const;
    const lots = await ctx.em.execute<{ lot: string }[]>(
      `select distinct lot from bond_payment where refund_cause is null and kept is null and returned_at is null`,
    );
    if (lots.length === 0) return;
    const ids = lots.map(row => row.lot);
    const over = await ctx.em.fork().find(Lot, { id: { $in: ids }, state: { $in: endStates } });
    for (const { id, state } of over)
      await transact(ctx, async tx => {
        const cause = endCause(state);
        const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
        const payments = await tx.em.find(BondPayment, { lot: id, ...held }, lock);
        if (!cause || payments.length === 0) return;
        const now = await tx.now();
        for (const payment of payments) {
          Object.assign(payment, refund(cause, now, chinaCalendar));
          const data = { lot: id, cause, dueAt: payment.refundDueAt?.toISOString() };
          await tx.record({ type: 'bond.due-back', subject: payment.id, data });
        }
      });
  },
};
