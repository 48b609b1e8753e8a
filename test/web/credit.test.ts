import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMyProfile } from '../../contracts/organisation-profile.ts';
import { actOn as act } from '../../src/demo/play/credit.ts';
import { openStage, type Player } from '../../src/demo/play/player.ts';
import { type Cast, castOf } from '../blacklist/play.ts';
import { aStatement, enter, recordOf, today } from '../credit/play.ts';
import { choose, openKey } from '../e2e/key.ts';
import { barriers } from './axe.ts';
import { look, openVisit, type Visit } from './visit.ts';

let visit: Visit;
let cast: Cast;
beforeAll(async () => {
  visit = await openVisit();
  cast = await castOf(await openStage(visit.service.url));
}, 300_000);
afterAll(() => visit.end());

const at = async (who: Player, path: string, width?: number): Promise<Page> => {
  const { page } = await visit.arriveAs(who.account.name, width);
  await page.goto(`${visit.service.url}/app${path}`);
  return page;
};

/** The page in English is as free of barriers as in Chinese. */
async function clean(page: Page, english: string): Promise<void> {
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText(english).first().waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: '中文' }).click();
}

test('a supervisor enters a fact with its document; it counts nothing yet', async () => {
  const { code, name } = await cast.firm.client.call(readMyProfile);
  const page = await at(cast.officer, '/credit-desk');
  await page.getByLabel('种类').selectOption({ label: '行政处罚（严重） −20' });
  await page.getByLabel('统一社会信用代码').fill(code);
  await page.getByLabel('单位名称').fill(name);
  await page.getByLabel('作出机关').fill('云江市市场监督管理局');
  await page.getByLabel('文号').fill('云市监罚〔2026〕17号');
  await page.getByLabel('文书日期').fill(await today(cast.stage));
  const pdf = {
    name: '处罚决定书.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7'),
  };
  await choose(page.getByText('文书原件'), pdf);
  await page.getByText('处罚决定书.pdf').waitFor();
  await page.getByLabel('摘要').fill('提供虚假材料，罚款二十万元');
  await openKey(page, cast.officer);
  await page.getByRole('button', { name: '签名并录入' }).click();
  await page.getByText('待审核').waitFor();
  await clean(page, 'Enter a fact');
  await look(page, 'credit-desk');
  expect((await recordOf(cast.stage, cast.firm)).score).toBe(100);
});

test('another confirms it; the firm sees it coming, reads the document, objects; a third decides', async () => {
  const second = await at(cast.second, '/credit-desk');
  await second.getByLabel('理由').fill('与原件核对一致');
  await openKey(second, cast.second);
  await second.getByRole('button', { name: '签名并办理' }).click();
  await second.getByText('已审核，待公布').waitFor();

  const firm = await at(cast.firm, '/my-credit', 390);
  await firm.getByText('将要公布：行政处罚（严重）').waitFor();
  await firm.getByText('100 分，起始分 100').waitFor();
  await clean(firm, 'About to be published');
  await look(firm, 'my-credit-390');
  await firm.getByRole('button', { name: '提出异议' }).click();
  await firm.getByLabel('事实和理由').fill('该处罚已经法院撤销，请更正');
  await openKey(firm, cast.firm);
  await firm.getByRole('button', { name: '签名并提出异议' }).click();
  await firm.getByText('没有异议。').waitFor({ state: 'detached' });

  const other = await at(cast.other, '/credit-desk');
  await other.getByText('该处罚已经法院撤销，请更正').waitFor();
  await other.getByLabel('决定', { exact: true }).selectOption('granted');
  await other.getByLabel('理由').first().fill('经核实，法院判决已生效');
  await openKey(other, cast.other);
  await other.getByRole('button', { name: '签名并决定' }).click();
  await other.getByText('异议成立', { exact: true }).waitFor();
  await other.getByText('没有录入。').waitFor();
});

test('one’s own record shows each line with its source and lets one object; the desk shows who was involved', async () => {
  for (const kind of ['award-city', 'penalty-general'] as const) {
    const statement = await aStatement(cast.officer, cast.firm, {
      ...{ kind, decidedOn: await today(cast.stage) },
    });
    const entry = await act(cast.second, await enter(cast.officer, statement), 'confirm');
    if (entry.answerBy) await cast.stage.advance(new Date(entry.answerBy));
    await act(cast.officer, entry, 'publish');
  }
  const page = await at(cast.firm, '/my-credit');
  await page.getByText('97 分，起始分 100').waitFor();
  await page.getByRole('row', { name: /市级奖励/ }).waitFor();
  await clean(page, 'Object');
  await look(page, 'my-credit');
  const row = page.getByRole('row', { name: /行政处罚（一般）/ });
  await row.getByRole('button', { name: '提出异议' }).click();
  await page.getByRole('heading', { name: '对这件事实提出异议' }).waitFor();
});
