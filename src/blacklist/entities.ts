import { defineEntity, p } from '@mikro-orm/core';
import type { CaseActId, CaseState } from '../../contracts/sanction-case.ts';
import type {
  AppealKind,
  Blacklist,
  GroundId,
  SanctionState,
  SanctionSubject,
} from '../../contracts/sanctions.ts';
import type { EntryKind } from './rules/listing.ts';

const instant = () => p.datetime().length(3);

export interface Officer {
  readonly person: string;
  readonly name: string;
}

/** A case of one authority from clue to listing; its row lock orders its acts. */
const SanctionCaseSchema = defineEntity({
  name: 'SanctionCase',
  tableName: 'sanction_case',
  properties: {
    id: p.uuid().primary(),
    number: p.text().unique(),
    authority: p.uuid(),
    authorityName: p.text(),
    list: p.text().$type<Blacklist>(),
    ground: p.text().$type<GroundId>(),
    subject: p.json<SanctionSubject>(),
    /** The respondent in this city's register: an organisation's code, or an expert's person. */
    code: p.text().nullable(),
    person: p.uuid().nullable(),
    summary: p.text(),
    state: p.text().$type<CaseState>(),
    officers: p.json<Officer[]>(),
    chair: p.uuid().nullable(),
    openedBy: p.uuid(),
    openedAt: instant(),
    filedAt: instant().nullable(),
    noticedAt: instant().nullable(),
    answerBy: instant().nullable(),
    answeredAt: instant().nullable(),
    hearingAt: instant().nullable(),
    decidedAt: instant().nullable(),
    decider: p.uuid().nullable(),
    servedAt: instant().nullable(),
    /** Until when the next step is due. */
    due: instant().nullable(),
    sanction: p.text().nullable(),
  },
});
export class SanctionCase extends SanctionCaseSchema.class {}
SanctionCaseSchema.setClass(SanctionCase);

/** One signed act; `text` names the hash of the act before it, so that a case file is a chain. */
const CaseActSchema = defineEntity({
  name: 'CaseAct',
  tableName: 'sanction_act',
  properties: {
    id: p.uuid().primary(),
    case: p.uuid(),
    position: p.integer(),
    act: p.text().$type<CaseActId>(),
    person: p.uuid(),
    name: p.text(),
    text: p.text(),
    sha256: p.text(),
    signature: p.blob(),
    certificateSha256: p.text(),
    at: instant(),
    event: p.uuid(),
  },
});
export class CaseAct extends CaseActSchema.class {}
CaseActSchema.setClass(CaseAct);

/** A file or a snapshot of a finding; `owner` is a case, or the listing that an appeal is about. */
const SanctionEvidenceSchema = defineEntity({
  name: 'SanctionEvidence',
  tableName: 'sanction_evidence',
  properties: {
    id: p.uuid().primary(),
    owner: p.uuid(),
    kind: p.text().$type<'file' | 'clue'>(),
    name: p.text(),
    sha256: p.text(),
    bytes: p.bigint('number'),
    source: p.text().nullable(),
    rule: p.text().nullable(),
    person: p.uuid(),
    at: instant(),
  },
});
export class SanctionEvidence extends SanctionEvidenceSchema.class {}
SanctionEvidenceSchema.setClass(SanctionEvidence);

/** A listing: this city's own, or one that was imported from a peer and confirmed here. */
const SanctionSchema = defineEntity({
  name: 'Sanction',
  tableName: 'sanction',
  properties: {
    id: p.uuid().primary(),
    number: p.text().unique(),
    peer: p.uuid().nullable(),
    origin: p.text(),
    authority: p.text(),
    list: p.text().$type<Blacklist>(),
    ground: p.text().$type<GroundId>(),
    subject: p.json<SanctionSubject>(),
    code: p.text().nullable(),
    /** Only for an expert of this city's own pool. */
    person: p.uuid().nullable(),
    personTag: p.text().nullable(),
    from: instant(),
    until: instant().nullable(),
    state: p.text().$type<SanctionState>(),
    suspendedAt: instant().nullable(),
    case: p.uuid().nullable(),
    decision: p.text(),
    decisionSha256: p.text(),
    decisionSignature: p.blob(),
    event: p.uuid(),
  },
});
export class Sanction extends SanctionSchema.class {}
SanctionSchema.setClass(Sanction);

