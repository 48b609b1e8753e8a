import { z } from 'zod';
import { Done, Id, route, Time } from '../route.ts';
import { LotRules } from './lot-rules.ts';
import { PublicProject } from './project.ts';

const project = z.object({ project: Id });

export const amendProject = route({
  method: 'post',
  path: '/projects/:project/amendments',
  roles: ['tenderer', 'agency'],
  params: project,
  body: z.object({
    text: z.string().min(2).max(4000),
    affectsBids: z.boolean(),
    deadline: Time.optional(),
    lots: z.array(z.object({ id: Id, rules: LotRules })).default([]),
  }),
  reply: PublicProject,
  idempotent: true,
  summary: 'Amend; what affects bids needs 15 days or moves the deadline (B21)',
});

export const suspendProject = route({
  method: 'post',
  path: '/projects/:project/suspension',
  roles: ['supervisor'],
  params: project,
  body: z.object({ reason: z.string().min(4).max(1000), suspend: z.boolean() }),
  reply: Done,
  summary: 'Suspend or resume',
});

export const terminateProject = route({
  method: 'post',
  path: '/projects/:project/termination',
  roles: ['tenderer', 'agency', 'supervisor'],
  params: project,
  body: z.object({ reason: z.string().min(4).max(1000) }),
  reply: Done,
  summary: 'End a project for good with a public reason (B31), or discard a draft',
});
