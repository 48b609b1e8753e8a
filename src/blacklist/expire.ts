import { LockMode } from '@mikro-orm/core';
import { move } from '../kernel/move.ts';
import { transact } from '../platform/command.ts';
import type { DueWork } from '../platform/due.ts';
import { eachAlone } from '../platform/each-alone.ts';
import { Sanction } from './entities.ts';
import { enter, lockLists } from './lists.ts';
import { sanctionMoves } from './rules/listing.ts';

/** Enters the end of listings whose time is over. Nobody waits for it: effect is judged by time. */
export const expireSanctions: DueWork = {
  name: 'expire-sanctions',
  everyMs: 1000,
  async run(ctx) {
    const em = ctx.em.fork();
    const now = await ctx.clock.now(em);
    const over = { state: 'in-effect' as const, peer: null, until: { $lte: now } };
    const due = await em.find(Sanction, over, { limit: 100 });
    await eachAlone(due, ({ id }) =>
      transact(ctx, async tx => {
        const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
        await lockLists(tx.em);
        const sanction = await tx.em.findOne(Sanction, { id, ...over }, lock);
        if (!sanction?.until) return;
        sanction.state = move(sanctionMoves, sanction.state, 'expired');
        await enter(tx, sanction, 'expired', { until: sanction.until.toISOString() });
      }),
    );
  },
};
