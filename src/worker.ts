import { join } from 'node:path';
import { queues, workerDue, works } from './capabilities.ts';
import type { Config } from './config.ts';
import { centreFor, contextOf, type Parts } from './parts.ts';
import { makeClock } from './platform/clock.ts';
import { connect } from './platform/database.ts';
import { keepDue } from './platform/due.ts';
import { platformActor } from './platform/identity.ts';
import { openQueue } from './platform/jobs/queue.ts';
import { startWorker as startJobs } from './platform/jobs/worker.ts';
import { startBell } from './platform/ledger/bell.ts';
import { makeLog } from './platform/log.ts';
import { folderStorage } from './platform/storage.ts';
import { folderVault } from './platform/vault.ts';
import { schema } from './schema.ts';

/** Composition root of a worker: the long works, in a process that no hall waits for. The service has migrated. */
export async function startWorker(config: Config & { databaseUrl: string }) {
  await using started = new AsyncDisposableStack();
  const { databaseUrl: url, dataDir } = config;
  const log = makeLog(config.logLevel);
  const orm = await connect(url, schema, 4);
  started.defer(() => orm.close());
  const clock = makeClock(config.demo ? config.demoSpeed : null);
  const vault = await folderVault(join(dataDir, 'keys'));
  const storage = await folderStorage(join(dataDir, 'blobs'));
  const { centre } = await centreFor(config, await clock.now(orm.em.fork()));
  const bell = await startBell({
    url,
    onRing: () => undefined,
    onError: error => log.error({ error }, 'bell'),
  });
  started.defer(() => bell.stop());
  const parts: Parts = { orm, clock, storage, vault, centre, wake: () => bell.ring() };
  const queue = await openQueue(url, queues);
  started.defer(() => queue.stop());
  const context = () => contextOf(parts, platformActor);
  const jobs = await startJobs({ url, works, context, log });
  started.defer(() => jobs.stop());
  started.defer(keepDue(workerDue(queue), context, log));
  const owned = started.move();
  return { close: () => owned.disposeAsync() };
}
