import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listCreditRules } from '../../contracts/credit.ts';
import { readMyProfile } from '../../contracts/organisation-profile.ts';
import { sumOf } from '../../src/credit/rules/sum.ts';
import { actOn as act } from '../../src/demo/play/credit.ts';
import { openStage } from '../../src/demo/play/player.ts';
import { type Cast, castOf, day, listFirm } from '../blacklist/play.ts';
import { aStatement, enter, object, recordOf, today } from '../credit/play.ts';
import { textOf } from '../platform/pdf-text.ts';
import { openBrowser, sitDown } from '../support/browser.ts';
import { type Service, startService } from '../support/service.ts';
import { barriers } from '../web/axe.ts';
import { look } from '../web/visit.ts';

let service: Service;
let browser: Browser;
let cast: Cast;
let code: string;
/** A day on which only the listing was known. */
let before: Date;

beforeAll(async () => {
  service = await startService();
  browser = await openBrowser();
  cast = await castOf(await openStage(service.url));
  ({ code } = await cast.firm.client.call(readMyProfile));
  await listFirm(cast);
  before = await cast.stage.now();
  await cast.stage.advance(new Date(before.getTime() + 2 * day));
  for (const kind of ['award-provincial', 'penalty-general'] as const) {
    const decidedOn = await today(cast.stage);
    const statement = await aStatement(cast.officer, cast.firm, { kind, decidedOn });
    const entry = await act(cast.second, await enter(cast.officer, statement), 'confirm');
    if (entry.answerBy) await cast.stage.advance(new Date(entry.answerBy));
    const { number } = await act(cast.officer, entry, 'publish');
    if (kind === 'penalty-general') await object(cast.firm, `entry:${number}`);
  }
}, 120_000);
afterAll(async () => {
  await browser.close();
  await service.remove();
});

const at = async (path: string, width = 1200) => {
  const { page } = await sitDown(browser, { width, height: 1100 });
  await page.goto(`${service.url}${path}`);
  return page;
};

test('from the front page to a record: the sum, each line with its source, in both languages', async () => {
  const page = await at('/');
  await page.getByRole('link', { name: '信用记录' }).click();
  const { name } = await cast.firm.client.call(readMyProfile);
  await page.getByRole('searchbox').fill(name);
  await page.getByRole('button', { name: '查找' }).click();
  expect(await barriers(page)).toEqual([]);
  await look(page, 'credits');
  await page.getByRole('link', { name }).click();
  const sum = page.getByRole('table');
  await sum.getByText('列入招标投标领域黑名单（法定期限）').waitFor();
  await sum.getByText('异议办理中').waitFor();
  await sum.getByRole('row', { name: '合计 59' }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await look(page, 'credit');
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'The sum' }).waitFor();
  expect(await page.locator('main table').textContent()).toContain('Provincial award');
  expect(await barriers(page)).toEqual([]);
});

test('as of an earlier day it shows what was known then', async () => {
  const page = await at(`/credits/${code}?at=${before.toISOString()}`, 390);
  await page.getByRole('row', { name: '合计' }).getByText('60', { exact: true }).waitFor();
  await page.getByText(/^这是 .* 的记录$/).waitFor();
  expect(await page.getByText('省级奖励').count()).toBe(0);
  expect(await barriers(page)).toEqual([]);
  await look(page, 'credit-390');
});

test('the rules are readable, and with the published facts anybody recomputes the score', async () => {
  const page = await at('/credits/rules');
  await page.getByRole('heading', { name: /2026年版/ }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await look(page, 'credit-rules');
  const { rows } = await cast.stage.open.call(listCreditRules);
  const record = await recordOf(cast.stage, cast.firm);
  const rules = rows.find(({ version }) => version === record.rules);
  if (!rules) throw new Error('no rules');
  const facts = record.lines.flatMap(({ fact }) => fact ?? []);
  const again = sumOf(facts, rules, new Date(record.at));
  expect([again.score, again.band]).toEqual([record.score, record.band]);
});

test('as CSV the column of what counts adds up', async () => {
  const reply = await fetch(`${service.url}/credits/${code}.csv`);
  expect(reply.headers.get('content-type')).toContain('text/csv');
  const cells = (await reply.text())
    .trim()
    .split('\r\n')
    .slice(2)
    .map(line => line.split(','));
  const counted = cells.map(row => Number(row.at(-2)?.replace("'", '')));
  expect(counted.at(-1)).toBe(59);
  expect(counted.slice(0, -1).reduce((a, b) => a + b, 0)).toBe(59);
});

test('on paper it is sealed, to the minute, and says where anyone can check it', async () => {
  const path = `${service.url}/api/credits/${code}/record.pdf`;
  const reply = await fetch(path);
  expect(reply.headers.get('content-type')).toContain('application/pdf');
  const pdf = new Uint8Array(await reply.arrayBuffer());
  expect(Buffer.from(pdf).toString('latin1')).toContain('ETSI.CAdES.detached');
  const text = (await textOf(pdf)).join('');
  expect(text).toMatch(/合计\s*59/);
  expect(text).toContain('公开日志');
  const then = (
    await textOf(
      new Uint8Array(await (await fetch(`${path}?at=${before.toISOString()}`)).arrayBuffer()),
    )
  ).join('');
  expect(then).toMatch(/合计\s*60/);
  expect((await fetch(`${path}?at=2099-01-01T00:00:00.000Z`)).status).toBe(400);
});

test('nobody’s code is not found, and no day is no day', async () => {
  expect((await fetch(`${service.url}/credits/91990100MA1K7Q3D0X`)).status).toBe(404);
  expect((await fetch(`${service.url}/credits/${code}?at=gestern`)).status).toBe(400);
});
