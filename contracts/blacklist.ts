import { z } from 'zod';
import { CreditCode } from './organisation-profile.ts';
import { Cms, Id, page, type Role, route, Sha256, Time, Yuan } from './route.ts';
import { Blacklist, Evidence, GroundId, Reference, SanctionSubject } from './sanctions.ts';
import { Words } from './words.ts';

/** Before the decision there is a clue, an investigation, a notice and a defence (行政处罚法 44, 45, 54, 57, 63). */
export const CaseState = z.enum([
  'clue',
  'dismissed',
  'investigating',
  'noticed',
  'hearing',
  'heard',
  'decided',
  'dropped',
  'listed',
]);
export type CaseState = z.infer<typeof CaseState>;

const Text = z.string().min(4).max(20_000);
const Reason = z.string().min(4).max(4000);
/** The fine that goes with the ban; `base` is the contract's amount where it is a share of that. */
const Fine = z.strictObject({ base: Yuan.nullable(), amount: Yuan });
/** Months of the ban, null for good; whether it follows the legal representative to other organisations. */
const Measure = {
  months: z.int().min(1).max(120).nullable(),
  fine: Fine.nullable(),
  extendsToPerson: z.boolean(),
};

/** Why nothing follows an investigation: it found nothing, too little, or a crime (行政处罚法 57: 二、三、四项). */
export const DropWhy = z.enum(['unfounded', 'minor', 'transferred']);
export type DropWhy = z.infer<typeof DropWhy>;

/** Everything that is done in a case, each signed by who does it. */
export const CaseAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('dismiss'), reason: Reason }),
  z.strictObject({
    act: z.literal('investigate'),
    officers: z.array(Id).min(1).max(5),
    reason: Reason,
  }),
  z.strictObject({
    act: z.literal('notice'),
    facts: Text,
    evidence: z.array(Id).min(1).max(200),
    ...Measure,
  }),
  /** Statement and defence; `hearing` asks for a hearing. */
  z.strictObject({ act: z.literal('answer'), text: Text, hearing: z.boolean() }),
  /** Gives up statement, defence and hearing. */
  z.strictObject({ act: z.literal('waive') }),
  z.strictObject({
    act: z.literal('call-hearing'),
    at: Time,
    place: z.string().min(2).max(200),
    chair: Id,
  }),
  z.strictObject({ act: z.literal('record-hearing'), record: Text }),
  /** `defence`: how statement, defence and hearing were weighed. */
  z.strictObject({ act: z.literal('decide'), facts: Text, defence: Text, ...Measure }),
  z.strictObject({ act: z.literal('drop'), because: DropWhy, reason: Reason }),
  z.strictObject({
    act: z.literal('serve'),
    manner: z.enum(['platform', 'in-person', 'post', 'public-notice']),
    note: z.string().max(1000),
  }),
  z.strictObject({ act: z.literal('publish') }),
]);
export type CaseAct = z.infer<typeof CaseAct>;
const CaseActId = z.literal(CaseAct.options.map(({ shape }) => shape.act.value));
export type CaseActId = CaseAct['act'];

const Tone = z.enum(['ok', 'yellow', 'red', 'done']);
const officer = z.object({ person: Id, name: z.string() });

export const CaseRow = z.object({
  id: Id,
  number: Reference,
  list: Blacklist,
  ground: GroundId,
  subject: SanctionSubject,
  authority: z.string(),
  state: CaseState,
  officers: z.array(officer),
  openedAt: Time,
  /** Until when the next step is due; null when the case has ended. */
  due: Time.nullable(),
  /** Yellow three working days before the due time, red after it 红黄牌. */
  tone: Tone,
  /** Number of the listing once it is published. */
  sanction: Reference.nullable(),
});
export type CaseRow = z.infer<typeof CaseRow>;

export const CaseView = CaseRow.extend({
  summary: z.string().nullable(),
  evidence: z.array(Evidence),
  acts: z.array(
    z.object({
      id: Id,
      act: CaseActId,
      by: z.string(),
      at: Time,
      /** RFC 8785 text as signed. */
      text: z.string(),
      sha256: Sha256,
    }),
  ),
  /** Until when the respondent may state, defend and ask for a hearing. */
  answerBy: Time.nullable(),
  hearingAt: Time.nullable(),
  /** What the caller may do now. */
  may: z.array(CaseActId),
});
export type CaseView = z.infer<typeof CaseView>;

/** A look at a case as it is on record. Names are for the authority; others see in what capacity it was, and their own. */
export const CaseLook = z.object({
  at: Time,
  what: Words,
  as: z.enum(['officer', 'chair', 'authority', 'appeal', 'respondent']),
  by: z.string().nullable(),
});
export type CaseLook = z.infer<typeof CaseLook>;

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
