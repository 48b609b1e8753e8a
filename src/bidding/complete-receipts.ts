import type { DueWork } from '../platform/due.ts';
import { Bid } from './entities.ts';
import { complete } from './receipt.ts';

/** The submission itself signs within a moment; what is older was cut off by a crash. */
const patienceMs = 10_000;

/** Signs the receipts of bids that a crash left without: their bidders may never ask again, the bundle will. */
export const completeReceipts: DueWork = {
  name: 'complete receipts',
  everyMs: 5000,
  async run(ctx) {
    const before = new Date((await ctx.clock.now(ctx.em)).getTime() - patienceMs);
    const unsigned = { signature: null, receivedAt: { $lt: before } };
    const bids = await ctx.em.find(Bid, unsigned, { limit: 100 });
    for (const bid of bids) await complete(ctx, bid);
  },
};
