import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { barOn } from '../../src/blacklist/bar-on.ts';
import { creditFor } from '../../src/credit/credit-at.ts';
import { developmentCentre } from '../../src/demo/development-centre.ts';
import { settleCity } from '../../src/demo/settle.ts';
import { signCades } from '../../src/pki/cades.ts';
import { openP12 } from '../../src/pki/pkcs12/open.ts';
import { makeClock, startDemoClock } from '../../src/platform/clock.ts';
import type { Context } from '../../src/platform/command.ts';
import type { Orm } from '../../src/platform/database.ts';
import { type Actor, platformActor } from '../../src/platform/identity.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { folderStorage } from '../../src/platform/storage.ts';
import { folderVault } from '../../src/platform/vault.ts';
import { Expert, Person } from '../../src/registry/entities.ts';
import { isOwnCertificate } from '../../src/registry/own-certificate.ts';
import { freshDatabase } from '../support/database.ts';

/** The demo city on a fresh database: real certificates, vault, storage, and a clock that may be put forward. */
export interface City {
  readonly orm: Orm;
  readonly url: string;
  /** A context of the person with this login, or of the platform itself. */
  as(login: string): Promise<Context>;
  asPerson(id: string): Promise<Context>;
  readonly platform: Context;
  /** A CAdES signature over a text with the person's own key, base64. */
  sign(person: string, text: string): Promise<string>;
  advance(ms: number): Promise<Date>;
  /** Every event of a type, newest last. */
  events(type: string): Promise<{ actor: string; data: Record<string, unknown> }[]>;
  close(): Promise<void>;
}

export async function startCity(): Promise<City> {
  const folder = mkdtempSync(join(tmpdir(), 'kaibiao-city-'));
  const { orm, url, drop } = await freshDatabase();
  await startDemoClock(orm.em.fork(), 1);
  const clock = makeClock(1);
  const vault = await folderVault(join(folder, 'vault'));
  const storage = await folderStorage(join(folder, 'storage'));
  const { centre, ca } = await developmentCentre(folder, await clock.now(orm.em.fork()));
  const context = (actor: Actor): Context => ({
    em: orm.em.fork(),
    actor,
    clock,
    storage,
    vault,
    centre,
    isOwnCertificate,
    barOn,
    creditFor,
    address: '127.0.0.1',
    trace: 'test',
    wake: () => undefined,
  });
  const platform = context(platformActor);
  await settleCity(platform, ca);
  const asPerson = async (id: string) => {
    const person = await orm.em.fork().findOneOrFail(Person, id, { populate: ['organisation'] });
    return context(await actorOf(orm, person));
  };
  return {
    orm,
    url,
    get platform() {
      return context(platformActor);
    },
    asPerson,
    async as(login) {
      return asPerson((await orm.em.fork().findOneOrFail(Person, { login })).id);
    },
    async sign(person, text) {
      const kept = JSON.parse(
        Buffer.from((await vault.get(`demo-p12-${person}`)) ?? '').toString(),
      );
      const { signing, chain } = await openP12(Buffer.from(kept.p12, 'base64'), kept.passphrase);
      if (!signing) throw new Error('no signing key');
      const signingTime = await clock.now(orm.em.fork());
      const p7 = await signCades(Buffer.from(text), [{ ...signing, chain }], {
        detached: false,
        signingTime,
      });
      return Buffer.from(p7).toString('base64');
    },
    async advance(ms) {
      const em = orm.em.fork();
      return clock.advance(em, new Date((await clock.now(em)).getTime() + ms));
    },
    async events(type) {
      const rows = await orm.em.fork().find(Event, { type }, { orderBy: { at: 1, id: 1 } });
      return rows.map(({ actor, text }) => ({ actor, data: JSON.parse(text).data }));
    },
    async close() {
      await drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function actorOf(orm: Orm, person: Person): Promise<Actor> {
  const expert = await orm.em.fork().findOne(Expert, { person: person.id });
  return {
    person: person.id,
    organisation: person.organisation?.id ?? null,
    name: person.name,
    organisationName: person.organisation?.name ?? null,
    city: expert?.city ?? person.organisation?.city ?? null,
    roles: person.roles,
    session: `session-${person.id}`,
  };
}
