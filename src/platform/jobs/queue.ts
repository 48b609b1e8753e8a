import { PgBoss } from 'pg-boss';
import { v7 } from 'uuid';
import { RuleError } from '../../kernel/rule-error.ts';
import { type Context, must } from '../command.ts';
import { Job } from './entities.ts';

/** pg-boss keeps its tables here, apart from ours. */
export const jobSchema = 'jobs';

/** Asks for long work; the workers, processes of their own, do it. */
export interface JobQueue {
  /** Asks for `queue` about `about`; one that already waits for the same is the answer. Gives the job's id. */
  ask(ctx: Context, queue: string, about: string): Promise<string>;
  /** Stops a job: one that waits at once, one that runs at its next step. */
  cancel(ctx: Context, job: string): Promise<void>;
  stop(): Promise<void>;
}

export async function openQueue(url: string, queues: readonly string[]): Promise<JobQueue> {
  const boss = new PgBoss({
    connectionString: url,
    schema: jobSchema,
    max: 2,
    supervise: false,
    schedule: false,
    application_name: 'kaibiao-jobs',
  });
  boss.on('error', () => undefined);
  await boss.start();
  for (const queue of queues) await boss.createQueue(queue, { policy: 'short', retryLimit: 2 });
  return {
    ask: (ctx, queue, about) => ask(boss, ctx, queue, about),
    cancel: (ctx, job) => cancel(boss, ctx, job),
    stop: () => boss.stop({ graceful: false }),
  };
}

async function ask(boss: PgBoss, ctx: Context, queue: string, about: string): Promise<string> {
  const em = ctx.em.fork();
  const id = v7();
  // The row first: a worker that is quicker than we are finds it.
  const askedAt = await ctx.clock.now(em);
  const row = { id, queue, about, state: 'waiting' as const, done: 0, total: null, askedAt };
  const rest = { startedAt: null, endedAt: null, cancelBy: null, error: null };
  await em.insert(Job, { ...row, ...rest, askedBy: ctx.actor.person });
  const sent = await boss.send(queue, { about }, { id, singletonKey: about });
  if (sent !== null) return id;
  await em.nativeDelete(Job, { id });
  const waiting = await em.findOne(Job, { queue, about, state: 'waiting' });
  return waiting?.id ?? id;
}

async function cancel(boss: PgBoss, ctx: Context, id: string): Promise<void> {
  const em = ctx.em.fork();
  const job = must(await em.findOne(Job, { id }), 'work');
  if (!['waiting', 'running'].includes(job.state))
    throw new RuleError(
      'WRONG_STATE',
      { zh: '这项工作已经结束。', en: 'This work has ended.' },
      { state: job.state },
    );
  job.cancelBy = ctx.actor.person;
  if (job.state === 'waiting') {
    await boss.cancel(job.queue, id);
    Object.assign(job, { state: 'cancelled', endedAt: await ctx.clock.now(em) });
  }
  await em.flush();
}
