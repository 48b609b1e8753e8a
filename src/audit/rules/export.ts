import type { Role } from '../../../contracts/route.ts';
import type { LotState } from '../../../contracts/tender/project.ts';

/** States in which nothing of a lot has to stay secret any more (A37, C21). */
const exportable: ReadonlySet<LotState> = new Set(['candidates', 'awarded', 'contracted']);
/** A failed lot is tendered again: who had bid stays secret from the tenderer (C21), not from those who watch. */
const watchers: ReadonlySet<Role> = new Set(['supervisor', 'audit-admin']);

export const mayExportBundle = (roles: readonly Role[], state: LotState): boolean =>
  state === 'failed' ? roles.some(role => watchers.has(role)) : exportable.has(state);
