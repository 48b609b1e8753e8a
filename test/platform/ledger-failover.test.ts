import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../support/database.ts';
import { quietSequencer, record, until } from '../support/ledger.ts';
import { auditLog } from '../support/log-audit.ts';

let db: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());

const child = 'test/support/sequencer-process.ts';

/** A sequencer in a process of its own; resolves once it leads. */
async function startProcess(coverMs: number, patienceMs = 15_000): Promise<ChildProcess> {
  const started = spawn(process.execPath, [child, db.url, String(coverMs), String(patienceMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(started.stdout as NonNullable<typeof started.stdout>, 'data');
  return started;
}

async function kill(started: ChildProcess): Promise<void> {
  started.kill('SIGKILL');
  if (started.exitCode === null && started.signalCode === null) await once(started, 'exit');
}

const client = async () => {
  const connected = new pg.Client({ connectionString: db.url });
  await connected.connect();
  return connected;
};

test('of two sequencers one leads, and the other takes over when it goes', async () => {
  const [first, second] = [quietSequencer(db.url), quietSequencer(db.url)];
  try {
    const leader = await until(() => (first.leads && first) || (second.leads && second));
    const other = leader === first ? second : first;
    await record(db.orm);
    leader.wake();
    await until(async () => (await auditLog(db.orm)).waiting === 0);
    expect(other.leads).toBe(false);
    await leader.stop();
    await until(() => other.leads);
    await record(db.orm);
    other.wake();
    await until(async () => (await auditLog(db.orm)).waiting === 0);
  } finally {
    await Promise.all([first.stop(), second.stop()]);
  }
});

test('a leader whose connection is cut stops leading at once, and comes back', async () => {
  const sequencer = quietSequencer(db.url);
  const admin = await client();
  try {
    await until(() => sequencer.leads);
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'kaibiao-sequencer' and datname = current_database()`,
    );
    await record(db.orm);
    sequencer.wake();
    await until(async () => (await auditLog(db.orm)).waiting === 0);
  } finally {
    await admin.end();
    await sequencer.stop();
  }
});

test('kill -9 in the middle of a round leaves nothing of it, and the next leader goes on', async () => {
  const blocker = await client();
  const started = await startProcess(1e12);
  await blocker.query('begin');
  await blocker.query('lock table log_checkpoint in share mode');
  const before = await auditLog(db.orm);
  for (let i = 0; i < 40; i++) await record(db.orm, { data: { i } });
  // Leaves and places are written, the checkpoint waits for our lock: the middle of the round.
  await until(async () => {
    const { rows } = await blocker.query(
      `select 1 from pg_stat_activity where application_name = 'kaibiao-sequencer'
       and datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows.length > 0;
  });
  await kill(started);
  await blocker.query('commit');
  expect(await auditLog(db.orm)).toEqual({ ...before, waiting: before.waiting + 40 });

  const next = quietSequencer(db.url);
  await until(async () => (await auditLog(db.orm)).waiting === 0);
  await next.stop();
  await blocker.end();
  expect((await auditLog(db.orm)).events).toBe(before.events + before.waiting + 40);
});

test('killed again and again under load, the log skips nothing and repeats nothing', async () => {
  let recorded = 0;
  for (let life = 0; life < 4; life++) {
    const started = await startProcess(40);
    const writing = (async () => {
      for (let i = 0; i < 60; i++, recorded++) await record(db.orm, { room: 'test:load' });
    })();
    await new Promise(done => setTimeout(done, 60 + life * 45));
    await kill(started);
    await writing;
    await auditLog(db.orm);
  }
  const last = quietSequencer(db.url);
  await until(async () => (await auditLog(db.orm)).waiting === 0);
  await last.stop();
  const [room] = await db.orm.em
    .fork()
    .execute<{ n: string; top: string }[]>(
      `select count(*) n, max(room_seq) top from event where room = 'test:load'`,
    );
  expect(room).toEqual({ n: String(recorded), top: String(recorded) });
});

test('a frozen leader is put out, and writes nothing when it thaws', async () => {
  const frozen = await startProcess(1e12, 1500);
  frozen.kill('SIGSTOP');
  const next = quietSequencer(db.url);
  try {
    await until(() => next.leads);
    for (let i = 0; i < 20; i++) await record(db.orm);
    frozen.kill('SIGCONT');
    next.wake();
    await until(async () => (await auditLog(db.orm)).waiting === 0);
    expect(next.leads).toBe(true);
  } finally {
    await kill(frozen);
    await next.stop();
  }
  await auditLog(db.orm);
});
