import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../support/browser.ts';
import { barriers } from './axe.ts';
import { look, openVisit, type Visit } from './visit.ts';

let visit: Visit;
let tenderer: Person;
let page: Page;
beforeAll(async () => {
  visit = await openVisit();
  tenderer = await visit.arriveAs('林叔尧');
  page = tenderer.page;
}, 300_000);
afterAll(() => visit.end());

const title = (name: string) =>
  page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
const next = async (name: string) => {
  await page.getByRole('button', { name: `下一步：${name}` }).click();
  await title(name);
};
const foot = () => page.locator('.kb-go').textContent();
const document = (name: string, bytes: number) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.alloc(bytes, name),
});

describe('a tenderer publishes a project in seven steps', () => {
  test('1 project: what is missing keeps one here, and is named', async () => {
    await page.getByRole('link', { name: '发布项目' }).first().click();
    await page.getByLabel('项目名称').fill('云江市滨江路综合改造工程');
    await page.getByRole('button', { name: '开始填写' }).click();
    await title('项目');
    expect(await foot()).toContain('3 处要改');
    await page.getByLabel('资金来源').fill('市级财政资金，已落实');
    await page.getByLabel('项目概况').fill('全长 4.2 公里，道路、桥涵、给水排水。');
    await page.getByLabel('联系人').fill('林叔尧');
    await page.getByLabel('联系电话').fill('0990-8801234');
    expect(await barriers(page)).toEqual([]);
    await look(page, 'wizard-1-project');
    await next('标段');
  });

  test('2 lots: a bond over 2 % of the estimate is refused with its article', async () => {
    await page.getByRole('button', { name: '增加标段' }).click();
    await page.getByLabel('项目估算价（元）').fill('242000000');
    await page.getByLabel('最高投标限价（元）').fill('238600000');
    await page.getByLabel('投标保证金（元）').fill('5,000,000');
    await page.getByLabel('标段名称').click();
    const row = page.locator('tbody tr');
    expect(await row.textContent()).toMatch(/超过 2%；最多 4,840,000\.00 元[\s\S]*第二十六条/);
    expect(await row.textContent()).toContain('贰亿叁仟捌佰陆拾万元整');
    await page.getByLabel('投标保证金（元）').fill('4000000');
    await page.getByLabel('标段名称').click();
    expect(await barriers(page)).toEqual([]);
    await look(page, 'wizard-2-lots');
    await next('方式与规则');
  });

  test('3 rules: experts of one city are refused; a reload loses nothing', async () => {
    expect(await foot()).toContain('2 处要改');
    await page.getByLabel('收款户名').fill('云江市公共资源交易中心');
    await page.getByLabel('开户银行').fill('云江市商业银行政务支行');
    await page.getByLabel('账号', { exact: true }).fill('9901000100020003');
    await page.getByLabel('专家所在城市').fill('云江市、望川市');
    await page.getByLabel('专家所在城市').blur();
    await page.getByText(/^草稿已保存/).waitFor();
    await page.reload();
    await title('方式与规则');
    expect(await page.getByLabel('专家所在城市').inputValue()).toBe('云江市、望川市');
    expect(await barriers(page)).toEqual([]);
    await look(page, 'wizard-3-rules');
    await next('文件');
  });

  test('4 documents: uploaded, hashed, taken out again', async () => {
    await page.setInputFiles('input[type=file]', [
      document('滨江路招标文件.pdf', 3_000_000),
      document('工程量清单.xlsx', 80_000),
      document('多余.txt', 10),
    ]);
    const row = page.getByRole('row', { name: /多余/ });
    await row.getByRole('button', { name: '去掉' }).click();
    await row.waitFor({ state: 'detached' });
    const rows = await page.locator('tbody tr').allTextContents();
    expect(rows.map(text => text.includes('工程量清单'))).toEqual([false, true]);
    expect(await barriers(page)).toEqual([]);
    await look(page, 'wizard-4-documents');
    await next('日程');
  });

  test('5 schedule: a deadline under 20 days is refused with the law and the earliest day', async () => {
    await page.getByRole('button', { name: '按最短时间排一份日程' }).click();
    await page.getByText(/^日程合法/).waitFor();
    const deadline = page.getByLabel('投标截止、开标', { exact: true });
    const lawful = await deadline.inputValue();
    const early = new Date(Date.parse(lawful.slice(0, 10)) - 3 * 86_400_000).toISOString();
    await deadline.fill(early.slice(0, 10));
    await deadline.press('Enter');
    const refusal = page.locator('.no').first();
    await refusal.waitFor();
    expect(await refusal.textContent()).toContain('最短不得少于二十日');
    expect(await foot()).toMatch(/处要改/);
    expect(await barriers(page)).toEqual([]);
    await look(page, 'wizard-5-schedule');
    await refusal.getByRole('button', { name: /^改为/ }).click();
    await page.getByText(/^日程合法/).waitFor();
    expect(await deadline.inputValue()).toBe(lawful);
    await next('预览');
  });

  test('6 preview: the notice as people read it, and the very text that is signed', async () => {
    await page.getByText(/条规则都已核对，可以签名发布/).waitFor();
    expect(await page.locator('article').textContent()).toContain('238,600,000.00');
    await page.getByText('签名的原文（RFC 8785）').click();
    expect(await page.locator('details .kb-code').textContent()).toMatch(/^\{"agency":null/);
    expect(await barriers(page)).toEqual([]);
    await look(page, 'wizard-6-preview');
    await next('签名发布');
  });

  test('7 signature: the notice is public at once, and no questions are asked of visitors', async () => {
    await page.getByRole('button', { name: /取用这个账号的证书/ }).click();
    await page.getByRole('button', { name: /^签名并发布/ }).click();
    await page.waitForURL(/\/tenderer\/projects\/[^/]+$/);
    await page.getByText('投标中').waitFor();
    expect(await page.title()).toMatch(/天 - 项目 - 开标/);
    const id = page.url().split('/').at(-1);
    const shown = await fetch(`${visit.service.url}/api/projects/${id}`);
    expect(await shown.json()).toMatchObject({
      name: '云江市滨江路综合改造工程',
      state: 'published',
    });
    expect(await barriers(page)).toEqual([]);
    await look(page, 'wizard-7-published');
  });
});

describe('after publication', () => {
  test('an amendment that affects bids shows where the deadline moves, before and after', async () => {
    await page.getByLabel('修改内容').fill('第 3.2 条改为：工期 365 日历天。');
    await page.getByText('影响投标文件编制', { exact: true }).click();
    await page.getByText(/截止时间(不变|将顺延)/).waitFor();
    await page.getByRole('button', { name: '发布修改' }).click();
    await page.getByText('修改已发布。').waitFor();
    await page.getByText('第 3.2 条改为：工期 365 日历天。').waitFor();
  });

  test('two people at one draft: the second sees both and chooses, nothing is lost', async () => {
    await page.getByRole('link', { name: '发布项目' }).first().click();
    await page.getByLabel('项目名称').fill('云江市第三水厂扩建工程');
    await page.getByRole('button', { name: '开始填写' }).click();
    await title('项目');
    const other = await tenderer.context.newPage();
    await other.goto(page.url());
    await other.getByLabel('资金来源').fill('市级财政');
    await other.getByText(/^草稿已保存/).waitFor();
    await page.getByLabel('批准文件').fill('云发改审〔2026〕118 号');
    await page.getByText(/别人刚才改过这份草稿/).waitFor();
    await page.getByRole('button', { name: '用我的' }).click();
    await page.getByText(/^草稿已保存/).waitFor();
    expect(await page.getByLabel('批准文件').inputValue()).toContain('118');
  });

  test('nothing went wrong on the way that the page complained about', () => {
    expect(tenderer.complaints.filter(line => !line.includes('409'))).toEqual([]);
  });
});
