import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import Router from '@koa/router';
import type { Logger } from 'pino';
import { dueWorks, mount, queues, rooms } from './capabilities.ts';
import type { Config } from './config.ts';
import { seedRecord } from './demo/seed-record.ts';
import { seedTrades } from './demo/seed-trades.ts';
import { settleCity } from './demo/settle.ts';
import { centreFor, contextOf, type Parts } from './parts.ts';
import { makeClock, startDemoClock } from './platform/clock.ts';
import type { Context } from './platform/command.ts';
import { connect, migrate } from './platform/database.ts';
import { keepDue } from './platform/due.ts';
import { type Actor, platformActor } from './platform/identity.ts';
import { keepWorker } from './platform/jobs/keep-worker.ts';
import { type JobQueue, openQueue } from './platform/jobs/queue.ts';
import { type Bell, startBell } from './platform/ledger/bell.ts';
import { type LogKey, logKey } from './platform/ledger/key.ts';
import { startSequencer } from './platform/ledger/sequencer.ts';
import { makeLog } from './platform/log.ts';
import { type Metrics, makeMetrics } from './platform/metrics.ts';
import { makePipeline } from './platform/pipeline.ts';
import { givenPostgres, type Postgres, startPostgres } from './platform/postgres.ts';
import { type Rooms, startRooms } from './platform/rooms/hub.ts';
import { SetupError } from './platform/setup-error.ts';
import { staticFolder } from './platform/static.ts';
import { folderStorage } from './platform/storage.ts';
import { folderVault } from './platform/vault.ts';
import { foundAdministrators } from './registry/found-administrators.ts';
import { aliveSessions, authenticate } from './registry/session.ts';
import { schema } from './schema.ts';
import { readCalendarFolder } from './tender/calendar-folder.ts';

export interface App {
  /** Where it listens: http://host:port */
  readonly url: string;
  /** A context for work of the platform itself. */
  context(actor?: Actor): Context;
  /** Finishes what is under way, then stops: no request is cut, no event is left half written. */
  close(): Promise<void>;
}

/** The example trades take seven lawful weeks: the demo city's clock starts that far behind, and ends up at today. */
const demoDaysBehind = 49;

/** Composition root: starts the parts in order, mounts every capability, listens last. */
export async function startApp(config: Config): Promise<App> {
  // What was started is stopped in reverse: by close(), or here and now when the start fails.
  await using started = new AsyncDisposableStack();
  const log = makeLog(config.logLevel);
  const database = await openDatabase(config);
  started.defer(() => database.stop());
  const orm = await connect(database.url, schema);
  started.defer(() => orm.close());
  const migrations = await migrate(orm, database.url);
  if (migrations.length > 0) log.info({ migrations }, 'tables brought up to date');
  const clock = makeClock(config.demo ? config.demoSpeed : null);
  if (config.demo) await startDemoClock(orm.em.fork(), config.demoSpeed, demoDaysBehind);
  const vault = await folderVault(join(config.dataDir, 'keys'));
  const storage = await folderStorage(join(config.dataDir, 'blobs'));
  const now = () => clock.now(orm.em.fork());
  const { centre, ca } = await centreFor(config, await now());
  // Without it the lists have to do, as with any CA: its port may be taken by now.
  const responder = await ca?.startResponder(now).catch((error: unknown) => {
    log.warn({ error }, 'OCSP responder of the development CA not started');
  });
  started.defer(() => responder?.close());
  let live: Live | undefined;
  const parts: Parts = { orm, clock, storage, vault, centre, wake: () => live?.bell.ring() };
  live = await startLive(config, database.url, parts, log, started);
  if (ca) await settleCity(contextOf(parts, platformActor), ca);
  if (!config.demo) {
    const passwords = join(config.dataDir, 'first-passwords');
    const founded = await foundAdministrators(contextOf(parts, platformActor), passwords);
    if (founded) log.warn({ passwords }, 'three administrators made: hand over their passwords');
  }
  started.defer(keepDue(dueWorks, () => contextOf(parts, platformActor), log));
  const queue = await openQueue(database.url, queues);
  started.defer(() => queue.stop());
  const { server, url } = await listen(config, parts, { ...live, queue }, log);
  started.defer(() => closing(server));
  // Before the server, which waits for its sockets.
  started.defer(() => live.rooms.stop());
  if (config.workers > 0) started.defer(keepWorker(config.workers, database.url, log));
  log.info({ url, demo: config.demo }, 'ready');
  if (ca && config.demoTrades) {
    const record = seedRecord(() => contextOf(parts, platformActor));
    void seedTrades({ origin: url, dataDir: config.dataDir, record, log });
  }
  const owned = started.move();
  return {
    url,
    context: (actor = platformActor) => contextOf(parts, actor),
    close: () => owned.disposeAsync(),
  };
}

