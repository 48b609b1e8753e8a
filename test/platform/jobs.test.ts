import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Job } from '../../src/platform/jobs/entities.ts';
import { type JobQueue, openQueue } from '../../src/platform/jobs/queue.ts';
import { startWorker, type Work } from '../../src/platform/jobs/worker.ts';
import { aCity, type City } from '../support/trade.ts';

let city: City;
let queue: JobQueue;
let running: { stop(): Promise<void> } | null = null;

beforeAll(async () => {
  city = await aCity();
  queue = await openQueue(city.url, ['count', 'fall']);
});
afterEach(async () => {
  await running?.stop();
  running = null;
});
afterAll(async () => {
  await queue.stop();
  await city.drop();
});

const work = async (...works: Work[]) => {
  running = await startWorker({
    url: city.url,
    works,
    context: () => city.context(),
    log: pino({ level: 'silent' }),
  });
};
const row = (id: string) => city.context().em.findOneOrFail(Job, { id });
const until = async (id: string, state: Job['state']) => {
  await expect.poll(async () => (await row(id)).state, { timeout: 20_000 }).toBe(state);
  return row(id);
};

it('a work is asked for once while it waits, runs, and says how far it is', async () => {
  const first = await queue.ask(city.context(), 'count', 'lot-1');
  expect(await queue.ask(city.context(), 'count', 'lot-1')).toBe(first);
  const other = await queue.ask(city.context(), 'count', 'lot-2');
  expect(other).not.toBe(first);
  const seen: string[] = [];
  await work({
    queue: 'count',
    async run(_, about, progress) {
      for (let i = 1; i <= 3; i++) await progress(i, 3);
      seen.push(about);
    },
  });
  expect(await until(first, 'done')).toMatchObject({ done: 3, total: 3, error: null });
  await until(other, 'done');
  expect(seen.sort()).toEqual(['lot-1', 'lot-2']);
});

it('a job that waits is cancelled and never runs; an ended one cannot be', async () => {
  const id = await queue.ask(city.context(), 'count', 'lot-3');
  await queue.cancel(city.context(), id);
  const seen: string[] = [];
  await work({ queue: 'count', run: async (_, about) => void seen.push(about) });
  const next = await queue.ask(city.context(), 'count', 'lot-4');
  await until(next, 'done');
  expect(seen).toEqual(['lot-4']);
  expect((await row(id)).state).toBe('cancelled');
  await expect(queue.cancel(city.context(), id)).rejects.toMatchObject({ code: 'WRONG_STATE' });
});

it('a job that runs stops at its next step when somebody cancels it', async () => {
  let steps = 0;
  await work({
    queue: 'count',
    async run(_, __, progress) {
      for (; steps < 1000; steps++) {
        await progress(steps, 1000);
        await new Promise(done => setTimeout(done, 20));
      }
    },
  });
  const id = await queue.ask(city.context(), 'count', 'lot-5');
  await until(id, 'running');
  await queue.cancel(city.context(), id);
  await until(id, 'cancelled');
  expect(steps).toBeLessThan(1000);
});

it('a work that fails is tried again, and tells why it failed', async () => {
  let tries = 0;
  await work({
    queue: 'fall',
    async run() {
      tries += 1;
      if (tries === 1) throw new Error('the first time');
    },
  });
  const id = await queue.ask(city.context(), 'fall', 'lot-6');
  const failed = await until(id, 'failed');
  expect(failed.error).toContain('the first time');
  expect(await until(id, 'done')).toMatchObject({ error: null });
  expect(tries).toBe(2);
});
