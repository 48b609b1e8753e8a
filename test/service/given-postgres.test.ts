import { expect, onTestFinished, test } from 'vitest';
import { dataFolder, removeData, serveWith } from '../support/embedded.ts';
import { oldestInstalled, startInstalled } from '../support/installed-postgres.ts';
import {
  closeSmall,
  publishSmall,
  removeSmall,
  sealSmall,
  submitOne,
  toEvaluated,
  toOpened,
} from '../support/small-trade.ts';

/** A server of the operator's own: the one that KAIBIAO_TEST_DATABASE_URL names, or the oldest that is installed here. */
const given = process.env.KAIBIAO_TEST_DATABASE_URL;
const installed = oldestInstalled();
const reason = 'no PostgreSQL in /usr/lib/postgresql, and no KAIBIAO_TEST_DATABASE_URL';
const which = given ? 'the given server' : `PostgreSQL ${installed?.version}`;

async function database(): Promise<string> {
  if (given) return given;
  const { url, stop } = await startInstalled(installed?.bin ?? '');
  onTestFinished(stop);
  return url;
}

if (!given && !installed) console.warn(`skipped: ${reason}`);

test.skipIf(!given && !installed)(
  `a trade from notice to signed report runs on ${which}, named by DATABASE_URL`,
  async () => {
    const dataDir = dataFolder();
    onTestFinished(() => removeData(dataDir));
    const run = serveWith({ DATABASE_URL: await database(), DATA_DIR: dataDir });
    onTestFinished(async () => {
      run.child.kill('SIGTERM');
      await run.ended;
    });
    const small = await sealSmall(await publishSmall(await run.url), 3);
    onTestFinished(() => removeSmall(small));
    for (const desk of small.desks) await submitOne(desk);
    await closeSmall(small);
    await toOpened(small, 3);
    await toEvaluated(small);
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
    expect(run.output()).not.toMatch(/"level":(50|60)/);
  },
  300_000,
);
