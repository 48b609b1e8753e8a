import { v7 } from 'uuid';
import type { DevelopmentCa, IssuedCertificates } from '../../certs/development-ca.ts';
import { base64, utf8 } from '../kernel/bytes.ts';
import type { Certificate as PkiCertificate } from '../pki/certificate.ts';
import { type Context, type Transaction, transact } from '../platform/command.ts';
import { Certificate, Expert, Organisation, Person } from '../registry/entities.ts';
import { type DemoPerson, organisationOf, organisations, people } from './city.ts';

/** Bidders whose encryption key is RSA: both kinds of lock are at work in the demo. */
const withRsa: ReadonlySet<string> = new Set(['huayi', 'zhongdi']);

/**
 * Fills an empty platform with the demo city: organisations, people, experts, and for each of them a certificate made
 * here and now. A platform that has organisations is left as it is. Says whether it settled anything.
 */
export async function settleCity(ctx: Context, ca: DevelopmentCa): Promise<boolean> {
  if ((await ctx.em.count(Organisation)) > 0) return false;
  const at = await ctx.clock.now(ctx.em);
  const issued = new Map<string, IssuedCertificates>();
  for (const person of people) issued.set(person.login, await issueTo(ca, person, at));
  await transact(ctx, async tx => {
    const made = registerOrganisations(tx, at);
    const ids = people.map(person => registerPerson(tx, person, made, issued, at));
    await tx.em.flush();
    // Before the commit: a crash must not leave people without their keys.
    for (const { id, login } of ids) await keepKey(ctx, id, issued.get(login));
    await tx.record({ type: 'demo.settled', subject: 'demo', data: { people: people.length } });
  });
  return true;
}

async function keepKey(ctx: Context, person: string, key: IssuedCertificates | undefined) {
  if (!key) return;
  const secret = JSON.stringify({ p12: base64(key.p12), passphrase: key.passphrase });
  await ctx.vault.put(`demo-p12-${person}`, utf8(secret));
}

function issueTo(ca: DevelopmentCa, person: DemoPerson, at: Date): Promise<IssuedCertificates> {
  const home = person.organisation === null ? null : organisationOf(person.organisation);
  const isBidder = person.roles.includes('bidder');
  return ca.issue(
    {
      kind: isBidder ? 'organisation' : 'person',
      name: isBidder && home ? home.name : person.name,
      org: home?.name ?? person.expert?.employer ?? '云江市公共资源交易中心',
      code: isBidder && home ? home.code : person.login,
      ...(home && !isBidder ? { orgCode: home.code } : {}),
      key: person.organisation && withRsa.has(person.organisation) ? 'rsa' : 'ec',
      encryption: isBidder,
    },
    at,
  );
}

function registerOrganisations(tx: Transaction, at: Date): Map<string, Organisation> {
  return new Map(
    organisations.map(({ key, name, code, city, kinds, basicAccount }) => [
      key,
      tx.em.create(Organisation, {
        id: v7(),
        name,
        code,
        city,
        kinds,
        basicAccount,
        registeredAt: at,
      }),
    ]),
  );
}

function registerPerson(
  tx: Transaction,
  who: DemoPerson,
  homes: Map<string, Organisation>,
  issued: Map<string, IssuedCertificates>,
  at: Date,
): { id: string; login: string } {
  const organisation = who.organisation === null ? null : (homes.get(who.organisation) ?? null);
  const person = tx.em.create(Person, {
    id: v7(),
    name: who.name,
    organisation,
    login: who.login,
    passwordHash: null,
    roles: [...who.roles],
    failures: 0,
    lockedUntil: null,
    registeredAt: at,
  });
  const keys = issued.get(who.login);
  if (keys) bind(tx, person, keys.signing, 'sign', at);
  if (keys?.encryption) bind(tx, person, keys.encryption, 'encrypt', at);
  if (who.expert) {
    const { city, disciplines, employer, pastEmployers } = who.expert;
    const past = pastEmployers.map(p => ({ ...p }));
    const pool = {
      city,
      disciplines: [...disciplines],
      employer,
      pastEmployers: past,
      active: true,
    };
    tx.em.create(Expert, { person, ...pool });
  }
  return { id: person.id, login: who.login };
}

function bind(
  tx: Transaction,
  person: Person,
  certificate: PkiCertificate,
  purpose: 'sign' | 'encrypt',
  at: Date,
): void {
  tx.em.create(Certificate, {
    sha256: certificate.sha256,
    person,
    organisation: person.organisation ?? null,
    der: Buffer.from(certificate.der),
    subject: certificate.subject.commonName,
    issuer: certificate.issuer.commonName,
    serial: certificate.serial,
    purpose,
    notAfter: certificate.notAfter,
    boundAt: at,
    unboundAt: null,
  });
}
