import type { z } from 'zod';
import type { askAnalysis as contract, listJobs as listed } from '../../contracts/clues/jobs.ts';
import type { Context } from '../platform/command.ts';
import { Job } from '../platform/jobs/entities.ts';
import type { JobQueue } from '../platform/jobs/queue.ts';

const shown = 50;

/** The newest works and how far they are. */
export async function listJobs(ctx: Context): Promise<z.input<typeof listed.reply>> {
  const rows = await ctx.em.fork().find(Job, {}, { orderBy: { askedAt: 'desc' }, limit: shown });
  const iso = (at: Date | null | undefined) => at?.toISOString() ?? null;
  return {
    rows: rows.map(({ id, queue, about, state, done, total, ...row }) => ({
      ...{ id, queue, about, state, done },
      ...{ total: total ?? null, askedAt: row.askedAt.toISOString(), error: row.error ?? null },
      ...{ startedAt: iso(row.startedAt), endedAt: iso(row.endedAt) },
    })),
  };
}

export async function askAnalysis(
  ctx: Context,
  queue: JobQueue,
  wanted: z.output<typeof contract.body>,
): Promise<{ job: string }> {
  const about = wanted.queue === 'analyse-lot' ? wanted.lot : 'all';
  return { job: await queue.ask(ctx, wanted.queue, about) };
}