const openDatabase = ({ databaseUrl, dataDir }: Config): Promise<Postgres> =>
  databaseUrl === undefined ? startPostgres(dataDir) : givenPostgres(databaseUrl);

interface Live {
  readonly bell: Bell;
  readonly rooms: Rooms;
  readonly key: LogKey;
  readonly metrics: Metrics;
}

/** What moves events on after a commit: the sequencer writes the log, the rooms show it, the bell wakes both. */
async function startLive(
  config: Config,
  url: string,
  parts: Parts,
  log: Logger,
  started: AsyncDisposableStack,
): Promise<Live> {
  const metrics = makeMetrics();
  const key = await logKey(config.dataDir, 'kaibiao.log');
  const failed = (what: string) => (error: unknown) => log.error({ error }, what);
  const sequencer = startSequencer({
    url,
    key,
    onRound: () => bell.ring(),
    onError: failed('sequencer'),
  });
  started.defer(() => sequencer.stop());
  const hub = startRooms({
    rooms,
    context: actor => contextOf(parts, actor),
    tell: (topic, message) => bell.tell(topic, message),
    aliveSessions,
    origins: () => originsOf(config),
    onError: failed('rooms'),
    onSockets: open => metrics.sockets.set(open),
  });
  started.defer(() => hub.stop());
  const bell = await startBell({
    url,
    onRing: () => {
      sequencer.wake();
      hub.wake();
    },
    onTell: (topic, message) => hub.hear(topic, message),
    onError: failed('bell'),
  });
  started.defer(() => bell.stop());
  return { bell, rooms: hub, key, metrics };
}

const originsOf = (config: Config) => (config.publicUrl ? [new URL(config.publicUrl).origin] : []);

async function listen(config: Config, parts: Parts, live: Live & { queue: JobQueue }, log: Logger) {
  const koa = makePipeline({
    log,
    metrics: live.metrics,
    origins: () => originsOf(config),
    proxies: config.proxies,
    context: (actor, trace, address) => contextOf(parts, actor, trace, address),
    authenticate,
    ready: async () => (await parts.orm.em.fork().execute('select 1')).length === 1,
  });
  const router = new Router();
  let origin = config.publicUrl ?? '';
  const calendar = await readCalendarFolder(join(config.dataDir, 'calendar'));
  mount(router, {
    config,
    log: live.key.verifier,
    rooms: live.rooms,
    queue: live.queue,
    calendar,
    origin: () => origin,
  });
  koa.use(router.routes());
  koa.use(staticFolder('/app', join(import.meta.dirname, '..', 'web', 'dist')));
  const server = createServer(koa.callback());
  server.on('upgrade', (request, socket, head) => live.rooms.upgrade(request, socket, head));
  await new Promise<void>((done, fail) => {
    const refused = ({ message }: Error) =>
      fail(new SetupError(`HOST、PORT 不能监听 · cannot listen: ${message}`));
    server.once('error', refused).listen(config.port, config.host, done);
  });
  const { port } = server.address() as { port: number };
  const url = `http://${config.host}:${port}`;
  origin ||= url;
  return { server, url };
}

/** Takes no new request; gives those under way ten seconds. */
function closing(server: Server): Promise<void> {
  return new Promise(done => {
    const patience = setTimeout(() => server.closeAllConnections(), 10_000);
    server.close(() => {
      clearTimeout(patience);
      done();
    });
    server.closeIdleConnections();
  });
}
