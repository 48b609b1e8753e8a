import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Router from '@koa/router';
import { v7 } from 'uuid';
import { type DevelopmentCa, makeDevelopmentCa } from '../../certs/development-ca.ts';
import type { Role, Route } from '../../contracts/route.ts';
import { barOn } from '../../src/blacklist/bar-on.ts';
import { creditFor } from '../../src/credit/credit-at.ts';
import { chinaCalendar, instantOf } from '../../src/kernel/calendar.ts';
import { signCades } from '../../src/pki/cades.ts';
import { openP12 } from '../../src/pki/pkcs12/open.ts';
import { builtInStamps, centreOf } from '../../src/platform/centre-keys.ts';
import type { Context } from '../../src/platform/command.ts';
import type { Orm } from '../../src/platform/database.ts';
import type { Actor } from '../../src/platform/identity.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { makeLog } from '../../src/platform/log.ts';
import { makeMetrics } from '../../src/platform/metrics.ts';
import { makePipeline } from '../../src/platform/pipeline.ts';
import { folderStorage } from '../../src/platform/storage.ts';
import { folderVault } from '../../src/platform/vault.ts';
import {
  Certificate,
  Organisation,
  type OrganisationKind,
  Person,
} from '../../src/registry/entities.ts';
import { isOwnCertificate } from '../../src/registry/own-certificate.ts';
import { tenderRoutes } from '../../src/tender/routes.ts';
import { freshDatabase } from '../support/database.ts';

/** Somebody at work: who, and a hand that signs with the certificate bound to them. */
export interface Desk {
  readonly actor: Actor;
  /** CAdES over `text`, attached, base64. */
  sign(text: string): Promise<string>;
}

export interface Asked {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
  readonly bytes?: Uint8Array;
  readonly headers?: Record<string, string>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: replies of many contracts, read by the tests that know them.
  readonly body: any;
}

const opened = instantOf('2026-09-01');
const start = instantOf('2026-09-10', '10:36');

