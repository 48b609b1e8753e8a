import type Router from '@koa/router';
import type { Verifier } from '../transparency/note.ts';
import { logRoutes } from './log.ts';

/** `log` is the key that signs the checkpoints. */
export function auditRoutes(router: Router, log: Verifier): void {
  logRoutes(router, log);
}
