import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCase } from '../../contracts/blacklist.ts';
import { openStage } from '../../src/demo/play/player.ts';
import { appeal, type Cast, castOf } from '../blacklist/play.ts';
import { playToListing, type WholeCase } from '../blacklist/whole-case.ts';
import { barriers } from './axe.ts';
import { look, openVisit, type Visit } from './visit.ts';

let visit: Visit;
let cast: Cast;
let whole: WholeCase;
beforeAll(async () => {
  visit = await openVisit();
  cast = await castOf(await openStage(visit.service.url));
  whole = await playToListing(cast);
}, 180_000);
afterAll(() => visit.end());

const pageOf = async (who: Cast['officer'], path: string): Promise<Page> => {
  const { page } = await visit.arriveAs(who.account.name);
  await page.goto(`${visit.service.url}/app${path}`);
  return page;
};
/** Follows a link to a file as a person does; gives what it is called. */
async function download(page: Page, link: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: link, exact: true }).first().click(),
  ]);
  return file.suggestedFilename();
}

test('an officer reads acts as labelled rows and the clue as a table; the signed text is behind the fold', async () => {
  const page = await pageOf(cast.officer, `/sanction-cases/${whole.id}`);
  await page.getByText('听证时间（北京时间）').waitFor();
  expect(await page.getByText('"format":"kaibiao-sanction-case/1"').first().isVisible()).toBe(
    false,
  );
  await page.getByText('看线索内容').click();
  await page.getByText('两家用同一打印店或代办点的电脑', { exact: true }).waitFor();
  await page.getByText('线索不等于认定').waitFor();
  expect(await page.getByText('办案人员，办理案件').count()).toBeGreaterThan(0);
  expect(await barriers(page)).toEqual([]);
  await look(page, 'case');
  expect(await download(page, '案卷（PDF）')).toMatch(/^案卷-C-.*\.pdf$/);
  expect(await download(page, '案件证据包')).toMatch(/^C-.*\.tar$/);
});

test('the respondent sees all evidence used, downloads it, and who looked without names', async () => {
  const page = await pageOf(cast.firm, `/sanction-cases/${whole.id}`);
  await page.getByText('这里是据以处理的全部证据').waitFor();
  expect(await page.getByText('内部研判.txt').count()).toBe(0);
  expect(await download(page, '比对说明.pdf')).toBe('比对说明.pdf');
  await page.getByText('看线索内容').click();
  await page.getByText('两家用同一打印店或代办点的电脑', { exact: true }).waitFor();
  expect(await page.getByText(`${cast.officer.account.name} 办案人员`).count()).toBe(0);
  expect(await barriers(page)).toEqual([]);
  await look(page, 'case-respondent');
});

test('an appeal chooses among the own listings, and shows all evidence to both sides', async () => {
  const page = await pageOf(cast.firm, '/sanction-appeals');
  await page.getByLabel('名单编号').waitFor();
  expect(await page.getByLabel('名单编号').inputValue()).toBe(whole.number);
  await appeal(cast.firm, whole.number, 'objection');
  const decider = await pageOf(cast.other, '/sanction-appeals');
  await decider.getByText('据以处理的全部证据（2 份）').click();
  expect(await download(decider, '比对说明.pdf')).toBe('比对说明.pdf');
  expect(await barriers(decider)).toEqual([]);
  await look(decider, 'appeal-evidence');
});

test('a case can be opened against an expert, who is found by name', async () => {
  const page = await pageOf(cast.officer, '/sanction-cases');
  await page.getByLabel('案由').selectOption({ label: '评标专家不依法评标' });
  await page.getByLabel('按姓名或单位查找专家').fill('大学');
  await page.getByLabel('专家', { exact: true }).waitFor();
  await page.getByLabel('线索摘要').fill('打分明显偏离且不能说明理由');
  await look(page, 'case-expert');
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByRole('heading', { name: /评标专家不依法评标/ }).waitFor();
});

test('the auditor sees what is kept for how long and holds the case for a lawsuit', async () => {
  const { number } = await cast.officer.client.call(readCase, { params: { case: whole.id } });
  const { page } = await visit.arriveAs('管彤辉');
  await page.goto(`${visit.service.url}/app/retention`);
  await page.getByText('列入名单的案卷').first().waitFor();
  await page.getByLabel('对象').selectOption({ label: '案件' });
  await page.getByLabel('按案件编号查找').fill('没有这样的编号');
  await page.getByText('没有找到，请换几个字试试。').waitFor();
  await page.getByLabel('按案件编号查找').fill(number.slice(0, -2));
  await page.getByLabel('案件', { exact: true }).selectOption({ label: number });
  await page.getByLabel('理由').fill('行政诉讼，法院已经受理');
  await page.getByRole('button', { name: '保留', exact: true }).click();
  await page.getByRole('button', { name: '解除', exact: true }).waitFor();
  await page.getByRole('listitem').filter({ hasText: number }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await look(page, 'retention');
  await page.getByRole('button', { name: '解除', exact: true }).click();
  await page.getByText('没有保留。').waitFor();
  const { page: bidder } = await visit.arriveAs(cast.firm.account.name);
  expect(await bidder.evaluate(async () => (await fetch('/api/retention')).status)).toBe(403);
});
