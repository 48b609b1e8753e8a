import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import Router from '@koa/router';
import { v7 } from 'uuid';
import type { Role } from '../../contracts/route.ts';
import { builtInStamps, centreOf } from '../../src/platform/centre-keys.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { makeLog } from '../../src/platform/log.ts';
import { makeMetrics } from '../../src/platform/metrics.ts';
import { makePipeline } from '../../src/platform/pipeline.ts';
import { Person } from '../../src/registry/entities.ts';
import { hashPassword } from '../../src/registry/password.ts';
import { registryRoutes } from '../../src/registry/routes.ts';
import { authenticate } from '../../src/registry/session.ts';
import { aCity } from '../support/trade.ts';

/** The register behind real HTTP, with real sessions; demo mode off unless asked for. */
export async function openRegister(demo = false) {
  const city = await aCity();
  // Lists made at each call: what a test revokes is revoked at once.
  const centre = await centreOf({
    signer: city.ca.centre,
    stamps: builtInStamps(city.ca.timestamp),
    trustListP7: city.ca.trustList,
    trustSignerSha256: city.ca.trustSignerSha256,
    crls: async () => (await city.ca.crls(new Date())).map(crl => crl.der),
  });
  const koa = makePipeline({
    log: makeLog('silent'),
    metrics: makeMetrics(),
    origins: () => [],
    proxies: 1,
    context: (actor, trace, address) => ({ ...city.context(actor), centre, trace, address }),
    authenticate,
    ready: async () => true,
  });
  const router = new Router();
  let url = '';
  registryRoutes(router, { demo, demoSpeed: 1, origin: () => url });
  koa.use(router.routes());
  const server = createServer(koa.callback());
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  return {
    city,
    url,
    call: callerOf(url),
    events: async (type: string) =>
      (await city.orm.em.fork().find(Event, { type }, { orderBy: { id: 'asc' } })).map(event =>
        JSON.parse(event.text),
      ),
    /** A person with a password, put into the table as the first administrators are. */
    async person(login: string, roles: Role[], password = 'correct horse battery') {
      const em = city.orm.em.fork();
      const id = v7();
      em.create(Person, {
        ...{ id, name: login, organisation: null, login, roles, failures: 0, lockedUntil: null },
        ...{ passwordHash: await hashPassword(password), registeredAt: new Date() },
      });
      await em.flush();
      return id;
    },
    /** The token of a session begun by password. */
    async token(login: string, password = 'correct horse battery'): Promise<string> {
      return (await callerOf(url)('POST', '/session/password', { login, password })).body.token;
    },
    async close() {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
      await city.drop();
    },
  };
}
export type Register = Awaited<ReturnType<typeof openRegister>>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: replies of many contracts, read by the tests that know them.
  readonly body: any;
}

let calls = 0;

const callerOf =
  (url: string) =>
  async (method: string, path: string, body?: unknown, token?: string): Promise<Answer> => {
    const response = await fetch(`${url}/api${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        // Each call from an address of its own: the limit of sign-ins per address is not the matter here.
        'x-forwarded-for': `10.0.${calls >> 8}.${calls++ & 255}`,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? null : JSON.parse(text),
    };
  };
