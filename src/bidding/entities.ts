import { defineEntity, p } from '@mikro-orm/core';

/** A sealed part (segment or outer package) that an organisation has sent for a lot; its bytes are in the storage. */
const BidSegmentSchema = defineEntity({
  name: 'BidSegment',
  tableName: 'bid_segment',
  primaryKeys: ['lot', 'organisation', 'sha256'],
  properties: {
    lot: p.uuid().primary(),
    organisation: p.uuid().primary(),
    sha256: p.text().primary(),
    bytes: p.bigint('number'),
    at: p.datetime(),
  },
});
export class BidSegment extends BidSegmentSchema.class {}
BidSegmentSchema.setClass(BidSegment);

/**
 * One accepted submission or withdrawal. `manifest` is the manifest.p7s as received, `receipt` the RFC 8785 text of its
 * receipt, made in the same transaction; the centre's signature over it and the time stamp follow, and are made at the
 * next reading when a crash came between.
 */
const BidSchema = defineEntity({
  name: 'Bid',
  tableName: 'bid',
  properties: {
    id: p.uuid().primary(),
    project: p.uuid(),
    lot: p.uuid(),
    organisation: p.uuid(),
    kind: p.text().$type<'submitted' | 'withdrawn'>(),
    sequence: p.integer(),
    previous: p.text().nullable(),
    manifest: p.blob(),
    manifestSha256: p.text(),
    certificateSha256: p.text(),
    certificateStatus: p.text().$type<'valid' | 'provisional'>(),
    receivedAt: p.datetime().length(3),
    person: p.text(),
    address: p.text(),
    reference: p.text().unique(),
    event: p.uuid(),
    receipt: p.text(),
    signature: p.blob().nullable(),
    timestampToken: p.blob().nullable(),
    /** When the outer packages of a superseded bid were destroyed. */
    destroyedAt: p.datetime().nullable(),
  },
});
export class Bid extends BidSchema.class {}
BidSchema.setClass(Bid);

/**
 * What the CA's OCSP responder said of the certificate of a bid: at the submission, and again before the opening where
 * it had not answered then.
 */
const BidRevocationSchema = defineEntity({
  name: 'BidRevocation',
  tableName: 'bid_revocation',
  primaryKeys: ['bid', 'at'],
  properties: {
    bid: p.uuid().primary(),
    at: p.datetime().length(3).primary(),
    /** OCSPResponse, DER. */
    response: p.blob(),
  },
});
export class BidRevocation extends BidRevocationSchema.class {}
BidRevocationSchema.setClass(BidRevocation);

/** A submission that was refused: its own record, signed when it is read first. */
const BidRefusalSchema = defineEntity({
  name: 'BidRefusal',
  tableName: 'bid_refusal',
  properties: {
    id: p.uuid().primary(),
    lot: p.uuid(),
    organisation: p.uuid(),
    reference: p.text().unique(),
    code: p.text(),
    detail: p.text(),
    /** The same in English, for the screen; the signed text and the papers are Chinese. */
    detailEn: p.text().nullable(),
    manifestSha256: p.text().nullable(),
    at: p.datetime().length(3),
    person: p.text(),
    address: p.text(),
    event: p.uuid(),
    text: p.text(),
    signature: p.blob().nullable(),
  },
});
export class BidRefusal extends BidRefusalSchema.class {}
BidRefusalSchema.setClass(BidRefusal);
