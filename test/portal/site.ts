import { createServer } from 'node:http';
import Router from '@koa/router';
import type { AwardView } from '../../contracts/award.ts';
import { checkReceipt } from '../../src/bidding/read-bids.ts';
import { listSanctions, readSanction } from '../../src/blacklist/read-sanctions.ts';
import { listResults } from '../../src/contract/list-results.ts';
import { readContract } from '../../src/contract/read-contract.ts';
import { listCreditRules, listCredits, readCredit } from '../../src/credit/read-credit.ts';
import type { Context } from '../../src/platform/command.ts';
import { visitor } from '../../src/platform/identity.ts';
import { makeLog } from '../../src/platform/log.ts';
import { makeMetrics } from '../../src/platform/metrics.ts';
import { makePipeline } from '../../src/platform/pipeline.ts';
import { portalRoutes } from '../../src/portal/routes.ts';
import { listProjects } from '../../src/tender/list-projects.ts';
import { readProject } from '../../src/tender/read-project.ts';
import { signerOf } from '../../src/transparency/note.ts';
import type { Office } from '../tender/office.ts';

export interface Page {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly cookies: readonly string[];
}

export interface Site {
  readonly url: string;
  get(path: string, cookie?: string): Promise<Page>;
  close(): Promise<void>;
}

/** The public pages over the office's own data, behind the real pipeline. `awards` answers for lots in the award. */
export async function openSite(
  office: Office,
  awards: Map<string, AwardView> = new Map(),
): Promise<Site> {
  const koa = makePipeline({
    log: makeLog('silent'),
    metrics: makeMetrics(),
    origins: () => [],
    proxies: 0,
    context: () => office.context(visitor),
    authenticate: async () => null,
    ready: async () => true,
  });
  const router = new Router();
  const readAward = async (_: unknown, lot: string) => {
    const found = awards.get(lot);
    if (!found) throw new Error(`no award for ${lot}`);
    return found;
  };
  const log = signerOf('kaibiao.test/log', new Uint8Array(32)).verifier;
  const sanctions = {
    listSanctions,
    readSanction: (ctx: Context, number: string) => readSanction(ctx, number, log),
  };
  const credits = { listCredits, listCreditRules, readCredit };
  const trades = { listProjects, readProject, readAward, readContract, listResults, checkReceipt };
  const source = { ...trades, ...sanctions, ...credits };
  portalRoutes(router, source, log);
  koa.use(router.routes());
  const server = createServer(koa.callback());
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  return {
    url,
    async get(path, cookie = '') {
      const reply = await fetch(url + path, { headers: { cookie } });
      return {
        status: reply.status,
        type: reply.headers.get('content-type') ?? '',
        text: await reply.text(),
        cookies: reply.headers.getSetCookie(),
      };
    },
    close: () => new Promise(done => server.close(() => done())),
  };
}
