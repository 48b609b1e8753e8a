import type { Context } from '../platform/command.ts';
import type { DueWork } from '../platform/due.ts';
import type { JobQueue } from '../platform/jobs/queue.ts';
import { analyseLot } from './analyse-lot.ts';

/** How many envelopes of each lot are open, against what its last analysis saw. */
const behind = `
  select h.lot from hall h
  join sealed_bid b on b.lot = h.lot
  join opened_envelope e on e.bid = b.bid
  where h.revealed_at is not null
  group by h.lot
  having max(e.opened_at) > coalesce((select max(a.at) from lot_analysis a where a.lot = h.lot), '-infinity')
  limit 100`;

/** Asks for the analysis of each lot of which more has been opened since the last one. */
export const askForOpened = (queue: JobQueue): DueWork => ({
  name: 'ask for analyses',
  everyMs: 2000,
  async run(ctx: Context) {
    const lots = await ctx.em.fork().execute<{ lot: string }[]>(behind);
    for (const { lot } of lots) await queue.ask(ctx, analyseLot.queue, lot);
  },
});
