import { PassThrough } from 'node:stream';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Context } from '../../src/platform/command.ts';
import { keepDue } from '../../src/platform/due.ts';
import { until } from '../support/ledger.ts';

/** A real logger whose lines are kept. */
function keptLog() {
  const stream = new PassThrough();
  const lines: { level: number; msg: string; work?: string; err?: unknown }[] = [];
  stream.on('data', chunk => lines.push(JSON.parse(String(chunk))));
  return { log: pino({ base: null }, stream), lines };
}

const nowhere = () => ({}) as Context;

test('work that fails again and again is told once for each distinct error, and tried less and less often', async () => {
  const { log, lines } = keptLog();
  let tries = 0;
  const failing = {
    name: 'failing',
    everyMs: 5,
    run: async () => {
      tries += 1;
      const known = new Error('the disk is full');
      throw tries < 4 ? known : new AggregateError([known, new Error('the network is gone')]);
    },
  };
  let turns = 0;
  const steady = {
    name: 'steady',
    everyMs: 5,
    run: async () => {
      turns += 1;
    },
  };
  const stop = keepDue([failing, steady], nowhere, log);
  await until(() => tries >= 6);
  await stop();
  expect(lines.filter(l => l.msg === 'due work failed')).toHaveLength(2);
  expect(turns).toBeGreaterThan(2 * tries);
});

test('work that goes on after a failure says so, and a later failure is told again', async () => {
  const { log, lines } = keptLog();
  let tries = 0;
  const flaky = {
    name: 'flaky',
    everyMs: 5,
    run: async () => {
      tries += 1;
      if (tries === 1 || tries === 3) throw new Error('the database is away');
    },
  };
  const stop = keepDue([flaky], nowhere, log);
  await until(() => tries >= 4);
  await stop();
  const said = lines.map(l => l.msg);
  expect(said).toEqual([
    ...['due work failed', 'due work goes on'],
    ...['due work failed', 'due work goes on'],
  ]);
});

test('stopping waits for the work under way and begins nothing new', async () => {
  const { log } = keptLog();
  let [begun, ended] = [0, 0];
  const slow = {
    name: 'slow',
    everyMs: 5,
    run: async () => {
      begun += 1;
      await new Promise(done => setTimeout(done, 100));
      ended += 1;
    },
  };
  const stop = keepDue([slow], nowhere, log);
  await until(() => begun === 1);
  await stop();
  expect([begun, ended]).toEqual([1, 1]);
});

test('a slow work keeps no other waiting, and is never begun twice at once', async () => {
  const { log } = keptLog();
  let release = () => {};
  const held = new Promise<void>(done => {
    release = done;
  });
  let [begun, turns] = [0, 0];
  const slow = {
    name: 'slow',
    everyMs: 5,
    run: () => {
      begun += 1;
      return held;
    },
  };
  const prompt = {
    name: 'prompt',
    everyMs: 5,
    run: async () => {
      turns += 1;
    },
  };
  const stop = keepDue([slow, prompt], nowhere, log);
  await until(() => turns >= 10);
  expect(begun).toBe(1);
  release();
  await stop();
});
