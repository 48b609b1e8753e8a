import type { Page } from 'playwright-core';

export const projectName = '云江市滨江路综合改造工程';
const dayMs = 86_400_000;

async function next(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `下一步：${name}` }).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

/** The first steps: what the project is, one lot, a committee of five experts from two cities. */
export async function describeProject(page: Page): Promise<void> {
  await page.getByRole('link', { name: '发布项目' }).first().click();
  await page.getByLabel('项目名称').fill(projectName);
  await page.getByRole('button', { name: '开始填写' }).click();
  await page.getByLabel('资金来源').fill('市级财政资金，已落实');
  await page.getByLabel('项目概况').fill('全长 4.2 公里，道路、桥涵、给水排水。');
  await page.getByLabel('联系人').fill('林叔尧');
  await page.getByLabel('联系电话').fill('0990-8801234');
  await next(page, '标段');
  await page.getByRole('button', { name: '增加标段' }).click();
  await page.getByLabel('项目估算价（元）').fill('242000000');
  await page.getByLabel('最高投标限价（元）').fill('238600000');
  await page.getByLabel('投标保证金（元）').fill('4000000');
  await page.getByLabel('标段名称').click();
  await next(page, '方式与规则');
  await page.getByLabel('收款户名').fill('云江市公共资源交易中心');
  await page.getByLabel('开户银行').fill('云江市商业银行政务支行');
  await page.getByLabel('账号', { exact: true }).fill('9901000100020003');
  await page.getByLabel('总人数').fill('5');
  await page.getByLabel('总人数').blur();
  await page.getByLabel('专家所在城市').fill('云江市、望川市');
  await page.getByLabel('专家所在城市').blur();
  await next(page, '文件');
}

export async function attachDocuments(page: Page): Promise<void> {
  const files = [
    ['滨江路招标文件.pdf', 3_000_000],
    ['工程量清单.xlsx', 80_000],
  ] as const;
  await page.setInputFiles(
    'input[type=file]',
    files.map(([name, bytes]) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.alloc(bytes, name),
    })),
  );
  for (const [name] of files) await page.getByRole('row', { name: new RegExp(name) }).waitFor();
  await next(page, '日程');
}

/** Puts the deadline three days before the law allows; gives what the page says, and takes what it offers. */
export async function tryEarlyDeadline(page: Page): Promise<string> {
  await page.getByRole('button', { name: '按最短时间排一份日程' }).click();
  await page.getByText(/^日程合法/).waitFor();
  const deadline = page.getByLabel('投标截止、开标', { exact: true });
  const lawful = Date.parse((await deadline.inputValue()).slice(0, 10));
  await deadline.fill(new Date(lawful - 3 * dayMs).toISOString().slice(0, 10));
  await deadline.press('Enter');
  const refusal = page.locator('.no').first();
  await refusal.waitFor();
  const said = (await refusal.textContent()) ?? '';
  await refusal.getByRole('button', { name: /^改为/ }).click();
  await page.getByText(/^日程合法/).waitFor();
  return said;
}

export async function preview(page: Page): Promise<void> {
  await next(page, '预览');
  await page.getByText(/条规则都已核对，可以签名发布/).waitFor();
}

/** Publishes with the certificate that `open` opens on the last step; gives the project's id. */
export async function publish(page: Page, open: () => Promise<void>): Promise<string> {
  await next(page, '签名发布');
  await open();
  await page.getByRole('button', { name: /^签名并发布/ }).click();
  await page.waitForURL(/\/tenderer\/projects\/[^/]+$/);
  await page.getByText('投标中').first().waitFor();
  return page.url().split('/').at(-1) ?? '';
}
