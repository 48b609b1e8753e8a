import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readDraw } from '../../contracts/experts.ts';
import {
  closeSmall,
  publishSmall,
  removeSmall,
  type SmallTrade,
  sealSmall,
  submitOne,
} from '../support/small-trade.ts';
import { barriers } from './axe.ts';
import { look, openVisit, type Visit } from './visit.ts';

let visit: Visit;
let small: SmallTrade;
let path: string;
let tenderer: Page;

/** Wants one expert of a discipline that nobody of the city has. */
beforeAll(async () => {
  visit = await openVisit();
  const published = await publishSmall(visit.service.url, ({ disciplines }) => ({
    disciplines: disciplines.map(d => (d.id === '桥梁' ? { ...d, id: '隧道' } : d)),
  }));
  small = await sealSmall(published, 3);
  for (const desk of small.desks) await submitOne(desk);
  await closeSmall(small);
  path = `${visit.service.url}/app/tenderer/lots/${small.trade.lot}/committee`;
}, 240_000);
afterAll(async () => {
  await visit.end();
  if (small) await removeSmall(small);
});

test('a draw that the pool cannot give says what is missing and offers to widen the criteria', async () => {
  tenderer = (await visit.arriveAs(small.tenderer.account.name)).page;
  await tenderer.goto(path);
  await tenderer.getByRole('button', { name: '抽取 5 名专家' }).click();
  await tenderer.getByRole('heading', { name: '扩大抽取范围' }).waitFor();
  const told = tenderer.getByRole('status').filter({ hasText: '符合条件的专家不够' });
  await told.getByText('“隧道”专业需要 1 人，符合条件的只有 0 人。').waitFor();
  await tenderer.getByText('至少选一项，写明理由，再签名。').waitFor();
  await tenderer.getByText('“隧道”席位也可由“公路”专家担任', { exact: true }).waitFor();
  expect(await tenderer.getByText('“工程造价”席位也可由').count()).toBe(0);
  await look(tenderer, 'committee-short');
  expect(await barriers(tenderer)).toEqual([]);
});

test('what is widened too little is on record at once, and may be widened again', async () => {
  await fill('岩土');
  await takeKey();
  await act().click();
  await tenderer.getByText('仍不够，没有抽取').waitFor();
  await tenderer.getByText('第 2 轮').waitFor();
  await look(tenderer, 'committee-still-short');
});

test('the supervisor sees it while it waits', async () => {
  const supervisor = small.stage.accounts('supervisor')[0]?.name ?? '';
  const { page } = await visit.arriveAs(supervisor);
  await page.goto(`${visit.service.url}/app/supervision/projects/${small.trade.project}`);
  await page.getByText(/扩大抽取范围（第 2 轮）/).waitFor();
  await look(page, 'committee-widened-timeline');
});

test('widened enough, the vacant seats are drawn and the round stands on the page', async () => {
  await fill('桥梁');
  await act().click();
  await tenderer.getByText('等专家答复；谢绝的由下一名递补。').waitFor();
  expect(await tenderer.getByRole('row').count()).toBe(6);
  const { state, widenings } = await small.tenderer.client.call(readDraw, {
    params: { lot: small.trade.lot },
  });
  expect({ state, rounds: widenings.map(w => w.round) }).toEqual({
    state: 'drawn',
    rounds: [2, 3],
  });
  await look(tenderer, 'committee-widened');
  expect(await barriers(tenderer)).toEqual([]);
  const { page: phone } = await visit.arriveAs(small.tenderer.account.name, 390);
  await phone.goto(path);
  await phone.getByText('扩大抽取范围的记录').waitFor();
  await look(phone, 'committee-widened-phone');
  expect(await barriers(phone)).toEqual([]);
});

const takeKey = () => tenderer.getByRole('button', { name: /取用这个账号的证书/ }).click();
const act = () => tenderer.getByRole('button', { name: '签名扩大范围，抽取 5 席' });

async function fill(near: string): Promise<void> {
  await tenderer.getByText(`“隧道”席位也可由“${near}”专家担任`, { exact: true }).click();
  await tenderer.getByLabel('理由').fill('专家库里没有隧道专业的专家，评标时间已定。');
}
