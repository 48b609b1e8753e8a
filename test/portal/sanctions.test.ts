import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage } from '../../src/demo/play/player.ts';
import { appeal, type Cast, castOf, listFirm, settle } from '../blacklist/play.ts';
import { openBrowser, sitDown } from '../support/browser.ts';
import { type Service, startService } from '../support/service.ts';
import { barriers } from '../web/axe.ts';
import { look } from '../web/visit.ts';

let service: Service;
let browser: Browser;
let cast: Cast;
let number: string;
beforeAll(async () => {
  service = await startService();
  browser = await openBrowser();
  cast = await castOf(await openStage(service.url));
  number = await listFirm(cast);
});
afterAll(async () => {
  await browser.close();
  await service.remove();
});

const at = async (path: string, width = 1200) => {
  const { page } = await sitDown(browser, { width, height: 900 });
  await page.goto(`${service.url}${path}`);
  return page;
};

test('the list is found from the front page, searched by name, and empty by the other list', async () => {
  const page = await at('/');
  await page.getByRole('link', { name: '失信名单' }).click();
  const firm = cast.firm.account.organisationName ?? '';
  await page.getByRole('searchbox').fill(firm);
  await page.getByRole('button', { name: '查找' }).click();
  await page.getByRole('link', { name: firm }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await look(page, 'sanctions-list');
  await page.getByRole('link', { name: '恶意投诉举报黑名单' }).click();
  await page.getByText('没有查到').waitFor();
});

test('a listing shows decision, term, history and how to check it, in both languages, also on a phone', async () => {
  const page = await at(`/sanctions/${number}`, 390);
  await page.getByText('两家单位串通投标，事实清楚').waitFor();
  await page.getByText('列入名单并公布').waitFor();
  expect(await barriers(page)).toEqual([]);
  await look(page, 'sanction-390');
  await page.goto(`${service.url}/sanctions/${number}?lang=en`);
  await page.getByRole('heading', { name: 'Remedies' }).waitFor();
  expect(await barriers(page)).toEqual([]);
});

test('what has ended is off the list, and its number still tells what happened', async () => {
  await settle(cast.other, await appeal(cast.firm, number, 'objection'), 'granted');
  const page = await at('/sanctions');
  await page.getByText('现在没有列入的单位和个人').waitFor();
  await page.goto(`${service.url}/sanctions/${number}`);
  await page.getByText('已撤销，移出名单').waitFor();
  expect(await page.getByRole('listitem').count()).toBeGreaterThanOrEqual(2);
  await page.goto(`${service.url}/sanctions/L-2026-0101-AAAA-AA`);
  await page.getByText('没有找到').first().waitFor();
});
