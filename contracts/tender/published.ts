import { z } from 'zod';
import { Id, page, route, Time, Yuan } from '../route.ts';
import { LotRules } from './lot-rules.ts';
import { LotState, PublicProject } from './project.ts';

const project = z.object({ project: Id });

export const ProjectRow = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  city: z.string(),
  industry: LotRules.shape.industry,
  tenderer: z.string(),
  stage: LotState,
  ceiling: Yuan,
  deadline: Time,
  publishedAt: Time,
});

export const listProjects = route({
  method: 'get',
  path: '/projects',
  roles: ['public'],
  query: z.object({
    text: z.string().max(60).default(''),
    city: z.string().max(40).optional(),
    industry: LotRules.shape.industry.optional(),
    stage: LotState.optional(),
    sort: z.enum(['deadline', 'newest', 'amount']).default('deadline'),
    after: z.string().optional(),
  }),
  /** `more`: there are more than `total`, which is as far as they are counted. */
  reply: page(ProjectRow).extend({ total: z.int(), more: z.boolean() }),
  summary: 'Published projects',
});

export const readProject = route({
  method: 'get',
  path: '/projects/:project',
  roles: ['public'],
  params: project,
  reply: PublicProject,
  summary: 'A published project',
});

export const downloadDocument = route({
  method: 'get',
  path: '/documents/:document',
  roles: ['public'],
  params: z.object({ document: Id }),
  reply: z.unknown(),
  bytes: { reply: 'application/octet-stream' },
  summary: 'A tender document, without registration (C20)',
});
