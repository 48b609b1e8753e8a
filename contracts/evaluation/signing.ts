import { z } from 'zod';
import { Cms, Done, Id, route, Sha256 } from '../route.ts';
import { committee } from './members.ts';

const lot = z.object({ lot: Id });

export const readReport = route({
  method: 'get',
  path: '/lots/:lot/evaluation/report',
  roles: ['expert', 'supervisor', 'operator', 'tenderer', 'agency'],
  params: lot,
  reply: z.object({ text: z.string(), sha256: Sha256 }),
  summary: 'The evaluation report to sign (RFC 8785)',
});

export const signReport = route({
  method: 'post',
  path: '/lots/:lot/evaluation/report/signatures',
  roles: [...committee],
  params: lot,
  body: z.object({ signature: Cms, dissent: z.string().max(2000).nullable().default(null) }),
  reply: Done,
  summary: 'Sign the report, with dissent where there is one (B53)',
});

export const recordRefusal = route({
  method: 'post',
  path: '/lots/:lot/evaluation/report/refusals/:number',
  roles: ['operator'],
  params: lot.extend({ number: z.coerce.number().int().min(1) }),
  body: z.object({ reason: z.string().min(4).max(500) }),
  reply: Done,
  summary: 'A member neither signs nor writes why: taken to agree, on record (B53)',
});

export const printReport = route({
  method: 'get',
  path: '/lots/:lot/evaluation/report.pdf',
  roles: ['expert', 'supervisor', 'operator', 'tenderer', 'agency'],
  params: lot,
  reply: z.unknown(),
  bytes: { reply: 'application/pdf' },
  summary: 'The evaluation report as PDF',
});
