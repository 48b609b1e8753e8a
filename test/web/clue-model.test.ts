import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barriers } from './axe.ts';
import { aModelInUse } from './model-in-use.ts';
import { look, openVisit, type Visit } from './visit.ts';

let visit: Visit;
let page: Page;
beforeAll(async () => {
  visit = await openVisit();
  page = (await visit.arriveAs('苏晚晴')).page;
}, 300_000);
afterAll(() => visit.end());

const open = () => page.goto(`${visit.service.url}/app/clues/model`);

test('a city without decided cases reads how far it is, what counts, and that scores are untrained', async () => {
  await open();
  await page.getByText('0 / 30').waitFor();
  await page.getByText(/现在的分数：来自未经学习的规则/).waitFor();
  await page.getByText(/案件多由线索而来/).waitFor();
  expect(await page.getByRole('button', { name: '现在学习' }).isDisabled()).toBe(true);
  const asked = await page.evaluate(async () => {
    const reply = await fetch('/api/clues/models', { method: 'POST', body: '{}' });
    return reply.status;
  });
  expect(asked).toBeGreaterThanOrEqual(400);
  expect(await barriers(page)).toEqual([]);
  await look(page, 'clue-model-none');
}, 60_000);

test('a model in use shows its figures and who let it in; where the market has moved, it warns in both languages', async () => {
  await aModelInUse(visit.service.databaseUrl);
  await open();
  await page.getByText('使用中', { exact: true }).waitFor();
  await page.getByText(/项特征的变化超过 0.25/).waitFor();
  await page.getByText(/批准启用：顾北辰/).waitFor();
  expect(await barriers(page)).toEqual([]);
  await look(page, 'clue-model');
  await page.getByText('排序正确的机会 AUC').evaluate(at => at.scrollIntoView());
  await look(page, 'clue-model-figures');
  await page.getByText('现在的标段还像学习时的吗').evaluate(at => at.scrollIntoView());
  await look(page, 'clue-model-drift');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText(/features have moved by more than 0.25/).waitFor();
  await page.getByText(/Scores now: by the rules and the model/).waitFor();
  expect(await barriers(page)).toEqual([]);
  await look(page, 'clue-model-en');
  await page.getByText(/^All \d+ features/).click();
  await page.getByText('How right it has been in use').evaluate(at => at.scrollIntoView());
  await look(page, 'clue-model-drift-en');
  await page.getByRole('button', { name: '中文' }).click();
}, 60_000);

test('one supervisor ends it with a reason; a bidder sees none of this', async () => {
  await page.getByRole('button', { name: '停用' }).click();
  expect(await page.getByRole('button', { name: '确定' }).isDisabled()).toBe(true);
  await page.getByRole('textbox', { name: /停用.*理由/ }).fill('市场已变，等重新学习');
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('已停用', { exact: true }).waitFor();
  await page.getByText(/现在的分数：来自未经学习的规则/).waitFor();
  const { page: bidder } = await visit.arriveAs('温其远');
  const status = () => bidder.evaluate(async () => (await fetch('/api/clues/models')).status);
  expect(await status()).toBe(403);
}, 60_000);
