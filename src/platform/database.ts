import { Migrator } from '@mikro-orm/migrations';
import { type EntityManager, MikroORM, type Options } from '@mikro-orm/postgresql';
import pg from 'pg';

export type Orm = MikroORM;
export type { EntityManager };

/** What the capabilities store: their tables, and the steps that made them. */
export interface Schema {
  readonly entities: NonNullable<Options['entities']>;
  readonly migrations: NonNullable<NonNullable<Options['migrations']>['migrationsList']>;
}

/** Connects to `url` (PostgreSQL ≥ 14); tables change by migrations only, never by a schema update. */
export function connect(url: string, schema: Schema, poolSize = 20): Promise<Orm> {
  return MikroORM.init({
    clientUrl: url,
    entities: schema.entities,
    extensions: [Migrator],
    forceUtcTimezone: true,
    pool: { min: 0, max: poolSize },
    migrations: {
      migrationsList: schema.migrations,
      snapshot: false,
      tableName: 'migration',
      silent: true,
    },
  });
}

/** Brings the tables up to date; when several nodes start at once, one migrates and the others wait. Gives the steps made. */
export async function migrate(orm: Orm, url: string): Promise<string[]> {
  const lock = new pg.Client({ connectionString: url });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock(7201)');
    return (await orm.migrator.up()).map(step => step.name);
  } finally {
    await lock.end();
  }
}
