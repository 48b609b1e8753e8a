import { defineEntity, p } from '@mikro-orm/core';
import type { Role } from '../../contracts/route.ts';

export type OrganisationKind = 'tenderer' | 'agency' | 'bidder' | 'centre' | 'supervision';

const OrganisationSchema = defineEntity({
  name: 'Organisation',
  tableName: 'organisation',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    code: p.text().unique(),
    city: p.text(),
    kinds: p.json<OrganisationKind[]>(),
    /** 基本账户; one account is one organisation's. */
    basicAccount: p.text().nullable().unique(),
    registeredAt: p.datetime(),
  },
});
export class Organisation extends OrganisationSchema.class {}
OrganisationSchema.setClass(Organisation);

/** What an organisation has declared of itself, signed; each declaration is a version and none is ever changed. */
const OrganisationProfileSchema = defineEntity({
  name: 'OrganisationProfile',
  tableName: 'organisation_profile',
  primaryKeys: ['organisation', 'version'],
  properties: {
    organisation: p.uuid().primary(),
    version: p.integer().primary(),
    /** RFC 8785 text as signed. */
    text: p.text(),
    signature: p.blob(),
    certificateSha256: p.text(),
    /** Of the legal representative; and the code of the parent. */
    mark: p.text(),
    parent: p.text().nullable(),
    /** Their codes. */
    predecessors: p.json<string[]>(),
    declaredAt: p.datetime().length(3),
    event: p.uuid(),
  },
});
export class OrganisationProfile extends OrganisationProfileSchema.class {}
OrganisationProfileSchema.setClass(OrganisationProfile);

const PersonSchema = defineEntity({
  name: 'Person',
  tableName: 'person',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    organisation: () => p.manyToOne(Organisation).nullable(),
    login: p.text().unique(),
    /** argon2id, PHC text; null: signs in by certificate only. */
    passwordHash: p.text().nullable(),
    roles: p.json<Role[]>(),
    failures: p.integer().default(0),
    lockedUntil: p.datetime().nullable(),
    registeredAt: p.datetime(),
  },
});
export class Person extends PersonSchema.class {}
PersonSchema.setClass(Person);

/** A certificate that may act for a person, and through it for the person's organisation. */
const CertificateSchema = defineEntity({
  name: 'Certificate',
  tableName: 'certificate',
  properties: {
    sha256: p.text().primary(),
    person: () => p.manyToOne(Person),
    organisation: () => p.manyToOne(Organisation).nullable(),
    der: p.blob(),
    subject: p.text(),
    issuer: p.text(),
    serial: p.text(),
    purpose: p.text().$type<'sign' | 'encrypt'>(),
    notAfter: p.datetime(),
    boundAt: p.datetime(),
    unboundAt: p.datetime().nullable(),
  },
});
export class Certificate extends CertificateSchema.class {}
CertificateSchema.setClass(Certificate);

const ExpertSchema = defineEntity({
  name: 'Expert',
  tableName: 'expert',
  properties: {
    person: () => p.oneToOne(Person).primary(),
    city: p.text(),
    disciplines: p.json<string[]>(),
    employer: p.text(),
    pastEmployers: p.json<{ name: string; until: string }[]>(),
    active: p.boolean().default(true),
  },
});
export class Expert extends ExpertSchema.class {}
ExpertSchema.setClass(Expert);

/** Only the SHA-256 of the token is kept: whoever reads the table cannot become anybody. */
const SessionSchema = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    id: p.uuid().primary(),
    tokenSha256: p.text().unique(),
    person: () => p.manyToOne(Person),
    startedAt: p.datetime(),
    seenAt: p.datetime(),
    expiresAt: p.datetime(),
    endedAt: p.datetime().nullable(),
  },
});
export class Session extends SessionSchema.class {}
SessionSchema.setClass(Session);

const ChallengeSchema = defineEntity({
  name: 'Challenge',
  tableName: 'challenge',
  properties: {
    text: p.text().primary(),
    expiresAt: p.datetime(),
    usedAt: p.datetime().nullable(),
  },
});
export class Challenge extends ChallengeSchema.class {}
ChallengeSchema.setClass(Challenge);