/** An entry of this city's feed: its text is that of the event. The centre signs it when it is first read. */
const SanctionEntrySchema = defineEntity({
  name: 'SanctionEntry',
  tableName: 'sanction_entry',
  properties: {
    cursor: p.bigint('number').primary().autoincrement(),
    number: p.text(),
    kind: p.text().$type<EntryKind>(),
    event: p.uuid(),
    at: instant(),
    signature: p.blob().nullable(),
  },
});
export class SanctionEntry extends SanctionEntrySchema.class {}
SanctionEntrySchema.setClass(SanctionEntry);

/** An objection, a request for review or for repair, as filed and as decided. */
const SanctionAppealSchema = defineEntity({
  name: 'SanctionAppeal',
  tableName: 'sanction_appeal',
  properties: {
    id: p.uuid().primary(),
    sanction: p.uuid(),
    number: p.text(),
    kind: p.text().$type<AppealKind>(),
    state: p.text().$type<'filed' | 'granted' | 'rejected'>(),
    organisation: p.uuid().nullable(),
    person: p.uuid(),
    text: p.text(),
    sha256: p.text(),
    signature: p.blob(),
    certificateSha256: p.text(),
    filedAt: instant(),
    due: instant(),
    decidedAt: instant().nullable(),
    decisions: p.json<AppealDecided[]>(),
    event: p.uuid(),
  },
});
export class SanctionAppeal extends SanctionAppealSchema.class {}
SanctionAppealSchema.setClass(SanctionAppeal);

/** A decision on an appeal: its signed text and CAdES signature in base64. */
export interface AppealDecided {
  readonly text: string;
  readonly signature: string;
  readonly person: string;
  readonly name: string;
  readonly at: string;
}

/** Another city whose feed is read: pinned by the certificate of its seal and the key of its log. */
const SanctionPeerSchema = defineEntity({
  name: 'SanctionPeer',
  tableName: 'sanction_peer',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    url: p.text(),
    sealSha256: p.text(),
    logKey: p.text(),
    policy: p.text().$type<'confirm' | 'automatic'>(),
    cursor: p.bigint('number'),
    /** The newest checkpoint seen, as signed; later ones must continue it. */
    checkpoint: p.text().nullable(),
    state: p.text().$type<'active' | 'alarm'>(),
    /** Why it is in alarm, or why the last pull failed. */
    fault: p.text().nullable(),
    pulledAt: instant().nullable(),
    nextAt: instant(),
    addedAt: instant(),
  },
});
export class SanctionPeer extends SanctionPeerSchema.class {}
SanctionPeerSchema.setClass(SanctionPeer);

/** An entry as it came from a peer, with all that proves it; a listing waits for a person here unless the peer is trusted. */
const SanctionImportSchema = defineEntity({
  name: 'SanctionImport',
  tableName: 'sanction_import',
  properties: {
    id: p.uuid().primary(),
    peer: p.uuid(),
    cursor: p.bigint('number'),
    number: p.text(),
    kind: p.text().$type<EntryKind>(),
    text: p.text(),
    blind: p.blob(),
    proof: p.text(),
    signature: p.blob(),
    state: p.text().$type<'pending' | 'confirmed' | 'refused' | 'applied'>(),
    at: instant(),
    decidedAt: instant().nullable(),
    decision: p.text().nullable(),
    decisionSignature: p.blob().nullable(),
    decidedBy: p.text().nullable(),
  },
});
export class SanctionImport extends SanctionImportSchema.class {}
SanctionImportSchema.setClass(SanctionImport);
