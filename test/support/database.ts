import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { connect, type Orm } from '../../src/platform/database.ts';
import { schema } from '../../src/schema.ts';

/** A fresh database with the current tables, on the real PostgreSQL of this run. */
export async function freshDatabase(): Promise<{
  orm: Orm;
  url: string;
  drop: () => Promise<void>;
}> {
  const template = inject('postgres');
  const name = `t_${randomBytes(6).toString('hex')}`;
  const admin = template.replace(/\/kaibiao$/, '/postgres');
  await run(admin, `create database ${name} template kaibiao`);
  const url = template.replace(/\/kaibiao$/, `/${name}`);
  const orm = await connect(url, schema);
  const drop = async () => {
    await orm.close(true);
    await run(admin, `drop database ${name} with (force)`);
  };
  return { orm, url, drop };
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
