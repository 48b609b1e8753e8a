import { z } from 'zod';
import { CreditBand, CreditRecord, EnteredKind } from './credit.ts';
import { CreditCode } from './organisation-profile.ts';
import { Cms, Id, route, Sha256, Time } from './route.ts';
import { Reference } from './sanctions.ts';

/** What an authority states of a document, as whoever enters it signs it (RFC 8785). */
export const EntryStatement = z.strictObject({
  format: z.literal('kaibiao-credit-fact/1'),
  code: CreditCode,
  name: z.string().min(2).max(100),
  kind: EnteredKind,
  /** Who issued the document, its number and day, and the document itself. */
  agency: z.string().min(2).max(100),
  documentNumber: z.string().min(2).max(100),
  decidedOn: z.iso.date(),
  documentSha256: Sha256,
  summary: z.string().min(4).max(2000),
  /** The entry that this one corrects. */
  replaces: Reference.nullable(),
});
export type EntryStatement = z.infer<typeof EntryStatement>;

export const EntryState = z.enum(['entered', 'refused', 'confirmed', 'published', 'corrected']);
export type EntryState = z.infer<typeof EntryState>;

/** What is done with an entry, as signed; it names the hash of the act before it. */
export const EntryAct = z.strictObject({
  format: z.literal('kaibiao-credit-act/1'),
  number: Reference,
  previousSha256: Sha256,
  act: z.enum(['confirm', 'refuse', 'publish', 'correct']),
  reason: z.string().min(4).max(4000),
});
export type EntryAct = z.infer<typeof EntryAct>;
export type EntryActId = EntryAct['act'];

export const Entry = z.object({
  number: Reference,
  authority: z.string(),
  state: EntryState,
  statement: EntryStatement,
  enteredAt: Time,
  /** Until when the organisation may state its case before what burdens it is published. */
  answerBy: Time.nullable(),
  publishedAt: Time.nullable(),
  acts: z.array(
    z.object({
      act: z.enum(['enter', ...EntryAct.shape.act.options]),
      by: z.string(),
      at: Time,
      reason: z.string().nullable(),
      sha256: Sha256,
    }),
  ),
  document: z.object({ name: z.string(), bytes: z.int() }),
  /** What the caller may do with it now. */
  may: z.array(EntryAct.shape.act),
});
export type Entry = z.infer<typeof Entry>;

export const uploadSource = route({
  method: 'post',
  path: '/credit-documents',
  roles: ['supervisor'],
  query: z.object({ name: z.string().min(1).max(200) }),
  reply: z.object({ sha256: Sha256, bytes: z.int() }),
  bytes: { request: 'application/octet-stream' },
  summary: 'Keep the document on which a credit fact will rest',
});

export const enterFact = route({
  method: 'post',
  path: '/credit-entries',
  roles: ['supervisor'],
  body: z.object({ statement: EntryStatement, signature: Cms }),
  reply: Entry,
  idempotent: true,
  summary: 'Enter a fact of credit from a document of another agency, signed',
});

export const listEntries = route({
  method: 'get',
  path: '/credit-entries',
  roles: ['supervisor'],
  query: z.object({ open: z.enum(['0', '1']).default('0') }),
  reply: z.object({ rows: z.array(Entry) }),
  summary: 'Facts entered by the caller’s authority, newest first',
});

export const takeEntryAct = route({
  method: 'post',
  path: '/credit-entries/:number/acts',
  roles: ['supervisor'],
  params: z.object({ number: Reference }),
  body: z.object({ act: EntryAct, signature: Cms }),
  reply: Entry,
  idempotent: true,
  summary:
    'Confirm, refuse, publish or correct an entry, signed; who entered it does not confirm it',
});

export const readSource = route({
  method: 'get',
  path: '/credit-entries/:number/document',
  roles: ['supervisor', 'bidder', 'agency'],
  params: z.object({ number: Reference }),
  reply: z.unknown(),
  bytes: { reply: 'application/octet-stream' },
  summary: 'The document of an entry, for its authority and its subject; the look is on record',
});

/** An objection to a fact, as its subject signs it (RFC 8785). Listings have their own appeal. */
export const CreditObjectionStatement = z.strictObject({
  format: z.literal('kaibiao-credit-objection/1'),
  fact: z.string().min(3).max(80),
  text: z.string().min(4).max(20_000),
});
export type CreditObjectionStatement = z.infer<typeof CreditObjectionStatement>;

export const CreditObjectionDecision = z.strictObject({
  format: z.literal('kaibiao-credit-objection-decision/1'),
  objection: Id,
  statementSha256: Sha256,
  outcome: z.enum(['granted', 'rejected']),
  reason: z.string().min(4).max(20_000),
});
export type CreditObjectionDecision = z.infer<typeof CreditObjectionDecision>;

export const CreditObjection = z.object({
  id: Id,
  fact: z.string(),
  name: z.string(),
  state: z.enum(['filed', 'granted', 'rejected']),
  statement: CreditObjectionStatement,
  statementSha256: Sha256,
  filedAt: Time,
  due: Time,
  decision: z.object({ by: z.string(), reason: z.string(), at: Time }).nullable(),
  mayDecide: z.boolean(),
});
export type CreditObjection = z.infer<typeof CreditObjection>;

export const readMyCredit = route({
  method: 'get',
  path: '/my-credit',
  roles: ['bidder', 'agency'],
  query: z.object({ at: Time.optional() }),
  reply: z.object({
    record: CreditRecord,
    /** Confirmed and not yet published: one may still state one’s case. */
    coming: z.array(Entry.omit({ may: true, acts: true })),
    objections: z.array(CreditObjection),
  }),
  summary: 'One’s own credit record with everything in it, and what is about to be published',
});

export const objectToFact = route({
  method: 'post',
  path: '/credit-objections',
  roles: ['bidder', 'agency'],
  body: z.object({ statement: CreditObjectionStatement, signature: Cms }),
  reply: CreditObjection,
  idempotent: true,
  summary: 'Object to a fact of one’s own record, signed',
});

export const listCreditObjections = route({
  method: 'get',
  path: '/credit-objections',
  roles: ['supervisor'],
  reply: z.object({ rows: z.array(CreditObjection) }),
  summary: 'Objections to facts of credit, those that wait first',
});

export const decideCreditObjection = route({
  method: 'post',
  path: '/credit-objections/:objection/decision',
  roles: ['supervisor'],
  params: z.object({ objection: Id }),
  body: z.object({ decision: CreditObjectionDecision, signature: Cms }),
  reply: CreditObjection,
  idempotent: true,
  summary:
    'Decide an objection, by somebody who had no part in the entry; granted, the fact counts no more',
});

export const watchCredit = route({
  method: 'get',
  path: '/credit-watch',
  roles: ['supervisor'],
  reply: z.object({
    rows: z.array(
      z.object({
        lot: Id,
        project: Id,
        title: z.string(),
        code: CreditCode,
        name: z.string(),
        score: z.int(),
        band: CreditBand,
        why: z.enum(['closer-supervision', 'bond-reduced']),
      }),
    ),
  }),
  summary: 'Where credit has an effect after the opening: candidates to be checked, bonds reduced',
});
