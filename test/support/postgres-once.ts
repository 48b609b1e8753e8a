import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { connect, migrate } from '../../src/platform/database.ts';
import { startPostgres } from '../../src/platform/postgres.ts';
import { schema } from '../../src/schema.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: string;
  }
}

/** One real PostgreSQL for the whole run, with a template database that every test file copies. */
export default async function start(project: TestProject) {
  const dir = mkdtempSync(join(tmpdir(), 'kaibiao-test-'));
  chmodSync(dir, 0o711);
  const fast = ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'];
  const server = await startPostgres(dir, fast);
  const orm = await connect(server.url, schema);
  await migrate(orm, server.url);
  await orm.close();
  project.provide('postgres', server.url);
  return async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}
