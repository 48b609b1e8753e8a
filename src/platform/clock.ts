import { defineEntity, p } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { prepared } from './prepared.ts';

const DemoClockSchema = defineEntity({
  name: 'DemoClock',
  tableName: 'demo_clock',
  properties: {
    id: p.integer().primary().autoincrement(false),
    base: p.datetime(),
    speed: p.double(),
    offsetMs: p.bigint('number'),
  },
});

export class DemoClock extends DemoClockSchema.class {}
DemoClockSchema.setClass(DemoClock);

/** The one clock: the database's, so that all nodes agree. In demo mode it may run fast or be put forward. */
export interface Clock {
  /** The time as SQL, in milliseconds since 1970, for a statement that reads it beside something else. */
  readonly sql: string;
  /** The time now, read at this very moment of the transaction (not at its start). */
  now(em: EntityManager): Promise<Date>;
  /** Demo mode only: puts the clock forward; never back. Returns the new time. */
  advance(em: EntityManager, toward: Date): Promise<Date>;
}

/** `demoSpeed` null means real time and nothing else. */
export function makeClock(demoSpeed: number | null): Clock {
  const time = demoSpeed === null ? 'clock_timestamp()' : 'demo_time()';
  const sql = `(extract(epoch from ${time}) * 1000)::bigint::text`;
  const now = async (em: EntityManager) => {
    const rows = await prepared<{ now: string }>(em, `select ${sql} as now`, []);
    return new Date(Number(rows[0]?.now));
  };
  return {
    sql,
    now,
    async advance(em, toward) {
      if (demoSpeed === null) throw new Error('the clock of a real deployment cannot be moved');
      const ahead = toward.getTime() - (await now(em)).getTime();
      await em.execute(
        `update demo_clock set offset_ms = offset_ms + greatest(0, ?::bigint) where id = 1`,
        [Math.ceil(ahead)],
      );
      return now(em);
    },
  };
}

/**
 * Starts the demo clock of a new demo city `daysBehind` real time, or keeps the one that runs, at `speed` from now on.
 */
export async function startDemoClock(
  em: EntityManager,
  speed: number,
  daysBehind = 0,
): Promise<void> {
  await em.execute(
    `insert into demo_clock (id, base, speed, offset_ms) values (1, clock_timestamp(), ?, ?)
     on conflict (id) do update set
       offset_ms = (extract(epoch from demo_time() - clock_timestamp()) * 1000)::bigint,
       base = clock_timestamp(), speed = excluded.speed`,
    [speed, -daysBehind * 86_400_000],
  );
}