/** The tender capability behind real HTTP: real database, real certificates, and a clock that tests turn. */
export async function openOffice() {
  const folder = mkdtempSync(join(tmpdir(), 'kaibiao-office-'));
  const { orm, drop } = await freshDatabase();
  const ca = await makeDevelopmentCa(join(folder, 'ca'), opened);
  const clock = { time: start };
  const context = await contexts(folder, orm, ca, clock);
  const sessions = new Map<string, Actor>();
  const { server, port } = await listen(context, sessions);
  const seat = async (name: string, kind: OrganisationKind, role: Role) => {
    const desk = await register(orm, ca, { name, kind, role });
    sessions.set(String(desk.actor.session), desk.actor);
    return { ...desk, sign: (text: string) => desk.sign(text, clock.time) };
  };
  return {
    clock,
    context,
    em: () => orm.em.fork(),
    call: caller(port),
    tenderer: await seat('云江市城市建设发展中心', 'tenderer', 'tenderer'),
    agency: await seat('云江正衡工程咨询有限公司', 'agency', 'agency'),
    stranger: await seat('望川市水务集团', 'tenderer', 'tenderer'),
    bidder: await seat('云江建工集团有限公司', 'bidder', 'bidder'),
    supervisor: await seat('云江市住房和城乡建设局', 'supervision', 'supervisor'),
    events: () => orm.em.fork().find(Event, {}, { orderBy: { at: 'asc', id: 'asc' } }),
    async close() {
      await new Promise(done => server.close(done));
      await drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type Office = Awaited<ReturnType<typeof openOffice>>;

async function contexts(folder: string, orm: Orm, ca: DevelopmentCa, clock: { time: Date }) {
  const centre = await centreOf({
    signer: ca.centre,
    stamps: builtInStamps(ca.timestamp),
    trustListP7: ca.trustList,
    trustSignerSha256: ca.trustSignerSha256,
    crls: async () => (await ca.crls(start)).map(c => c.der),
  });
  const parts = {
    clock: {
      get sql() {
        return `'${clock.time.getTime()}'`;
      },
      now: async () => clock.time,
      advance: async () => clock.time,
    },
    storage: await folderStorage(join(folder, 'blobs')),
    vault: await folderVault(join(folder, 'keys')),
    centre,
    isOwnCertificate,
    barOn,
    creditFor,
    wake: () => undefined,
  };
  return (actor: Actor, trace = 'test', address = 'test'): Context => ({
    ...parts,
    em: orm.em.fork(),
    actor,
    trace,
    address,
  });
}

async function listen(
  context: (actor: Actor, trace: string, address: string) => Context,
  sessions: ReadonlyMap<string, Actor>,
): Promise<{ server: Server; port: number }> {
  const koa = makePipeline({
    log: makeLog('silent'),
    metrics: makeMetrics(),
    origins: () => [],
    proxies: 0,
    context,
    authenticate: async (_, token) => sessions.get(token) ?? null,
    ready: async () => true,
  });
  const router = new Router();
  tenderRoutes(router, chinaCalendar);
  koa.use(router.routes());
  const server = createServer(koa.callback());
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return { server, port: (server.address() as { port: number }).port };
}

let seats = 0;

async function register(
  orm: Orm,
  ca: DevelopmentCa,
  { name, kind, role }: { name: string; kind: OrganisationKind; role: Role },
) {
  seats += 1;
  const em = orm.em.fork();
  const code = `9${String(seats).padStart(17, '0')}`;
  const key = 'ec' as const;
  const order = { kind: 'organisation' as const, name, org: name, code, key, encryption: false };
  const issued = await ca.issue(order, opened);
  const organisation = em.create(Organisation, {
    id: v7(),
    name,
    code,
    city: '云江市',
    kinds: [kind],
    registeredAt: opened,
  });
  const person = em.create(Person, {
    id: v7(),
    name: `${name}经办人`,
    organisation,
    login: `person-${seats}`,
    passwordHash: null,
    roles: [role],
    failures: 0,
    lockedUntil: null,
    registeredAt: opened,
  });
  em.create(Certificate, {
    sha256: issued.signing.sha256,
    person,
    organisation,
    der: Buffer.from(issued.signing.der),
    subject: name,
    issuer: '',
    serial: issued.signing.serial,
    purpose: 'sign',
    notAfter: instantOf('2028-09-01'),
    boundAt: opened,
    unboundAt: null,
  });
  await em.flush();
  const { signing, chain } = await openP12(issued.p12, issued.passphrase);
  if (!signing) throw new Error('no signing key');
  const actor: Actor = {
    person: person.id,
    organisation: organisation.id,
    name: person.name,
    organisationName: name,
    city: '云江市',
    roles: [role],
    session: randomUUID(),
  };
  const sign = async (text: string, signingTime: Date) => {
    const how = { detached: false, signingTime };
    const p7 = await signCades(Buffer.from(text), [{ ...signing, chain }], how);
    return Buffer.from(p7).toString('base64');
  };
  return { actor, sign };
}

/** One HTTP request as `desk`, or as nobody. */
const caller =
  (port: number) =>
  async (desk: Desk | null, contract: Route, asked: Asked = {}): Promise<Answer> => {
    const path = contract.path.replace(/:(\w+)/g, (_, name) => asked.params?.[name] ?? '');
    const query = new URLSearchParams(asked.query);
    const reply = await fetch(`http://127.0.0.1:${port}/api${path}?${query}`, {
      method: contract.method.toUpperCase(),
      headers: headersOf(desk, asked),
      ...(contract.method === 'get' ? {} : { body: bodyOf(asked) }),
    });
    const json = reply.headers.get('content-type')?.includes('json');
    const body = json ? await reply.json() : Buffer.from(await reply.arrayBuffer());
    return { status: reply.status, headers: reply.headers, body };
  };

const headersOf = (desk: Desk | null, asked: Asked) => ({
  'content-type': asked.bytes ? 'application/octet-stream' : 'application/json',
  'idempotency-key': randomUUID(),
  ...(desk ? { authorization: `Bearer ${desk.actor.session}` } : {}),
  ...asked.headers,
});

const bodyOf = (asked: Asked) =>
  asked.bytes ? Buffer.from(asked.bytes) : JSON.stringify(asked.body ?? {});

export const sha256 = (bytes: Uint8Array | string) =>
  createHash('sha256').update(bytes).digest('hex');
