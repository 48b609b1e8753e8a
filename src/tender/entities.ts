import { defineEntity, p } from '@mikro-orm/core';
import type { LotRules } from '../../contracts/tender/lot-rules.ts';
import type {
  TenderDocument as DocumentReply,
  LotState,
  ProjectDraft,
  ProjectState,
} from '../../contracts/tender/project.ts';

/**
 * A project. `content` is what its makers write: free while a draft, changed only by amendments after publication.
 * The columns beside it repeat what the public list searches and sorts by; they are null before publication.
 */
const ProjectSchema = defineEntity({
  name: 'Project',
  tableName: 'project',
  properties: {
    id: p.uuid().primary(),
    code: p.text().unique(),
    state: p.text().$type<ProjectState>(),
    version: p.integer(),
    /** Organisations; the agency is null when the tenderer runs the project itself. */
    tenderer: p.uuid(),
    agency: p.uuid().nullable(),
    content: p.json<ProjectDraft>(),
    createdAt: p.datetime().length(3),
    savedAt: p.datetime().length(3),
    name: p.text(),
    city: p.text(),
    industry: p.text(),
    tendererName: p.text(),
    agencyName: p.text().nullable(),
    publishedAt: p.datetime().length(3).nullable(),
    deadline: p.datetime().length(3).nullable(),
    /** Sum of the lots' ceilings. */
    ceilingFen: p.bigint('bigint').nullable(),
    suspendedAt: p.datetime().length(3).nullable(),
  },
});
export class Project extends ProjectSchema.class {}
ProjectSchema.setClass(Project);

/** A lot of a published project; it runs its own submissions, opening, evaluation and award. */
const LotSchema = defineEntity({
  name: 'Lot',
  tableName: 'lot',
  properties: {
    id: p.uuid().primary(),
    project: () => p.manyToOne(Project),
    position: p.integer(),
    title: p.text(),
    state: p.text().$type<LotState>(),
    /** Where a suspended lot goes back to. */
    resumesTo: p.text().$type<LotState>().nullable(),
    rules: p.json<LotRules>(),
    rulesSha256: p.text(),
    deadline: p.datetime().length(3),
    /** Since when an objection to the documents waits: no bid is taken and nothing is closed (B22). */
    stoppedAt: p.datetime().length(3).nullable(),
    /** The committee's public key, SubjectPublicKeyInfo DER; k of n trustees hold its other half. */
    committeeSpki: p.blob(),
    committeeK: p.integer(),
    committeeN: p.integer(),
    committeeKeySha256: p.text(),
    /** Binds the seed of every public draw of the lot; logged with the publication. */
    drawSeedCommit: p.text(),
  },
});
export class Lot extends LotSchema.class {}
LotSchema.setClass(Lot);

const DocumentSchema = defineEntity({
  name: 'TenderDocument',
  tableName: 'tender_document',
  properties: {
    id: p.uuid().primary(),
    project: () => p.manyToOne(Project),
    name: p.text(),
    kind: p.text().$type<DocumentReply['kind']>(),
    bytes: p.bigint('number'),
    sha256: p.text(),
    addedAt: p.datetime().length(3),
    /** Null while only its makers see it: in a draft, or before the amendment it belongs to. */
    publishedAt: p.datetime().length(3).nullable(),
  },
});
export class TenderDocument extends DocumentSchema.class {}
DocumentSchema.setClass(TenderDocument);

/** A question about the documents. Who asked stays secret for ever (C21); the answer goes to all. */
const QuestionSchema = defineEntity({
  name: 'Question',
  tableName: 'question',
  properties: {
    id: p.uuid().primary(),
    project: () => p.manyToOne(Project),
    text: p.text(),
    askedBy: p.uuid(),
    askedAt: p.datetime().length(3),
    answer: p.text().nullable(),
    answeredAt: p.datetime().length(3).nullable(),
  },
});
export class Question extends QuestionSchema.class {}
QuestionSchema.setClass(Question);

/** A signed objection to the documents. Its author is for the supervisor and the centre on duty alone (C21). */
const DocumentObjectionSchema = defineEntity({
  name: 'DocumentObjection',
  tableName: 'document_objection',
  properties: {
    id: p.uuid().primary(),
    project: () => p.manyToOne(Project),
    organisation: p.uuid(),
    from: p.text(),
    text: p.text(),
    signature: p.blob(),
    certificateSha256: p.text(),
    at: p.datetime().length(3),
    answerBy: p.datetime().length(3),
    answer: p.text().nullable(),
    answeredAt: p.datetime().length(3).nullable(),
  },
});
export class DocumentObjection extends DocumentObjectionSchema.class {}
DocumentObjectionSchema.setClass(DocumentObjection);

/** What was signed and made public: the notice of publication, and one for each amendment after it. */
const NoticeSchema = defineEntity({
  name: 'Notice',
  tableName: 'notice',
  uniques: [{ name: 'notice_project_number', properties: ['project', 'number'] }],
  properties: {
    id: p.uuid().primary(),
    project: () => p.manyToOne(Project),
    /** 0 for the publication, then 1, 2, … */
    number: p.integer(),
    kind: p
      .text()
      .$type<'publication' | 'amendment' | 'suspension' | 'resumption' | 'termination'>(),
    /** RFC 8785 text, exactly as signed. */
    text: p.text(),
    /** CAdES over `text`, DER: by the tenderer or its agency for a publication, by the centre otherwise. */
    signature: p.blob(),
    certificateSha256: p.text().nullable(),
    timestampToken: p.blob(),
    /** What people read, and the version of the rules from then on; null where the rules did not change. */
    summary: p.text(),
    rulesVersion: p.integer().nullable(),
    at: p.datetime().length(3),
  },
});
export class Notice extends NoticeSchema.class {}
NoticeSchema.setClass(Notice);
