/**
 * Room fan-out against bare ws, side by side in one run: `node bench/rooms.ts [readers] [events]`.
 * Both servers send the same frames to the same readers (a process of their own). The room besides reads the events
 * from PostgreSQL, passes them through a view and a reducer, and keeps each reader's place and queue.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocketServer } from 'ws';
import { socketPath } from '../contracts/rooms.ts';
import { makeClock } from '../src/platform/clock.ts';
import type { Context } from '../src/platform/command.ts';
import { connect, migrate, type Orm } from '../src/platform/database.ts';
import { type Actor, visitor } from '../src/platform/identity.ts';
import { append } from '../src/platform/ledger/append.ts';
import { startPostgres } from '../src/platform/postgres.ts';
import { type Rooms, startRooms } from '../src/platform/rooms/hub.ts';
import { defineRoom } from '../src/platform/rooms/room.ts';
import { schema } from '../src/schema.ts';

const readers = Number(process.argv[2] ?? 500);
const events = Number(process.argv[3] ?? 200);
const rounds = 5;
const bid = {
  lot: '一标段',
  state: 'released',
  at: '2026-03-02T09:30:00.000Z',
  note: '开'.repeat(40),
};
const event = { type: 'bench.said', subject: 'bench', data: bid };

const hall = defineRoom<{ count: number }, { role: string }>({
  name: 'hall',
  authorize: async () => ({ role: 'public' }),
  view: shown => shown,
  reducer: { initial: { count: 0 }, reduce: state => ({ count: state.count + 1 }) },
});

interface Contender {
  readonly addresses: () => Promise<string[]>;
  readonly speak: () => Promise<void>;
}

/** The least that can be done with ws: serialise once, then send each reader its frames in one go. */
async function bareWs(): Promise<Contender> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await once(server, 'listening');
  server.on('connection', socket =>
    socket.once('message', () => socket.send('{"type":"snapshot"}')),
  );
  const { port } = server.address() as AddressInfo;
  const id = '01890000-0000-7000-8000-000000000000';
  return {
    addresses: async () => Array(readers).fill(`ws://127.0.0.1:${port}`),
    speak: async () => {
      const frames = Array.from({ length: events }, (_, i) => {
        const { type, data } = event;
        const body = { id, type, at: bid.at, data };
        return Buffer.from(JSON.stringify({ type: 'event', seq: i + 1, event: body }));
      });
      for (const socket of server.clients)
        for (const frame of frames) socket.send(frame, { binary: false });
    },
  };
}

async function room(orm: Orm): Promise<Contender> {
  const clock = makeClock(null);
  const context = (actor: Actor) => ({ em: orm.em.fork(), actor, clock }) as unknown as Context;
  const rooms: Rooms = startRooms({
    rooms: [hall],
    context,
    tell: () => undefined,
    aliveSessions: async (_, ids) => new Set(ids),
    origins: () => [],
    onError: error => console.error(error),
    limits: { heartbeatMs: 1e9 },
  });
  const server = createServer().on('upgrade', (q, s, h) => rooms.upgrade(q, s, h));
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  let round = 0;
  const name = () => `hall:${round}`;
  return {
    async addresses() {
      round++;
      const list: string[] = [];
      for (let i = 0; i < readers; i++) {
        const { ticket } = await rooms.issueTicket(context(visitor), name());
        list.push(`ws://127.0.0.1:${port}${socketPath}?ticket=${ticket}`);
      }
      return list;
    },
    async speak() {
      rooms.wake();
    },
  };
}

/** Events are stored before the clock starts: this measures fan-out, not commits. */
async function store(orm: Orm, name: string): Promise<void> {
  await orm.em.fork().transactional(async em => {
    for (let i = 0; i < events; i++)
      await append(em, { ...event, room: name }, 'bench', new Date());
  });
}

interface Figure {
  readonly perSecond: number;
  readonly cpuMicros: number;
}

const child = fork(join(import.meta.dirname, 'room-readers.ts'));
const hear = async (word: string) => {
  const [said] = await once(child, 'message');
  if (said !== word) throw new Error(`${said} instead of ${word}`);
};

async function measure(contender: Contender, prepare: () => Promise<void>): Promise<Figure> {
  child.send({ addresses: await contender.addresses(), events });
  await hear('ready');
  await prepare();
  const cpu = process.cpuUsage();
  const start = performance.now();
  await contender.speak();
  await hear('done');
  const seconds = (performance.now() - start) / 1000;
  const used = process.cpuUsage(cpu);
  child.send('close');
  await hear('closed');
  const deliveries = readers * events;
  return { perSecond: deliveries / seconds, cpuMicros: (used.user + used.system) / deliveries };
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

async function main(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'kaibiao-bench-'));
  const database = process.env.DATABASE_URL
    ? { url: process.env.DATABASE_URL, stop: async () => undefined }
    : await startPostgres(dir);
  const orm = await connect(database.url, schema);
  await migrate(orm, database.url);
  const [bare, ours] = [await bareWs(), await room(orm)];
  const figures: { bare: Figure; ours: Figure }[] = [];
  for (let round = 1; round <= rounds; round++) {
    figures.push({
      bare: await measure(bare, async () => undefined),
      ours: await measure(ours, () => store(orm, `hall:${round}`)),
    });
  }
  child.disconnect();
  await orm.close();
  await database.stop();
  rmSync(dir, { recursive: true, force: true });
  for (const who of ['bare', 'ours'] as const) {
    const perSecond = Math.round(median(figures.map(f => f[who].perSecond)));
    const cpu = median(figures.map(f => f[who].cpuMicros)).toFixed(2);
    console.log(
      `${who === 'bare' ? 'bare ws' : 'room   '}  ${perSecond} deliveries/s  ${cpu} µs server CPU each`,
    );
  }
  const speed = median(figures.map(f => f.ours.perSecond / f.bare.perSecond)).toFixed(2);
  const cpu = median(figures.map(f => f.ours.cpuMicros / f.bare.cpuMicros)).toFixed(2);
  console.log(
    `${readers} readers × ${events} events, median of ${rounds} pairs: room/bare = ${speed} in speed, ${cpu} in server CPU`,
  );
}

await main();
process.exit(0);
