import { z } from 'zod';
import { Cms, Done, Id, route, Sha256, Time } from '../route.ts';
import { Finding } from './lawfulness.ts';
import { LotState, ProjectDraft, ProjectState, PublicProject, TenderDocument } from './project.ts';

const project = z.object({ project: Id });

const Draft = z.object({
  id: Id,
  code: z.string(),
  state: ProjectState,
  version: z.int(),
  draft: ProjectDraft,
  documents: z.array(TenderDocument),
});
export type Draft = z.infer<typeof Draft>;

export const createDraft = route({
  method: 'post',
  path: '/projects',
  roles: ['tenderer', 'agency'],
  body: ProjectDraft.pick({ name: true, city: true, industry: true }),
  reply: Draft,
  idempotent: true,
  summary: 'Start a project',
});

export const readDraft = route({
  method: 'get',
  path: '/projects/:project/draft',
  roles: ['tenderer', 'agency'],
  params: project,
  reply: Draft,
  summary: 'The draft of one’s own project',
});

export const saveDraft = route({
  method: 'put',
  path: '/projects/:project/draft',
  roles: ['tenderer', 'agency'],
  params: project,
  body: ProjectDraft,
  reply: Draft,
  summary: 'Save the draft (If-Match: its version)',
});

export const listMyProjects = route({
  method: 'get',
  path: '/projects/mine',
  roles: ['tenderer', 'agency'],
  reply: z.object({
    rows: z.array(
      z.object({
        id: Id,
        code: z.string(),
        name: z.string(),
        state: ProjectState,
        deadline: Time.nullable(),
        lots: z.array(z.object({ id: Id, title: z.string(), state: LotState })),
      }),
    ),
  }),
  summary: 'One’s own projects',
});

export const attachDocument = route({
  method: 'post',
  path: '/projects/:project/documents',
  roles: ['tenderer', 'agency'],
  params: project,
  query: z.object({ name: z.string().min(1).max(200), kind: TenderDocument.shape.kind }),
  reply: TenderDocument,
  bytes: { request: 'application/octet-stream' },
  summary: 'Attach a document to the draft',
});

export const removeDocument = route({
  method: 'delete',
  path: '/projects/:project/documents/:document',
  roles: ['tenderer', 'agency'],
  params: project.extend({ document: Id }),
  reply: Done,
  summary: 'Take a document out of the draft',
});

/** The exact notice text to sign (RFC 8785), made by the server from the draft. */
export const previewNotice = route({
  method: 'get',
  path: '/projects/:project/notice',
  roles: ['tenderer', 'agency'],
  params: project,
  reply: z.object({
    text: z.string(),
    sha256: Sha256,
    findings: z.array(Finding),
    version: z.int(),
  }),
  summary: 'The notice as it will be signed, and what stands in its way',
});

export const publishProject = route({
  method: 'post',
  path: '/projects/:project/publication',
  roles: ['tenderer', 'agency'],
  params: project,
  body: z.object({ signature: Cms }),
  reply: PublicProject,
  idempotent: true,
  summary: 'Publish with a signature over the notice',
});
