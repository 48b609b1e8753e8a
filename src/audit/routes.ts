import type Router from '@koa/router';
import * as contract from '../../contracts/audit.ts';
import * as retention from '../../contracts/retention.ts';
import { serve, serveBytes } from '../platform/http.ts';
import type { Verifier } from '../transparency/note.ts';
import { exportBundle } from './export-bundle.ts';
import { logRoutes } from './log.ts';
import { findHoldTargets } from './retention/hold-targets.ts';
import { liftHold, placeHold } from './retention/holds.ts';
import { readRetention } from './retention/read-retention.ts';

/** `log` is the key that signs the checkpoints. */
export function auditRoutes(router: Router, log: Verifier): void {
  logRoutes(router, log);
  serveBytes(router, contract.exportBundle, (ctx, { params }) =>
    exportBundle(ctx, params.lot, log),
  );
  serve(router, retention.readRetention, ctx => readRetention(ctx));
  serve(router, retention.findHoldTargets, (ctx, { query }) => findHoldTargets(ctx, query));
  serve(router, retention.placeHold, (ctx, { body }) => placeHold(ctx, body));
  serve(router, retention.liftHold, (ctx, { params }) => liftHold(ctx, params.hold));
}
