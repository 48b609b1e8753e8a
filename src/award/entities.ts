import { defineEntity, p } from '@mikro-orm/core';
import type { Candidate } from '../../contracts/award.ts';
import type { VoidConsequence, VoidGround } from '../../contracts/award-voiding.ts';
import type { AwardState } from './rules/award.ts';

/** The award of one lot from the publication of its candidates on; the lot's row lock orders it. */
const AwardSchema = defineEntity({
  name: 'Award',
  tableName: 'award',
  properties: {
    lot: p.uuid().primary(),
    state: p.text().$type<AwardState>(),
    /** The notices as signed: RFC 8785 text, hash, CAdES, certificate, and the event that published each. */
    candidatesText: p.text(),
    candidatesSha256: p.text(),
    candidatesSignature: p.blob(),
    candidatesCertificate: p.text(),
    candidatesEvent: p.uuid(),
    publishedAt: p.datetime().length(3),
    windowEndsAt: p.datetime().length(3),
    /** Milliseconds that were left when an objection stopped the clock; null while it runs. */
    remainingMs: p.bigint('number').nullable(),
    awardText: p.text().nullable(),
    awardSha256: p.text().nullable(),
    awardSignature: p.blob().nullable(),
    awardCertificate: p.text().nullable(),
    awardEvent: p.uuid().nullable(),
    awardedAt: p.datetime().length(3).nullable(),
    /** Repeated from the notice and the rules for the year's figures: a thousand notices are not read to add them up. */
    amountFen: p.bigint('bigint').nullable(),
    ceilingFen: p.bigint('bigint').nullable(),
    /** 1, and one more for each award that was decided to be void. */
    round: p.integer(),
  },
});
export class Award extends AwardSchema.class {}
AwardSchema.setClass(Award);

/** A decision that an award is void, with the papers that fell with it. Append-only. */
const AwardVoidingSchema = defineEntity({
  name: 'AwardVoiding',
  tableName: 'award_voiding',
  primaryKeys: ['lot', 'number'],
  properties: {
    lot: p.uuid().primary(),
    number: p.integer().primary(),
    ground: p.text().$type<VoidGround>(),
    consequence: p.text().$type<VoidConsequence>(),
    reason: p.text(),
    rank: p.integer(),
    bidder: p.text(),
    authority: p.text(),
    /** As signed: RFC 8785 text, hash, CAdES, certificate. */
    text: p.text(),
    sha256: p.text(),
    signature: p.blob(),
    certificateSha256: p.text(),
    at: p.datetime().length(3),
    awardText: p.text(),
    awardSignature: p.blob(),
    contractText: p.text().nullable(),
    contractSignature: p.blob().nullable(),
  },
});
export class AwardVoiding extends AwardVoidingSchema.class {}
AwardVoidingSchema.setClass(AwardVoiding);

/** A published candidate; `outReason` when it gave up or was disqualified. */
const AwardCandidateSchema = defineEntity({
  name: 'AwardCandidate',
  tableName: 'award_candidate',
  primaryKeys: ['lot', 'rank'],
  properties: {
    lot: p.uuid().primary(),
    rank: p.integer().primary(),
    bid: p.uuid(),
    organisation: p.uuid(),
    said: p.json<Candidate>(),
    outReason: p.text().nullable(),
    outAt: p.datetime().length(3).nullable(),
  },
});
export class AwardCandidate extends AwardCandidateSchema.class {}
AwardCandidateSchema.setClass(AwardCandidate);

/** An objection to the result, signed by its bidder (B54). */
const ResultObjectionSchema = defineEntity({
  name: 'ResultObjection',
  tableName: 'result_objection',
  properties: {
    id: p.uuid().primary(),
    lot: p.uuid(),
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
export class ResultObjection extends ResultObjectionSchema.class {}
ResultObjectionSchema.setClass(ResultObjection);
