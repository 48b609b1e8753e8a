import type Router from '@koa/router';
import type { RouterContext } from '@koa/router';
import * as contract from '../../contracts/log.ts';
import { base64 } from '../kernel/bytes.ts';
import { RuleError } from '../kernel/rule-error.ts';
import type { Context } from '../platform/command.ts';
import { serve } from '../platform/http.ts';
import {
  consistencyProof,
  inclusionProof,
  latestCheckpoint,
  leafIndexOf,
  readTile,
} from '../platform/ledger/log.ts';
import { formatVerifier, type Verifier } from '../transparency/note.ts';
import { parseTilePath } from '../transparency/tiles.ts';

/** The log for everyone: C2SP resources below `/log`, proofs below `/api/log`. */
export function logRoutes(router: Router, log: Verifier): void {
  serve(router, contract.readLogKey, async () => ({
    origin: log.name,
    verifier: formatVerifier(log),
  }));
  serve(router, contract.readInclusion, async (ctx, { query }) => {
    const index = query.index ?? (await leafIndexOf(ctx.em, query.event ?? ''));
    return { index, proof: index === null ? null : await inclusionProof(ctx.em, index) };
  });
  serve(router, contract.readConsistency, async (ctx, { query }) => ({
    hashes: (await consistencyProof(ctx.em, query.from, query.to)).map(base64),
  }));
  router.get(`${contract.logPrefix}/checkpoint`, sendCheckpoint);
  router.get(`${contract.logPrefix}/*path`, sendTile);
}

const emOf = (koa: RouterContext) => (koa.state.context as Context).em;

async function sendCheckpoint(koa: RouterContext): Promise<void> {
  open(koa, 'log checkpoint', 'no-cache');
  const head = await latestCheckpoint(emOf(koa));
  if (!head)
    throw new RuleError('NOT_FOUND', {
      zh: '日志还没有第一个检查点。',
      en: 'The log has no first checkpoint yet.',
    });
  koa.type = 'text/plain; charset=utf-8';
  koa.body = head.note;
}

async function sendTile(koa: RouterContext): Promise<void> {
  const tile = parseTilePath(koa.path.slice(contract.logPrefix.length + 1));
  if (!tile)
    throw new RuleError('NOT_FOUND', {
      zh: '日志里没有这个地址。',
      en: 'The log has no such address.',
    });
  const bytes = await readTile(emOf(koa), tile);
  open(koa, 'log tile', 'public, max-age=31536000, immutable');
  koa.type = 'application/octet-stream';
  koa.body = Buffer.from(bytes);
}

/** Monitors on other sites read the log too: it says nothing about who asks. */
function open(koa: RouterContext, route: string, caching: string): void {
  koa.state.route = route;
  koa.set('Cache-Control', caching);
  koa.set('Access-Control-Allow-Origin', '*');
  koa.set('Cross-Origin-Resource-Policy', 'cross-origin');
}
