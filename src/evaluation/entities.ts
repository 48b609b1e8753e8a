import { defineEntity, p } from '@mikro-orm/core';
import type { CommitteeQuestion } from '../../contracts/committee-questions.ts';
import type { EvaluationStage } from '../../contracts/evaluation/members.ts';
import type { Competition, Leadership, Outcome, TimeAsk } from '../../contracts/evaluation/room.ts';
import type { Mark, SheetStage } from '../../contracts/evaluation/sheets.ts';
import type { EvaluatedBid, EvaluationReport } from '../../contracts/evaluation-report.ts';

/** The evaluation of one lot; its row lock orders everything that happens in the room. */
const EvaluationSchema = defineEntity({
  name: 'Evaluation',
  tableName: 'evaluation',
  properties: {
    lot: p.uuid().primary(),
    stage: p.text().$type<EvaluationStage>(),
    /** The number of whom the members elected; null until then. */
    leader: p.integer().nullable(),
    leaderVotes: p.json<Leadership['votes']>(),
    /** Until when the committee has time; later where more than a third of it asked for more. */
    dueAt: p.datetime().length(3).nullable(),
    timeAsks: p.json<TimeAsk[]>(),
    extensions: p.json<EvaluationReport['extensions']>(),
    bids: p.json<EvaluatedBid[]>(),
    outcomes: p.json<Outcome[]>(),
    competition: p.json<Competition>().nullable(),
    checks: p.json<EvaluationReport['checks']>(),
    questions: p.json<CommitteeQuestion[]>(),
    reopened: p.json<EvaluationReport['reopened']>(),
    replaced: p.json<EvaluationReport['replaced']>(),
    startedAt: p.datetime().length(3).nullable(),
    /** The report that members sign: RFC 8785 text and its hash. */
    report: p.text().nullable(),
    reportSha256: p.text().nullable(),
    finishedAt: p.datetime().length(3).nullable(),
  },
});
export class Evaluation extends EvaluationSchema.class {}
EvaluationSchema.setClass(Evaluation);

/** A seat of the committee as the room knows it; `id` is the seat's own. Who left keeps its row, without a voice. */
const EvaluationMemberSchema = defineEntity({
  name: 'EvaluationMember',
  tableName: 'evaluation_member',
  properties: {
    id: p.uuid().primary(),
    lot: p.uuid(),
    number: p.integer(),
    city: p.text(),
    discipline: p.text(),
    venue: p.text().nullable(),
    checkedInAt: p.datetime().length(3).nullable(),
    leftAt: p.datetime().length(3).nullable(),
  },
});
export class EvaluationMember extends EvaluationMemberSchema.class {}
EvaluationMemberSchema.setClass(EvaluationMember);

/**
 * One member's marks of one stage. `salt` goes into the hash that the record holds of every version, so that nobody
 * who reads the record can try out marks; it is never shown.
 */
const EvaluationSheetSchema = defineEntity({
  name: 'EvaluationSheet',
  tableName: 'evaluation_sheet',
  primaryKeys: ['member', 'stage'],
  properties: {
    member: p.uuid().primary(),
    stage: p.text().$type<SheetStage>().primary(),
    lot: p.uuid(),
    version: p.integer(),
    marks: p.json<Mark[]>(),
    salt: p.blob(),
    lockedAt: p.datetime().length(3).nullable(),
  },
});
export class EvaluationSheet extends EvaluationSheetSchema.class {}
EvaluationSheetSchema.setClass(EvaluationSheet);

/** A clarification letter of the committee and the bidder's signed answer (B52). */
const ClarificationLetterSchema = defineEntity({
  name: 'ClarificationLetter',
  tableName: 'clarification_letter',
  properties: {
    id: p.uuid().primary(),
    lot: p.uuid(),
    bid: p.uuid(),
    organisation: p.uuid(),
    question: p.text(),
    at: p.datetime().length(3),
    answerBy: p.datetime().length(3),
    answer: p.text().nullable(),
    answeredAt: p.datetime().length(3).nullable(),
    /** CAdES over the RFC 8785 statement of `answerStatement`. */
    signature: p.blob().nullable(),
    certificateSha256: p.text().nullable(),
  },
});
export class ClarificationLetter extends ClarificationLetterSchema.class {}
ClarificationLetterSchema.setClass(ClarificationLetter);

/** A member's CAdES signature over the report; without one it refused and is taken to agree (B53). */
const ReportSignatureSchema = defineEntity({
  name: 'ReportSignature',
  tableName: 'report_signature',
  properties: {
    member: p.uuid().primary(),
    lot: p.uuid(),
    number: p.integer(),
    dissent: p.text().nullable(),
    signature: p.blob().nullable(),
    certificateSha256: p.text().nullable(),
    at: p.datetime().length(3),
  },
});
export class ReportSignature extends ReportSignatureSchema.class {}
ReportSignatureSchema.setClass(ReportSignature);
