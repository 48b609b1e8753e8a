import { afterAll, beforeAll, expect, test } from 'vitest';
import { advanceDemoClock, readTime } from '../../contracts/registry.ts';
import { openStage } from '../../src/demo/play/player.ts';
import { openVisit, type Visit } from './visit.ts';

let visit: Visit;
beforeAll(async () => {
  visit = await openVisit();
}, 120_000);
afterAll(() => visit.end());

test('an open page follows a clock that somebody else puts forward, at once', async () => {
  const stage = await openStage(visit.service.url);
  const { name } = stage.accounts('expert')[0] ?? { name: '' };
  const { page, complaints } = await visit.arriveAs(name);
  const before = await stage.open.call(readTime);
  const toward = new Date(Date.parse(before.now) + 40 * 86_400_000);
  // The pings of a resynchronisation are told by the reads of the time that the page makes.
  await page.waitForLoadState('networkidle');
  const [read] = await Promise.all([
    page.waitForResponse(
      async reply =>
        reply.url().endsWith('/api/time') && Date.parse((await reply.json()).now) >= +toward,
      { timeout: 10_000 },
    ),
    stage.open.call(advanceDemoClock, { body: { toward: toward.toISOString() } }),
  ]);
  expect(read.status()).toBe(200);
  expect(complaints).toEqual([]);
});
