import { afterAll, beforeAll, expect, test } from 'vitest';
import { listPersons } from '../../contracts/registry.ts';
import { openStage } from '../../src/demo/play/player.ts';
import { creditCheckCharacter } from '../../src/registry/rules.ts';
import { barriers } from './axe.ts';
import { look, openVisit, type Visit } from './visit.ts';

let visit: Visit;
let stage: Awaited<ReturnType<typeof openStage>>;
beforeAll(async () => {
  visit = await openVisit();
  stage = await openStage(visit.service.url);
}, 120_000);
afterAll(() => visit.end());

async function register(role: Parameters<typeof stage.accounts>[0]) {
  const { page } = await visit.arriveAs(stage.accounts(role)[0]?.name ?? '');
  await page.goto(`${visit.service.url}/app/registry`);
  await page.getByRole('heading', { name: '登记', exact: true }).waitFor();
  return page;
}

test('the centre registers an organisation; a wrong credit code is said before it is sent', async () => {
  const page = await register('operator');
  const first17 = '91990100MA0000099';
  await page.getByLabel('名称', { exact: true }).fill('云江新立建筑有限公司');
  await page.getByLabel('统一社会信用代码').fill(`${first17}?`);
  await page.getByLabel('城市', { exact: true }).fill('云江市');
  await page.getByLabel('投标人', { exact: true }).check();
  await page.getByRole('button', { name: '登记', exact: true }).last().click();
  await page.getByText('18 位代码或校验位不对').waitFor();
  await page.getByLabel('统一社会信用代码').fill(first17 + creditCheckCharacter(first17));
  await page.getByRole('button', { name: '登记', exact: true }).last().click();
  await page.getByText('已登记：云江新立建筑有限公司').waitFor();
  await page.getByLabel('按名称或代码查找').fill('新立');
  await page.getByRole('cell', { name: '云江新立建筑有限公司' }).waitFor();
  const basic = page.locator('section', { has: page.getByRole('heading', { name: '基本账户' }) });
  await basic.getByLabel('所在单位').selectOption({ label: '云江新立建筑有限公司' });
  await basic.getByLabel('账号（数字）').fill('6200 12');
  await basic.getByRole('button', { name: '保存基本账户' }).click();
  await basic.getByText('6 至 32 位数字').waitFor();
  await basic.getByLabel('账号（数字）').fill('620012345678');
  await basic.getByRole('button', { name: '保存基本账户' }).click();
  await page.getByRole('cell', { name: '620012345678' }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await look(page, 'registry-organisations');
});

test('the system administrator is offered only the roles that are its to give', async () => {
  const page = await register('system-admin');
  await page.getByRole('button', { name: '人员', exact: true }).click();
  const offered = await page.getByLabel('身份').locator('option').allTextContents();
  expect(offered.map(text => text.trim())).toEqual([
    '请选择',
    '交易中心',
    '交易中心财务',
    '系统管理员',
    '安全管理员',
    '审计管理员',
  ]);
  await page.getByLabel('身份').selectOption({ label: '审计管理员' });
  await page.getByLabel('姓名', { exact: true }).fill('顾审言');
  await page.getByLabel('账号', { exact: true }).fill('audit.gu');
  await page.getByLabel('初始口令').fill('a long first password');
  await page.getByRole('button', { name: '登记', exact: true }).last().click();
  await page.getByText('已登记：顾审言').waitFor();
  expect(await barriers(page)).toEqual([]);
  const auditor = await stage.first('audit-admin');
  const { rows } = await auditor.client.call(listPersons, { query: { text: 'audit.gu' } });
  expect(rows).toMatchObject([{ name: '顾审言', roles: ['audit-admin'] }]);
});

test('the auditor sees every list and no form', async () => {
  const page = await register('audit-admin');
  for (const part of ['机构', '人员', '证书', '专家库']) {
    await page.getByRole('button', { name: part, exact: true }).click();
    expect(await page.locator('main form').count()).toBe(0);
  }
  await page.getByRole('cell', { name: '市政道路' }).first().waitFor();
  expect(await barriers(page)).toEqual([]);
  await look(page, 'registry-experts');
});
