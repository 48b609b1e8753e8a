import { defineEntity, p } from '@mikro-orm/core';
import type { Failure, Fate, Opened, Stage } from './rules.ts';

/** The opening of one lot, from its close on. Its row lock orders everything that happens in the hall. */
const HallSchema = defineEntity({
  name: 'Hall',
  tableName: 'hall',
  properties: {
    lot: p.uuid().primary(),
    stage: p.text().$type<Stage>(),
    closedAt: p.datetime().length(3),
    /** Root over the sealed set, hexadecimal. */
    root: p.text(),
    /** RFC 3161 token over the text of the event `opening.closed`, once stamped. */
    closeEvent: p.uuid(),
    closeToken: p.blob().nullable(),
    windowEndsAt: p.datetime().length(3).nullable(),
    revealedAt: p.datetime().length(3).nullable(),
    /** The opening record that is signed: RFC 8785 text, its hash, and the event that announced it. */
    record: p.text().nullable(),
    recordSha256: p.text().nullable(),
    recordEvent: p.uuid().nullable(),
    recordedAt: p.datetime().length(3).nullable(),
    /** Since when no superseded bid of the lot can be opened any more. */
    sweptAt: p.datetime().length(3).nullable(),
  },
});
export class Hall extends HallSchema.class {}
HallSchema.setClass(Hall);

/** Sign-ins before the close: nobody but the bidder itself learns of them until then. */
const HallSignInSchema = defineEntity({
  name: 'HallSignIn',
  tableName: 'hall_sign_in',
  primaryKeys: ['lot', 'organisation'],
  properties: {
    lot: p.uuid().primary(),
    organisation: p.uuid().primary(),
    at: p.datetime().length(3),
  },
});
export class HallSignIn extends HallSignInSchema.class {}
HallSignInSchema.setClass(HallSignIn);

/** A bid of the sealed set and what becomes of it; `number` is its place in the set, by hash and not by time. */
const SealedBidSchema = defineEntity({
  name: 'SealedBid',
  tableName: 'sealed_bid',
  uniques: [{ name: 'sealed_bid_organisation', properties: ['lot', 'organisation'] }],
  properties: {
    bid: p.uuid().primary(),
    lot: p.uuid(),
    number: p.integer(),
    organisation: p.uuid(),
    bidder: p.text(),
    signedInAt: p.datetime().length(3).nullable(),
    releasedAt: p.datetime().length(3).nullable(),
    /** The signed statement of a release by the recovery file. */
    recovery: p.blob().nullable(),
    failure: p.text().$type<Failure>().nullable(),
    failureDetail: p.text().nullable(),
    fate: p.text().$type<Fate['fate']>().nullable(),
    cause: p.text().nullable(),
    owner: p.text().$type<'bidder' | 'platform'>().nullable(),
    opened: p.json<Opened>().nullable(),
  },
});
export class SealedBid extends SealedBidSchema.class {}
SealedBidSchema.setClass(SealedBid);

/** An inner package that a bidder has released: still locked to the committee, so that holding it tells nothing. */
const ReleasedInnerSchema = defineEntity({
  name: 'ReleasedInner',
  tableName: 'released_inner',
  primaryKeys: ['bid', 'envelope'],
  properties: {
    bid: p.uuid().primary(),
    envelope: p.text().primary(),
    inner: p.blob(),
  },
});
export class ReleasedInner extends ReleasedInnerSchema.class {}
ReleasedInnerSchema.setClass(ReleasedInner);

/** An envelope that the committee has opened, at its own stage: its key, salt and files go into the evidence bundle. */
const OpenedEnvelopeSchema = defineEntity({
  name: 'OpenedEnvelope',
  tableName: 'opened_envelope',
  primaryKeys: ['bid', 'envelope'],
  properties: {
    bid: p.uuid().primary(),
    envelope: p.text().primary(),
    key: p.blob(),
    salt: p.blob(),
    files: p.json<{ name: string; bytes: number }[]>(),
    openedAt: p.datetime().length(3),
  },
});
export class OpenedEnvelope extends OpenedEnvelopeSchema.class {}
OpenedEnvelopeSchema.setClass(OpenedEnvelope);

/** A CAdES signature over the opening record. */
const RecordSignatureSchema = defineEntity({
  name: 'RecordSignature',
  tableName: 'record_signature',
  primaryKeys: ['lot', 'person'],
  properties: {
    lot: p.uuid().primary(),
    person: p.uuid().primary(),
    organisation: p.uuid().nullable(),
    name: p.text(),
    role: p.text(),
    signature: p.blob(),
    certificateSha256: p.text(),
    at: p.datetime().length(3),
  },
});
export class RecordSignature extends RecordSignatureSchema.class {}
RecordSignatureSchema.setClass(RecordSignature);
