import { defineEntity, p } from '@mikro-orm/core';
import type { EntryActId, EntryState, EntryStatement } from '../../contracts/credit-entries.ts';
import type { ObjectionState } from './rules/flow.ts';

const instant = () => p.datetime().length(3);

/** A document that an authority has kept here, for the facts that rest on it. */
const CreditDocumentSchema = defineEntity({
  name: 'CreditDocument',
  tableName: 'credit_document',
  primaryKeys: ['authority', 'sha256'],
  properties: {
    authority: p.uuid().primary(),
    sha256: p.text().primary(),
    name: p.text(),
    bytes: p.bigint('number'),
    person: p.uuid(),
    at: instant(),
  },
});
export class CreditDocument extends CreditDocumentSchema.class {}
CreditDocumentSchema.setClass(CreditDocument);

/** A fact that an authority has entered from a document; its row lock orders what is done with it. */
const CreditEntrySchema = defineEntity({
  name: 'CreditEntry',
  tableName: 'credit_entry',
  properties: {
    id: p.uuid().primary(),
    number: p.text().unique(),
    authority: p.uuid(),
    authorityName: p.text(),
    code: p.text().index(),
    statement: p.json<EntryStatement>(),
    state: p.text().$type<EntryState>(),
    enteredAt: instant(),
    answerBy: instant().nullable(),
    publishedAt: instant().nullable(),
    /** The event that published it. */
    event: p.uuid().nullable(),
    correctedAt: instant().nullable(),
  },
});
export class CreditEntry extends CreditEntrySchema.class {}
CreditEntrySchema.setClass(CreditEntry);

/** One signed act on an entry; `text` names the hash of the act before it. */
const CreditActSchema = defineEntity({
  name: 'CreditAct',
  tableName: 'credit_act',
  primaryKeys: ['entry', 'position'],
  properties: {
    entry: p.uuid().primary(),
    position: p.integer().primary(),
    act: p.text().$type<'enter' | EntryActId>(),
    text: p.text(),
    sha256: p.text(),
    signature: p.blob(),
    certificateSha256: p.text(),
    person: p.uuid(),
    name: p.text(),
    at: instant(),
  },
});
export class CreditAct extends CreditActSchema.class {}
CreditActSchema.setClass(CreditAct);

/** An objection of an organisation to a fact of its record; granted, the fact counts no more from then on. */
const CreditObjectionSchema = defineEntity({
  name: 'CreditObjection',
  tableName: 'credit_objection',
  properties: {
    id: p.uuid().primary(),
    fact: p.text().index(),
    code: p.text().index(),
    name: p.text(),
    organisation: p.uuid(),
    state: p.text().$type<ObjectionState>(),
    text: p.text(),
    sha256: p.text(),
    signature: p.blob(),
    certificateSha256: p.text(),
    filedAt: instant(),
    due: instant(),
    decision: p.text().nullable(),
    decisionSignature: p.blob().nullable(),
    decidedBy: p.text().nullable(),
    decidedAt: instant().nullable(),
  },
});
export class CreditObjection extends CreditObjectionSchema.class {}
CreditObjectionSchema.setClass(CreditObjection);
