import { defineEntity, p } from '@mikro-orm/core';

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** What people see of a long work: pg-boss moves the job, this row tells how far it is and takes the wish to stop it. */
const JobSchema = defineEntity({
  name: 'Job',
  tableName: 'job',
  properties: {
    id: p.uuid().primary(),
    queue: p.text(),
    /** What it is about: a lot, a market; two jobs of one queue about one thing are one. */
    about: p.text(),
    state: p.text().$type<JobState>(),
    done: p.integer(),
    total: p.integer().nullable(),
    askedBy: p.text(),
    askedAt: p.datetime().length(3),
    startedAt: p.datetime().length(3).nullable(),
    endedAt: p.datetime().length(3).nullable(),
    cancelBy: p.text().nullable(),
    error: p.text().nullable(),
  },
});
export class Job extends JobSchema.class {}
JobSchema.setClass(Job);
