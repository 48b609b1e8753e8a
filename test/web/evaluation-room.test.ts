import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addressOf } from '../../contracts/client.ts';
import {
  askForTime,
  checkIn,
  electLeader,
  readEvaluation,
  readFile,
} from '../../contracts/evaluation/room.ts';
import { markAll, seatCommittee, untilStage } from '../../src/demo/play/evaluate.ts';
import type { Player } from '../../src/demo/play/player.ts';
import { type Wire, wireOf } from '../e2e/wire.ts';
import type { Person } from '../support/browser.ts';
import {
  closeSmall,
  publishSmall,
  removeSmall,
  type SmallTrade,
  sealSmall,
  submitOne,
  toOpened,
} from '../support/small-trade.ts';
import { barriers } from './axe.ts';
import { look, openVisit, type Visit } from './visit.ts';

let visit: Visit;
let small: SmallTrade;
let members: Player[];
let expert: Person;
let wire: Wire;
const lot = () => small.trade.lot;
const one = <T>(found: T | undefined): T => {
  if (found === undefined) throw new Error('missing');
  return found;
};

beforeAll(async () => {
  visit = await openVisit();
  small = await sealSmall(await publishSmall(visit.service.url), 3);
  for (const desk of small.desks) await submitOne(desk);
  await closeSmall(small);
  await toOpened(small, 3);
  members = await seatCommittee(small.stage, small.tenderer, lot());
}, 180_000);
afterAll(async () => {
  await visit?.end();
  if (small) await removeSmall(small);
}, 120_000);

/** Whether the lowest edge of what matters lies above the strip at the foot. */
async function clear(page: Page): Promise<{ field: number; foot: number }> {
  const field = await page.getByLabel('理由', { exact: true }).boundingBox();
  const foot = await page.locator('#kb-frame-foot').boundingBox();
  if (!field || !foot) throw new Error('the sheet is not there');
  return { field: field.y + field.height, foot: foot.y };
}

describe('the evaluation room of one member', () => {
  test('the leader is elected before anything else', async () => {
    for (const { client, account } of members)
      await client.call(checkIn, {
        params: { lot: lot() },
        body: { venue: `${account.city ?? ''}评标室`, promise: true },
      });
    const me = one(members[4]);
    expert = await visit.arrive('/sign-in');
    wire = await wireOf(expert.context);
    const { page } = expert;
    await page.getByLabel('按姓名、单位筛选').fill(me.account.name);
    await page.getByRole('button', { name: new RegExp(`^${me.account.name}`) }).click();
    await page.getByRole('heading', { name: `${me.account.name}，您好` }).waitFor();
    await page.setViewportSize({ width: 1366, height: 768 });
    await page.goto(`${visit.service.url}/app/evaluation/${lot()}`);
    await page.getByText('请推举评标委员会组长').waitFor();
    await look(page, 'evaluation-elect');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('radio', { name: /2 号/ }).check();
    await page.getByRole('button', { name: '推举', exact: true }).click();
    await page.getByText('您投给 2 号').waitFor();
    for (const member of members.slice(0, 2))
      await member.client.call(electLeader, { params: { lot: lot() }, body: { number: 2 } });
    await page.getByRole('columnheader', { name: '评审项' }).waitFor();
    await page.getByText('组长 2 号').waitFor();
    await look(page, 'evaluation-led');
  }, 120_000);

  test('asks for more time; with the second of five it is extended before their eyes', async () => {
    const { page } = expert;
    await page.getByRole('button', { name: /时间不够/ }).click();
    await page.getByLabel(/^理由（成员/).fill('施工组织设计篇幅大');
    await look(page, 'evaluation-time');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: '要求延长评标时间' }).click();
    await page.getByText('已有 1 人提出，满 2 人即延长').waitFor();
    await one(members[0]).client.call(askForTime, {
      params: { lot: lot() },
      body: { minutes: 60, reason: '清单需逐项核对' },
    });
    await page.getByText('延长 60 分钟，至').waitFor();
    await look(page, 'evaluation-extended');
    await page.keyboard.press('Escape');
    await page.getByText('已延长 1 次').waitFor();
  }, 120_000);

  test('the opening form is called and shown as one, not as a file of a machine', async () => {
    const { page } = expert;
    expect(await page.locator('main').textContent()).not.toContain('opening.json');
    await page.getByRole('button', { name: '开标一览表' }).click();
    await page.getByRole('cell', { name: /^京11120201234\d$/ }).waitFor();
    await look(page, 'evaluation-form');
    expect(await barriers(page)).toEqual([]);
  }, 120_000);

  test('a file is read in parts over HTTP: 206, 416, and the whole where If-Range names another', async () => {
    const { page } = expert;
    const { room } = await one(members[4]).client.call(readEvaluation, { params: { lot: lot() } });
    const bid = one(room.bids[0]);
    const file = one(bid.files.find(f => f.envelope === 'technical'));
    const query = { envelope: file.envelope, path: file.path };
    const url =
      visit.service.url + addressOf(readFile, { params: { lot: lot(), bid: bid.bid }, query });
    const get = (headers: Record<string, string>) => page.request.get(url, { headers });
    const whole = await get({});
    const [all, tag] = [await whole.body(), whole.headers().etag ?? ''];
    expect([whole.status(), whole.headers()['accept-ranges']]).toEqual([200, 'bytes']);
    const part = await get({ range: 'bytes=10-29', 'if-range': tag });
    expect([part.status(), part.headers()['content-range']]).toEqual([
      206,
      `bytes 10-29/${all.length}`,
    ]);
    expect(await part.body()).toEqual(all.subarray(10, 30));
    expect((await get({ range: 'bytes=10-29', 'if-range': '"other"' })).status()).toBe(200);
    const outside = await get({ range: `bytes=${all.length}-` });
    expect([outside.status(), outside.headers()['content-range']]).toEqual([
      416,
      `bytes */${all.length}`,
    ]);
    const bidder = await visit.arrive('/sign-in');
    expect((await bidder.page.request.get(url, { headers: { range: 'bytes=0-9' } })).status()).toBe(
      401,
    );
  }, 60_000);

  test.each([false, true])(
    'a cut connection hides no field of the sheet, large text %s',
    async large => {
      const { page } = expert;
      await page.evaluate(on => document.documentElement.classList.toggle('kb-large', on), large);
      await wire.cut();
      await page.getByText(/^连接断了 \d+ 秒，正在重连$/).waitFor();
      const { field, foot } = await clear(page);
      await look(page, `evaluation-cut${large ? '-large' : ''}`);
      expect(field).toBeLessThanOrEqual(foot);
      expect(foot).toBeLessThan(768);
      await wire.mend();
      await page.getByText(/^连接断了/).waitFor({ state: 'detached' });
    },
    180_000,
  );

  test('the technical grid, too', async () => {
    const { page } = expert;
    await page.evaluate(() => document.documentElement.classList.remove('kb-large'));
    for (const stage of ['qualification', 'responsiveness'] as const) {
      await untilStage(one(members[0]), lot(), stage);
      await markAll(members, lot(), stage, () => true);
    }
    await page.getByRole('columnheader', { name: '评分项（满分）' }).waitFor();
    await wire.cut();
    await page.getByText(/^连接断了 \d+ 秒，正在重连$/).waitFor();
    await look(page, 'evaluation-cut-scores');
    const { field, foot } = await clear(page);
    expect(field).toBeLessThanOrEqual(foot);
    await wire.mend();
  }, 180_000);
});
