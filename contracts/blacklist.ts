import { z } from 'zod';
import { CreditCode } from './organisation-profile.ts';
import { Cms, Id, page, type Role, route, Sha256 } from './route.ts';
import { CaseAct, CaseLook, CaseRow, CaseState, CaseView, officer, Text } from './sanction-case.ts';
import { Blacklist, Evidence, GroundId, Reference } from './sanctions.ts';

const of = z.object({ case: Id });

const parties: readonly [Role, ...Role[]] = [
  'supervisor',
  'bidder',
  'agency',
  'tenderer',
  'expert',
];

export const listGrounds = route({
  method: 'get',
  path: '/sanction-grounds',
  roles: ['public'],
  reply: z.object({
    rows: z.array(
      z.object({
        id: GroundId,
        list: Blacklist,
        of: z.enum(['organisation', 'expert']),
        zh: z.string(),
        en: z.string(),
        articles: z.array(z.string()),
        /** Bounds of the ban in months; null: for good. */
        months: z.object({ least: z.int(), most: z.int() }).nullable(),
        /** Whether the bounds are the law's or this city's own. */
        source: z.enum(['law', 'local']),
        fine: z.string().nullable(),
        repairAfterMonths: z.int().nullable(),
      }),
    ),
  }),
  summary: 'Grounds of both lists with their articles, terms and fines',
});

export const listOfficers = route({
  method: 'get',
  path: '/sanction-officers',
  roles: ['supervisor'],
  reply: z.object({ rows: z.array(officer) }),
  summary: 'Supervisors of one’s own authority',
});

export const findExperts = route({
  method: 'get',
  path: '/sanction-experts',
  roles: ['supervisor'],
  query: z.object({ text: z.string().min(2).max(50) }),
  reply: z.object({
    rows: z.array(z.object({ person: Id, name: z.string(), employer: z.string() })),
  }),
  summary: 'Experts of the pool by name or employer, to open a case against one',
});

export const listCases = route({
  method: 'get',
  path: '/sanction-cases',
  roles: parties,
  query: z.object({
    list: Blacklist.optional(),
    state: CaseState.optional(),
    open: z.enum(['0', '1']).default('0'),
    after: Reference.optional(),
  }),
  reply: page(CaseRow),
  summary: 'Cases of one’s own authority; for a respondent, those it was given notice of',
});

export const openCase = route({
  method: 'post',
  path: '/sanction-cases',
  roles: ['supervisor'],
  body: z.object({
    list: Blacklist,
    ground: GroundId,
    subject: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('organisation'),
        code: CreditCode,
        name: z.string().max(100),
      }),
      z.strictObject({ kind: z.literal('expert'), person: Id }),
    ]),
    summary: Text,
  }),
  reply: CaseView,
  idempotent: true,
  summary: 'Register a clue',
});

export const readCase = route({
  method: 'get',
  path: '/sanction-cases/:case',
  roles: parties,
  params: of,
  reply: CaseView,
  summary: 'One case; the look is on record, and a respondent sees all evidence used and only that',
});

export const printCase = route({
  method: 'get',
  path: '/sanction-cases/:case/case.pdf',
  roles: parties,
  params: of,
  reply: z.unknown(),
  bytes: { reply: 'application/pdf' },
  summary:
    'The whole case file as PDF under the seal of the centre; a respondent gets what it may see',
});

export const exportCase = route({
  method: 'get',
  path: '/sanction-cases/:case/bundle.tar',
  roles: parties,
  params: of,
  reply: z.unknown(),
  bytes: { reply: 'application/x-tar' },
  summary:
    'The case with all that proves it, for `kaibiao verify`; a respondent gets what it may see',
});

export const listLooks = route({
  method: 'get',
  path: '/sanction-cases/:case/looks',
  roles: parties,
  params: of,
  reply: z.object({ rows: z.array(CaseLook) }),
  summary:
    'Who looked at the case, in what capacity: for the authority, and for the respondent without names',
});

export const addEvidence = route({
  method: 'post',
  path: '/sanction-cases/:case/evidence',
  roles: ['supervisor'],
  params: of,
  query: z.object({ name: z.string().min(1).max(200) }),
  reply: Evidence,
  bytes: { request: 'application/octet-stream' },
  summary: 'Put a file into the case',
});

export const addClue = route({
  method: 'post',
  path: '/sanction-cases/:case/clues',
  roles: ['supervisor'],
  params: of,
  body: z.object({
    name: z.string().min(1).max(200),
    source: z.string().min(1).max(200),
    rule: z.string().min(1).max(200),
    /** The finding as it stood when it was taken in; its innocent explanations with it. */
    finding: z.json(),
  }),
  reply: Evidence,
  idempotent: true,
  summary: 'Put a finding of an analysis into the case, as a snapshot',
});

export const readEvidence = route({
  method: 'get',
  path: '/sanction-cases/:case/evidence/:evidence',
  roles: parties,
  params: of.extend({ evidence: Id }),
  reply: z.unknown(),
  bytes: { reply: 'application/octet-stream' },
  summary: 'A piece of evidence; the look is on record',
});

export const previewAct = route({
  method: 'post',
  path: '/sanction-cases/:case/text',
  roles: parties,
  params: of,
  body: z.object({ act: CaseAct }),
  reply: z.object({ text: z.string(), sha256: Sha256 }),
  summary: 'What has to be signed to do this in the case',
});

export const takeAct = route({
  method: 'post',
  path: '/sanction-cases/:case/acts',
  roles: parties,
  params: of,
  body: z.object({ act: CaseAct, signature: Cms }),
  reply: CaseView,
  idempotent: true,
  summary: 'Do something in the case, signed',
});
