import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, sitDown } from '../support/browser.ts';
import { type Office, openOffice } from '../tender/office.ts';
import { draftProject, lawfulDraft, publish } from '../tender/project-on-paper.ts';
import { barriers } from '../web/axe.ts';
import { openSite, type Site } from './site.ts';

let office: Office;
let site: Site;
let browser: Browser;
let project: string;

beforeAll(async () => {
  office = await openOffice();
  site = await openSite(office);
  browser = await openBrowser();
  const made = await draftProject(office, lawfulDraft(2));
  expect((await publish(office, made.id)).status).toBe(200);
  project = made.id;
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await office.close();
});

const pages = () => [
  '/',
  '/?city=%E6%9C%9B%E5%B7%9D%E5%B8%82',
  `/projects/${project}`,
  '/projects/none',
  '/results',
  '/results?stage=candidates',
  `/receipts?reference=R-1&manifestSha256=${'ab'.repeat(32)}`,
  '/log?entry=7',
];

test.each([
  ['a wide screen', 1440, ''],
  ['a telephone', 390, ''],
  ['a wide screen in English and large', 1440, 'lang=en&large=1'],
])(
  'on %s no page has a barrier of WCAG 2.2 AA, and nothing fails to load',
  async (_, width, choice) => {
    const { page, complaints, context } = await sitDown(browser, { width });
    for (const path of pages()) {
      await page.goto(`${site.url}${path}${path.includes('?') ? '&' : '?'}${choice}`);
      expect([path, await barriers(page)]).toEqual([path, []]);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect([path, Math.max(0, wider)]).toEqual([path, 0]);
    }
    expect(complaints.filter(line => !line.includes('404'))).toEqual([]);
    await context.close();
  },
);

test('without JavaScript a visitor searches, opens a project and checks a receipt', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(site.url);
  await page.getByRole('searchbox').fill('滨江');
  await page.getByRole('button', { name: '搜索' }).click();
  await page.getByRole('link', { name: '滨江路综合改造工程' }).click();
  await page.getByLabel('回执号').fill('R-2026-0910-7KQ4-M2');
  await page.getByLabel('清单摘要').fill(`${'5d1c90ae '.repeat(8)}`);
  await page.getByRole('button', { name: '核验回执' }).click();
  expect(await page.getByRole('status').textContent()).toContain('对不上');
  await context.close();
});
