import { z } from 'zod';
import { Id, Sha256, Time, Yuan } from './route.ts';
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

export const Text = z.string().min(4).max(20_000);

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

export const officer = z.object({ person: Id, name: z.string() });

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
