import type { Context } from '../platform/command.ts';
import type { DueWork } from '../platform/due.ts';
import type { JobQueue } from '../platform/jobs/queue.ts';
import { analyseQueue } from './analyse-lot.ts';

/** Lots of which an envelope was opened since then that their last analysis has not seen. */
const behind = `
  select b.lot from opened_envelope e
  join sealed_bid b on b.bid = e.bid
  join hall h on h.lot = b.lot and h.revealed_at is not null
  where e.opened_at > ?
  group by b.lot
  having max(e.opened_at) > coalesce((select max(a.at) from lot_analysis a where a.lot = b.lot), '-infinity')
  limit 100`;

const dayMs = 86_400_000;
/** What nobody analysed within this is asked for by the slow round, which reads all of history. */
const freshMs = 2 * dayMs;

async function askSince(ctx: Context, queue: JobQueue, since: Date): Promise<void> {
  const lots = await ctx.em.fork().execute<{ lot: string }[]>(behind, [since]);
  for (const { lot } of lots) await queue.ask(ctx, analyseQueue, lot);
}

/** Asks for the analysis of each lot of which more has been opened since the last one. */
export const askForOpened = (queue: JobQueue): DueWork => ({
  name: 'ask for analyses',
  everyMs: 2000,
  async run(ctx: Context) {
    const now = await ctx.clock.now(ctx.em.fork());
    await askSince(ctx, queue, new Date(now.getTime() - freshMs));
  },
});

/** The same for all of history: lots that came from elsewhere, or whose workers stood still for days. */
export const askForMissed = (queue: JobQueue): DueWork => ({
  name: 'ask for missed analyses',
  everyMs: 3_600_000,
  run: ctx => askSince(ctx, queue, new Date(0)),
});
