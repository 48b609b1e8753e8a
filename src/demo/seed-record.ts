import { type Context, transact } from '../platform/command.ts';
import { Event } from '../platform/ledger/entities.ts';

/** Which example trades are whole, on record like everything else. */
export interface SeedRecord {
  whole(): Promise<ReadonlySet<string>>;
  made(name: string): Promise<void>;
}

const type = 'demo.trades-made';

export function seedRecord(context: () => Context): SeedRecord {
  return {
    async whole() {
      const events = await context().em.find(Event, { type });
      return new Set(events.map(event => event.subject));
    },
    made: name =>
      transact(context(), async tx => {
        await tx.record({ type, subject: name, data: {} });
      }),
  };
}
