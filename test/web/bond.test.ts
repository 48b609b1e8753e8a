import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { organisationOf } from '../../src/demo/city.ts';
import { projects } from '../../src/demo/content/project.ts';
import { openStage } from '../../src/demo/play/player.ts';
import { playToBids } from '../../src/demo/play/trade.ts';
import { barriers } from './axe.ts';
import { look, openVisit, type Visit } from './visit.ts';

let visit: Visit;
let lot: string;
let finance: Page;
const tongze = organisationOf('tongze');

beforeAll(async () => {
  visit = await openVisit();
  const { trade } = await playToBids(
    await openStage(visit.service.url),
    {
      project: projects.separation,
      bidders: ['hengzhu'],
      folder: await mkdtemp(join(visit.service.dataDir, 'machines-')),
      releaseWindowMinutes: 240,
    },
    () => undefined,
  );
  lot = trade.lot;
}, 300_000);
afterAll(() => visit.end());

test('a bidder whose bond has not come is told where to pay, from which account', async () => {
  const { page } = await visit.arriveAs('温其远');
  await page.goto(`${visit.service.url}/app/bidder/lots/${lot}`);
  await page.getByText('还没有足额到账').waitFor();
  expect(await page.locator('main').textContent()).toContain(tongze.basicAccount ?? '-');
  expect(await barriers(page)).toEqual([]);
  await look(page, 'bond-missing');
});

test('the finance enters bank lines; what cannot be read is named, what is nobody’s goes back', async () => {
  finance = (await visit.arriveAs('苏敬禾')).page;
  await finance.getByRole('link', { name: /雨污分流/ }).click();
  await finance.getByText(organisationOf('hengzhu').name).first().waitFor();
  const lines = finance.getByLabel('银行流水');
  await lines.fill('形式,流水号,付款户名,付款账号,金额,到账时间\n转账,N1,谁,12,1,昨天');
  await finance.getByText(/第 2 行看不懂/).waitFor();
  expect(await finance.getByRole('button', { name: /^登记 0 笔/ }).isDisabled()).toBe(true);
  await lines.fill(
    [
      `转账,N2,${tongze.name},${tongze.basicAccount},800000,2026-01-05 10:20`,
      `转账,N3,${tongze.name},6200009999,800000,2026-01-05 10:21`,
    ].join('\n'),
  );
  await finance.getByRole('button', { name: '登记 2 笔到账' }).click();
  await finance.getByText('登记 1 笔，不合格 1 笔，已有 0 笔。').waitFor();
  await finance.getByText(/不是从投标人基本账户转出/).waitFor();
  expect(await barriers(finance)).toEqual([]);
  await look(finance, 'bond-finance');
  await finance.getByRole('button', { name: '确认已退还' }).click();
  await finance.getByText('已退还', { exact: true }).waitFor();
});

test('the bidder sees that it has arrived; nobody else sees that anybody paid (C21)', async () => {
  const { page } = await visit.arriveAs('温其远', 390);
  await page.goto(`${visit.service.url}/app/bidder/lots/${lot}`);
  await page.getByText('已足额到账').waitFor();
  expect(await barriers(page)).toEqual([]);
  await look(page, 'bond-arrived-390');
  const { page: operator } = await visit.arriveAs('唐若霖');
  for (const path of [`/api/lots/${lot}/bonds`, '/api/bonds', `/api/lots/${lot}/bond`]) {
    const status = await operator.evaluate(async at => (await fetch(at)).status, path);
    expect(status).toBe(403);
  }
});
