import { PlatformTables } from './migrations/0001-platform.ts';
import { DemoClock } from './platform/clock.ts';
import type { Schema } from './platform/database.ts';
import { Idempotency } from './platform/idempotency.ts';
import { Event, LedgerRoom } from './platform/ledger/entities.ts';

/** Every table of the house, and every step that made it, in order. A capability adds its words here. */
export const schema: Schema = {
  entities: [Event, LedgerRoom, DemoClock, Idempotency],
  migrations: [PlatformTables],
};
