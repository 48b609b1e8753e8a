import type Router from '@koa/router';
import * as contract from '../../contracts/audit.ts';
import { serveBytes } from '../platform/http.ts';
import type { Verifier } from '../transparency/note.ts';
import { exportBundle } from './export-bundle.ts';
import { logRoutes } from './log.ts';

/** `log` is the key that signs the checkpoints. */
export function auditRoutes(router: Router, log: Verifier): void {
  logRoutes(router, log);
  serveBytes(router, contract.exportBundle, (ctx, { params }) =>
    exportBundle(ctx, params.lot, log),
  );
}
