import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projects } from '../../src/demo/content/project.ts';
import { openStage } from '../../src/demo/play/player.ts';
import { playOpening, playToBids } from '../../src/demo/play/trade.ts';
import { barriers } from './axe.ts';
import { look, openVisit, type Visit } from './visit.ts';

let visit: Visit;
let page: Page;

beforeAll(async () => {
  visit = await openVisit({ WORKERS: '1' });
  const folder = await mkdtemp(join(visit.service.dataDir, 'machines-'));
  const bidders = ['hengzhu', 'tongze', 'huayi'];
  const trade = { project: projects.separation, bidders, folder, releaseWindowMinutes: 240 };
  const played = await playToBids(await openStage(visit.service.url), trade, () => undefined);
  await playOpening(played, () => undefined);
  page = (await visit.arriveAs('苏晚晴')).page;
}, 300_000);
afterAll(() => visit.end());

test('bids that were sealed on one computer, as these were, become a clue by themselves', async () => {
  await page.getByRole('link', { name: '线索', exact: true }).click();
  const row = page.getByRole('link', { name: /三家疑似在同一台电脑上制作/ });
  const raised = () =>
    page.evaluate(async () => (await (await fetch('/api/clues')).json()).rows.length);
  await expect.poll(raised, { timeout: 60_000 }).toBe(1);
  await page.reload();
  await row.waitFor();
  expect(await barriers(page)).toEqual([]);
  await look(page, 'clues');
  await row.click();
  await page.getByText('为什么提示').waitFor();
  await page.getByText('两家用同一打印店或代办点的电脑').first().waitFor();
  expect(await barriers(page)).toEqual([]);
  await look(page, 'clue');
}, 120_000);

test('nobody ends a clue that is not theirs, nor without a reason; the graph is a table as well', async () => {
  expect(await page.getByRole('button', { name: '排除，写理由' }).count()).toBe(0);
  await page.getByRole('button', { name: '领取，由我核查' }).click();
  await page.getByRole('button', { name: '排除，写理由' }).click();
  expect(await page.getByRole('button', { name: '排除', exact: true }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: '取消' }).click();
  await page.getByRole('button', { name: /^表（/ }).click();
  await page.getByRole('cell', { name: '同一台电脑封装' }).first().waitFor();
  const { page: other } = await visit.arriveAs('顾北辰');
  await other.goto(page.url());
  await other.getByText('为什么提示').waitFor();
  expect(await other.getByRole('button', { name: '排除，写理由' }).count()).toBe(0);
}, 60_000);

test('a clue becomes a case of each firm, with its reasons as evidence', async () => {
  await page.getByRole('button', { name: '转为立案线索' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '转为立案线索' }).click();
  await page.getByText('已转立案', { exact: true }).waitFor();
  const cases = await page.evaluate(async () => (await fetch('/api/sanction-cases')).json());
  expect(cases.rows).toHaveLength(3);
  const [first] = cases.rows;
  const read = await page.evaluate(
    async id => (await fetch(`/api/sanction-cases/${id}`)).json(),
    first.id,
  );
  expect(read.evidence).toHaveLength(1);
  expect(read.evidence[0].rule).toBe('same-computer');
});

test('indicators, what-if and the graph of relations are there for a supervisor and for nobody else', async () => {
  await page.goto(`${visit.service.url}/app/clues/indicators`);
  await page.getByText('同一台电脑封装').first().waitFor();
  await page.getByText(/会提示 \d+ 个标段/).waitFor();
  expect(await barriers(page)).toEqual([]);
  await look(page, 'clue-indicators');
  await page.goto(`${visit.service.url}/app/clues/relations`);
  await page.getByRole('button', { name: '重新计算' }).click();
  await page.getByText(/^计算于/).waitFor({ timeout: 30_000 });
  expect(await barriers(page)).toEqual([]);
  await look(page, 'clue-relations');
  const { page: bidder } = await visit.arriveAs('温其远');
  for (const path of ['/api/clues', '/api/clues/indicators', '/api/clues/jobs'])
    expect(await bidder.evaluate(async at => (await fetch(at)).status, path)).toBe(403);
}, 90_000);
