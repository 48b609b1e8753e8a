import { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Context } from '../command.ts';
import { Job } from './entities.ts';
import { jobSchema } from './queue.ts';

/** Says how far a work is; throws Cancelled when somebody wished it to stop. */
export type Progress = (done: number, total: number) => Promise<void>;

/** One kind of long work: it may run again after a fall, so it must come out the same. */
export interface Work {
  readonly queue: string;
  /** Runs by itself at this time (cron, China), about `all`. */
  readonly nightly?: string;
  run(ctx: Context, about: string, progress: Progress): Promise<void>;
}

/** Somebody stopped the work. */
class Cancelled extends Error {}

export interface WorkerOptions {
  readonly url: string;
  readonly works: readonly Work[];
  readonly context: () => Context;
  readonly log: Logger;
}

/** Does the works that were asked for, one at a time, until stopped. */
export async function startWorker(options: WorkerOptions): Promise<{ stop(): Promise<void> }> {
  const { url, works, log } = options;
  const boss = new PgBoss({
    connectionString: url,
    schema: jobSchema,
    max: 4,
    application_name: 'kaibiao-worker',
  });
  boss.on('error', error => log.error({ error }, 'jobs'));
  await boss.start();
  let turn: Promise<void> = Promise.resolve();
  for (const work of works) {
    await boss.createQueue(work.queue, { policy: 'short', retryLimit: 2 });
    if (work.nightly)
      await boss.schedule(work.queue, work.nightly, { about: 'all' }, { tz: 'Asia/Shanghai' });
    await boss.work<{ about: string }>(work.queue, { pollingIntervalSeconds: 0.5 }, async jobs => {
      for (const { id, data } of jobs) {
        // One at a time over all queues: two cores belong to the halls first.
        turn = turn.catch(() => undefined).then(() => perform(options, work, id, data.about));
        await turn;
      }
    });
  }
  return { stop: () => boss.stop({ graceful: true, timeout: 10_000 }) };
}

async function perform(
  { context, log }: WorkerOptions,
  work: Work,
  id: string,
  about: string,
): Promise<void> {
  const ctx = context();
  const em = ctx.em.fork();
  const at = () => ctx.clock.now(em);
  const { queue } = work;
  const begun = { state: 'running' as const, startedAt: await at(), endedAt: null, error: null };
  const asked = { done: 0, total: null, askedBy: ctx.actor.person, askedAt: begun.startedAt };
  await em.upsert(
    Job,
    { id, queue, about, cancelBy: null, ...asked, ...begun },
    { onConflictMergeFields: ['state', 'startedAt', 'endedAt', 'error'] },
  );
  try {
    await work.run(ctx, about, (done, total) => tell(ctx, id, done, total));
    await em.nativeUpdate(Job, { id }, { state: 'done', endedAt: await at() });
  } catch (error) {
    const cancelled = error instanceof Cancelled;
    const state = cancelled ? ('cancelled' as const) : ('failed' as const);
    const said = cancelled ? null : String(error);
    await em.nativeUpdate(Job, { id }, { state, endedAt: await at(), error: said });
    if (cancelled) return;
    log.error({ error, queue, about }, 'work failed');
    throw error;
  }
}

async function tell(ctx: Context, id: string, done: number, total: number): Promise<void> {
  const rows = await ctx.em
    .fork()
    .execute<{ cancel_by: string | null }[]>(
      'update job set done = ?, total = ? where id = ? returning cancel_by',
      [done, total, id],
    );
  if (rows[0]?.cancel_by) throw new Cancelled();
}
