import { z } from 'zod';
import { CreditCode } from './organisation-profile.ts';
import { Id, page, route, Sha256, Time } from './route.ts';

/** What a person reads, in both languages. */
const Said = z.object({ zh: z.string(), en: z.string() });

/** 守信、较好、一般失信、较重失信. */
export const CreditBand = z.enum(['A', 'B', 'C', 'D']);
export type CreditBand = z.infer<typeof CreditBand>;

/** Facts that an authority enters from a document of another agency. */
export const EnteredKind = z.enum([
  'award-national',
  'award-provincial',
  'award-city',
  'performance-good',
  'performance-poor',
  'penalty-serious',
  'penalty-general',
  'penalty-minor',
]);
export type EnteredKind = z.infer<typeof EnteredKind>;

/** Facts that count: what the platform itself proves, and what an authority has entered. */
export const CreditKind = z.enum([
  'listing-by-law',
  'listing-local',
  'listing-complaint',
  'bid-revoked',
  'bond-kept',
  'contract-signed',
  'award-declined',
  ...EnteredKind.options,
]);
export type CreditKind = z.infer<typeof CreditKind>;

/** Why a fact stops counting, for a while or for good. */
export const PauseCause = z.enum(['suspended', 'repaired', 'revoked', 'corrected']);
export type PauseCause = z.infer<typeof PauseCause>;

/** A fact with its source. Its times are enough to say what it counted on any day. */
export const CreditFact = z.object({
  /** Names it for ever: "listing:L-2026-…", "contract:‹lot›". */
  id: z.string().max(80),
  kind: CreditKind,
  /** Of several facts of one matter only the weightiest counts. */
  matter: z.string(),
  source: z.object({
    title: Said,
    /** The number by which the source is found: a decision, a project, a document. */
    reference: z.string(),
    /** The event that put it on record, in the public log. */
    event: Id.nullable(),
    /** Where it is published here. */
    href: z.string().nullable(),
    /** SHA-256 of the document it rests on. */
    sha256: Sha256.nullable(),
  }),
  /** From when its term runs. */
  on: Time,
  publishedAt: Time,
  /** It counts at least to here: the end of a ban. */
  until: Time.nullable(),
  pauses: z.array(z.object({ from: Time, until: Time.nullable(), cause: PauseCause })),
});
export type CreditFact = z.infer<typeof CreditFact>;

/** Why a line counts less than its points. */
export const LineCause = z.enum([
  ...PauseCause.options,
  'expired',
  'no-rule',
  'same-matter',
  'praise-cap',
]);
export type LineCause = z.infer<typeof LineCause>;

export const CreditLine = z.object({
  /** Null in a sum of the past: the fact is no longer public, what it counted is. */
  fact: CreditFact.nullable(),
  article: Said,
  points: z.int(),
  counted: z.int(),
  expires: Time,
  cause: LineCause.nullable(),
  /** An objection to it waits for its decision. */
  disputed: z.boolean(),
});
export type CreditLine = z.infer<typeof CreditLine>;

const Subject = z.object({ code: CreditCode, name: z.string(), city: z.string().nullable() });

/** `score` = `base` + the sum of `counted`: nothing else goes into it. */
export const CreditRecord = Subject.extend({
  at: Time,
  rules: z.string(),
  rulesSha256: Sha256,
  base: z.int(),
  score: z.int(),
  band: CreditBand,
  lines: z.array(CreditLine),
});
export type CreditRecord = z.infer<typeof CreditRecord>;

/** A version of the published rules. */
export const CreditRules = z.object({
  version: z.string(),
  from: Time,
  /** The published measure, what changed against the version before, and what it rests on. */
  standard: Said,
  changes: Said,
  bases: z.array(Said),
  base: z.int(),
  praiseCap: z.int(),
  kinds: z.array(
    z.object({
      kind: CreditKind,
      title: Said,
      points: z.int(),
      months: z.int(),
      article: Said,
    }),
  ),
  bands: z.array(
    z.object({
      band: CreditBand,
      /** Null: the last one takes the rest. */
      least: z.int().nullable(),
      title: Said,
      consequences: z.array(
        z.object({ of: z.enum(['incentive', 'punishment']), text: Said, article: Said }),
      ),
    }),
  ),
});
export type CreditRules = z.infer<typeof CreditRules>;

export const listCredits = route({
  method: 'get',
  path: '/credits',
  roles: ['public'],
  query: z.object({ text: z.string().max(60).default(''), after: CreditCode.optional() }),
  reply: page(Subject.extend({ score: z.int(), band: CreditBand })),
  summary: 'Bidders with the sum of their credit record, by code',
});

export const listCreditRules = route({
  method: 'get',
  path: '/credits/rules',
  roles: ['public'],
  reply: z.object({ rows: z.array(CreditRules.extend({ sha256: Sha256 })) }),
  summary: 'Every version of the published credit rules, newest first',
});

export const printCredit = route({
  method: 'get',
  path: '/credits/:code/record.pdf',
  roles: ['public'],
  params: z.object({ code: CreditCode }),
  query: z.object({ at: Time.optional() }),
  reply: z.unknown(),
  bytes: { reply: 'application/pdf' },
  summary: 'The public credit record on paper under the seal of the centre, to the minute',
});

export const readCredit = route({
  method: 'get',
  path: '/credits/:code',
  roles: ['public'],
  params: z.object({ code: CreditCode }),
  query: z.object({ at: Time.optional() }),
  reply: CreditRecord,
  summary: 'The credit record of an organisation: a sum with its sources, now or as of a time',
});
