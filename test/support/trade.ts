import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { type DevelopmentCa, makeDevelopmentCa } from '../../certs/development-ca.ts';
import type { Role } from '../../contracts/route.ts';
import type { LotRules } from '../../contracts/tender/lot-rules.ts';
import { barOn } from '../../src/blacklist/bar-on.ts';
import { creditFor } from '../../src/credit/credit-at.ts';
import { hex } from '../../src/kernel/bytes.ts';
import type { Signer } from '../../src/pki/cades.ts';
import type { Certificate as Parsed } from '../../src/pki/certificate.ts';
import { openP12 } from '../../src/pki/pkcs12/open.ts';
import type { Centre } from '../../src/platform/centre.ts';
import { builtInStamps, centreOf } from '../../src/platform/centre-keys.ts';
import { type Clock, makeClock, startDemoClock } from '../../src/platform/clock.ts';
import type { Context } from '../../src/platform/command.ts';
import type { Orm } from '../../src/platform/database.ts';
import { type Actor, platformActor } from '../../src/platform/identity.ts';
import { nodePrimitives } from '../../src/platform/node-primitives.ts';
import { ocspClient } from '../../src/platform/ocsp-client.ts';
import { folderStorage, type Storage } from '../../src/platform/storage.ts';
import { folderVault, type Vault } from '../../src/platform/vault.ts';
import {
  Certificate,
  Organisation,
  type OrganisationKind,
  Person,
} from '../../src/registry/entities.ts';
import { isOwnCertificate } from '../../src/registry/own-certificate.ts';
import { type BidderKey, softwareKey } from '../../src/sealing/bidder-key.ts';
import { committeeKeySha256, soleCommittee } from '../../src/sealing/committee.ts';
import { cryptosystem } from '../../src/sealing/suites.ts';
import { Lot, Project } from '../../src/tender/entities.ts';
import { openTenderRules } from '../../src/tender/methods/open-tender.ts';
import { rulesSha256 } from '../../src/tender/rules/lot-rules.ts';
import { seedCommit } from '../../src/tender/rules/public-draw.ts';
import { committeeSecret, drawSeed } from '../../src/tender/rules/secrets.ts';

/** A city with a real database, storage, vault, development CA and centre, and a clock that can be put forward. */
export interface City {
  readonly orm: Orm;
  readonly url: string;
  readonly folder: string;
  readonly ca: DevelopmentCa;
  readonly clock: Clock;
  readonly storage: Storage;
  readonly vault: Vault;
  readonly centre: Centre;
  context(actor?: Actor): Context;
  now(): Promise<Date>;
  advance(toward: Date): Promise<void>;
  drop(): Promise<void>;
}

/** A city on a fresh database of the test's PostgreSQL. */
export async function aCity(revocation: Revocation = 'lists'): Promise<City> {
  // Only inside vitest: benchmarks bring their own database.
  const { freshDatabase } = await import('./database.ts');
  return cityOn(await freshDatabase(), revocation);
}

/** Where the city learns of revocations: from lists, or from the OCSP responder of its CA alone. */
type Revocation = 'lists' | 'ocsp';

