import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeClient } from '../../contracts/client.ts';
import { listProjects } from '../../contracts/tender/published.ts';
import { projects } from '../../src/demo/content/project.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({ KAIBIAO_DEMO_TRADES: '1' });
}, 60_000);
afterAll(() => service.remove(), 60_000);

/** Waits until the log says `what` once more than before. */
async function untilSaid(what: RegExp, patience: number): Promise<void> {
  const count = () =>
    service
      .output()
      .split('\n')
      .filter(line => what.test(line)).length;
  const before = count();
  for (const end = Date.now() + patience; count() === before; ) {
    if (Date.now() > end) throw new Error(`not said: ${what}\n${service.output().slice(-2000)}`);
    await new Promise(done => setTimeout(done, 100));
  }
}

async function statesOf(name: string): Promise<string[]> {
  const client = makeClient({ origin: service.url });
  const { rows } = await client.call(listProjects, { query: { text: name, sort: 'newest' } });
  return rows.filter(row => row.name.includes(name)).map(row => row.stage);
}

test('kill -9 in the middle of an example trade: the next start ends it in public and makes it again', async () => {
  await untilSaid(/已加密、上传、提交/, 120_000);
  await service.kill();
  await service.restart();
  await untilSaid(/公告已签名发布/, 120_000);
  expect((await statesOf(projects.separation.name)).sort()).toEqual(['bidding', 'terminated']);
}, 300_000);

test('what is whole is on record, and not made again', async () => {
  await untilSaid(/中标人/, 240_000);
  // The second batch has begun: the first is on record.
  await untilSaid(/公告已签名发布/, 120_000);
  await service.kill();
  await service.restart();
  await untilSaid(/公告已签名发布/, 120_000);
  expect((await statesOf(projects.separation.name)).sort()).toEqual(['contracted', 'terminated']);
  expect((await statesOf(projects.eastern.name)).sort()).toEqual(['bidding', 'terminated']);
}, 600_000);
