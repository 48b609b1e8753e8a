import type { AddressInfo } from 'node:net';
import { bodyParser } from '@koa/bodyparser';
import Router from '@koa/router';
import Koa from 'koa';
import { problems } from '../../src/platform/http.ts';
import { visitor } from '../../src/platform/identity.ts';
import type { City, Firm } from './trade.ts';

export interface Reply {
  readonly status: number;
  readonly body: string;
  /** The ETag, empty without one. */
  readonly tag: string;
}

export interface Site {
  /** Asks as `who` (nobody signed in when null), holding what `held` tags; the path is below /api. */
  get(path: string, who: Firm | null, held?: string): Promise<Reply>;
  close(): Promise<void>;
}

/** The routes of some capabilities behind a real HTTP server; the header `x-as` stands for the session. */
export async function aSite(city: City, mount: (router: Router) => void): Promise<Site> {
  const koa = new Koa();
  const router = new Router();
  mount(router);
  const people = new Map<string, Firm>();
  koa.use(problems as Koa.Middleware);
  koa.use(async (c, next) => {
    const who = people.get(c.get('x-as'));
    c.state.trace = 'trace';
    c.state.context = city.context(who?.actor ?? visitor);
    await next();
  });
  koa.use(bodyParser()).use(router.routes());
  const server = koa.listen(0, '127.0.0.1');
  await new Promise(done => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  return {
    async get(path, who, held = '') {
      if (who) people.set(who.person, who);
      const headers = { 'x-as': who?.person ?? '', 'if-none-match': held };
      const reply = await fetch(`http://127.0.0.1:${port}/api${path}`, { headers });
      const tag = reply.headers.get('etag') ?? '';
      return { status: reply.status, body: await reply.text(), tag };
    },
    close: () => new Promise(done => server.close(() => done())),
  };
}
