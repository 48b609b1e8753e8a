import { z } from 'zod';
import { Done, Id, route, Time } from '../route.ts';

/** Long works and how far they are. */
export const JobRow = z.object({
  id: Id,
  queue: z.string(),
  about: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  done: z.int(),
  total: z.int().nullable(),
  askedAt: Time,
  startedAt: Time.nullable(),
  endedAt: Time.nullable(),
  error: z.string().nullable(),
});

export const listJobs = route({
  method: 'get',
  path: '/clues/jobs',
  roles: ['supervisor', 'system-admin'],
  reply: z.object({ rows: z.array(JobRow) }),
  summary: 'Analyses under way and done',
});

export const askAnalysis = route({
  method: 'post',
  path: '/clues/jobs',
  roles: ['supervisor'],
  body: z.discriminatedUnion('queue', [
    z.object({ queue: z.literal('analyse-lot'), lot: Id }),
    z.object({ queue: z.literal('relations') }),
    z.object({ queue: z.literal('behaviour') }),
  ]),
  reply: z.object({ job: Id }),
  summary: 'Ask for an analysis again',
});

export const cancelJob = route({
  method: 'delete',
  path: '/clues/jobs/:job',
  roles: ['supervisor', 'system-admin'],
  params: z.object({ job: Id }),
  reply: Done,
  summary: 'Stop an analysis',
});