export async function cityOn(
  database: { orm: Orm; url: string; drop: () => Promise<void> },
  revocation: Revocation = 'lists',
): Promise<City> {
  const folder = mkdtempSync(join(tmpdir(), 'kaibiao-city-'));
  const clock = makeClock(1);
  await startDemoClock(database.orm.em.fork(), 1);
  const ca = await makeDevelopmentCa(join(folder, 'ca'));
  const lists = (await ca.crls(new Date())).map(crl => crl.der);
  const centre = await centreOf({
    signer: ca.centre,
    stamps: builtInStamps(ca.timestamp),
    trustListP7: ca.trustList,
    trustSignerSha256: ca.trustSignerSha256,
    ...(revocation === 'lists'
      ? { crls: async () => lists }
      : { crls: async () => [], askOcsp: ocspClient('machine', { restMs: 0, rememberMs: 0 }) }),
  });
  const storage = await folderStorage(join(folder, 'blobs'));
  const vault = await folderVault(join(folder, 'keys'));
  const given = { isOwnCertificate, barOn, creditFor, wake: () => undefined };
  const parts = { clock, storage, vault, centre, ...given };
  const em = () => database.orm.em.fork();
  return {
    ...{ orm: database.orm, url: database.url, folder, ca, ...parts },
    context: (actor = platformActor) => ({
      ...{ ...parts, em: em(), actor, address: '127.0.0.1', trace: v7() },
    }),
    now: () => clock.now(em()),
    advance: async toward => void (await clock.advance(em(), toward)),
    async drop() {
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An organisation of the register with one person who acts for it, and keys of its own. */
export interface Firm {
  readonly organisation: string;
  readonly person: string;
  readonly name: string;
  readonly actor: Actor;
  readonly signer: Signer;
  readonly key: BidderKey;
}

let count = 0;

/** Registers a firm and binds the certificates that the development CA makes for it. */
export async function aFirm(
  city: City,
  kinds: OrganisationKind[] = ['bidder'],
  roles: Role[] = ['bidder'],
): Promise<Firm> {
  const number = String(++count).padStart(3, '0');
  const name = `测试单位${number}有限公司`;
  const at = await city.now();
  const em = city.orm.em.fork();
  const organisation = em.create(Organisation, {
    ...{ id: v7(), name, city: '云江', kinds, registeredAt: at },
    code: `91440000MA5TEST${number}`,
  });
  const person = em.create(Person, {
    ...{ id: v7(), name: `经办人${number}`, organisation, login: `p${number}`, roles },
    ...{ passwordHash: null, failures: 0, lockedUntil: null, registeredAt: at },
  });
  await em.flush();
  const actor: Actor = {
    ...{ person: person.id, organisation: organisation.id, name: person.name },
    ...{ organisationName: name, city: '云江', roles, session: v7() },
  };
  const keys = await issueTo(city, { organisation: organisation.id, person: person.id, name });
  return { organisation: organisation.id, person: person.id, name, actor, ...keys };
}

/** A certificate pair out of the CA, bound to the firm; a second call renews. */
export async function issueTo(
  city: City,
  firm: Pick<Firm, 'organisation' | 'person' | 'name'>,
): Promise<{ signer: Signer; key: BidderKey }> {
  const { organisation, person, name } = firm;
  const at = await city.now();
  const order = { kind: 'organisation', key: 'ec', encryption: true, authority: 0 } as const;
  const issued = await city.ca.issue({ ...order, name, org: name, code: person }, at);
  const { signing, encryption, chain } = await openP12(issued.p12, issued.passphrase);
  if (!signing || !encryption) throw new Error('both keys expected');
  const em = city.orm.em.fork();
  const bind = (certificate: Parsed, purpose: 'sign' | 'encrypt') =>
    em.create(Certificate, {
      ...{ sha256: certificate.sha256, person, organisation, der: Buffer.from(certificate.der) },
      ...{ subject: name, issuer: certificate.issuer.commonName, serial: certificate.serial },
      ...{ purpose, notAfter: certificate.notAfter, boundAt: at, unboundAt: null },
    });
  bind(signing.certificate, 'sign');
  bind(encryption.certificate, 'encrypt');
  await em.flush();
  const key = softwareKey(encryption.certificate.der, encryption.key);
  return { signer: { ...signing, chain }, key };
}

export interface LotOptions {
  readonly deadline: Date;
  readonly tenderer: Pick<Firm, 'organisation' | 'name'>;
  readonly agency?: Pick<Firm, 'organisation' | 'name'>;
  readonly envelopes?: LotRules['envelopes'];
  readonly ceiling?: string;
  readonly price?: LotRules['price'];
}

const contentOf = ({ deadline, agency }: LotOptions, at: Date): Project['content'] => ({
  ...{ name: '滨江路综合改造工程', city: '云江', industry: 'building', summary: '', approval: '' },
  ...{ fundSource: '财政资金', agency: agency?.organisation ?? null, lots: [] },
  contact: { name: '何工', phone: '0000-12345' },
  schedule: {
    ...{ issueFrom: at.toISOString(), issueTo: deadline.toISOString() },
    ...{ deadline: deadline.toISOString(), evaluationFrom: deadline.toISOString() },
  },
});

/** A published lot that takes bids, with its committee key in the vault, as the publication leaves it. */
export async function aLot(
  city: Pick<City, 'orm' | 'vault' | 'now'>,
  options: LotOptions,
): Promise<Lot> {
  const { deadline, tenderer, agency } = options;
  const opening = openTenderRules.envelopes.filter(e => e.id === 'opening');
  const rules: LotRules = {
    ...openTenderRules,
    ceiling: options.ceiling ?? '238600000.00',
    envelopes: options.envelopes ?? opening,
    releaseWindowMinutes: 30,
    price: options.price ?? openTenderRules.price,
  };
  const at = await city.now();
  const em = city.orm.em.fork();
  const project = em.create(Project, {
    ...{ id: v7(), code: `YJ-${v7()}`, state: 'published', version: 1, createdAt: at, savedAt: at },
    ...{ tenderer: tenderer.organisation, agency: agency?.organisation ?? null },
    ...{ tendererName: tenderer.name, agencyName: agency?.name ?? null, city: '云江' },
    ...{ name: '滨江路综合改造工程', industry: 'building', publishedAt: at, deadline },
    ...{ ceilingFen: 1n, suspendedAt: null },
    content: contentOf(options, at),
  });
  const { key, secret } = soleCommittee();
  const id = v7();
  await city.vault.put(committeeSecret(id), secret);
  const seed = randomBytes(32);
  await city.vault.put(drawSeed(id), seed);
  const sha256 = await committeeKeySha256(key, cryptosystem('intl-1', nodePrimitives));
  const lot = em.create(Lot, {
    ...{ id, project, position: 0, title: '一标段', state: 'bidding', resumesTo: null },
    ...{ rules, rulesSha256: rulesSha256(rules), deadline, drawSeedCommit: seedCommit(hex(seed)) },
    ...{ committeeSpki: Buffer.from(key.spki), committeeK: 1, committeeN: 1 },
    committeeKeySha256: hex(sha256),
  });
  await em.flush();
  return lot;
}
