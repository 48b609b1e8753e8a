import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Page, Request } from 'playwright-core';
import type { OpeningForm } from '../../contracts/opening.ts';
import { choose } from './key.ts';

export const megabyte = 1024 * 1024;
const envelopes = [
  ['资格审查文件', 'qualification.pdf'],
  ['技术文件', 'technical.pdf'],
  ['已标价工程量清单', 'bill.xlsx'],
] as const;

/** A bidder's papers on its own disk, the technical one as large as asked for; by the title of their envelope. */
export async function writePapers(
  folder: string,
  technicalBytes: number,
): Promise<ReadonlyMap<string, string>> {
  await mkdir(folder, { recursive: true });
  const paths = new Map<string, string>();
  for (const [title, name] of envelopes) {
    const path = join(folder, name);
    await writeFile(path, randomBytes(title === '技术文件' ? technicalBytes : 90_000));
    paths.set(title, path);
  }
  return paths;
}

export async function fillForm(page: Page, form: OpeningForm): Promise<void> {
  await page.getByLabel('投标总价（元）').fill(form.price);
  await page.getByLabel('工期（日历天）').fill(String(form.periodDays));
  await page.getByLabel('项目经理').fill(form.manager);
  await page.getByLabel('注册证书号').fill(form.managerCertificate);
  await page.getByLabel('质量承诺').fill(form.quality);
  await page.getByLabel('质量承诺').blur();
}

export async function chooseFiles(page: Page, papers: ReadonlyMap<string, string>): Promise<void> {
  for (const [title, path] of papers) {
    const group = page.getByRole('group', { name: `选择${title}`, exact: true });
    await choose(group.locator('label'), path);
    await page.getByRole('button', { name: `移除 ${basename(path)}` }).waitFor();
  }
}

/** After a reload: the browser may not read the files again by itself. Ends when they are being sent. */
export async function chooseAgain(page: Page, papers: ReadonlyMap<string, string>): Promise<void> {
  const asked = page.getByRole('region', { name: /^等您处理：请重新选择/ });
  const named = (await asked.textContent()) ?? '';
  const paths = [...papers.values()].filter(path => named.includes(basename(path)));
  await choose(asked.locator('label'), paths);
  await asked.waitFor({ state: 'detached' });
}

export const begin = (page: Page) =>
  page.getByRole('button', { name: /^(继续)?(开始)?加密并上传$/ }).click();

/** Waits until everything is with the platform, does without a recovery file, and submits; ends at the receipt. */
export async function commit(page: Page): Promise<void> {
  await page.getByText('试解密通过').waitFor({ timeout: 120_000 });
  await page.getByText(/不要恢复文件/).click();
  await page.getByRole('button', { name: '确认提交' }).click();
  await page.getByRole('button', { name: '用证书签名并提交' }).click();
  await page.waitForURL(/\/bidder\/receipts\//);
  await page.getByText('已提交，您已投标').waitFor();
}

/** Which sealed segments the page sent and which of them were answered, by their SHA-256. */
export interface Uploads {
  readonly sent: string[];
  readonly done: string[];
}

const segmentOf = (request: Request): string | null =>
  request.method() === 'PUT' ? (/\/segments\/(\w{64})/.exec(request.url())?.[1] ?? null) : null;

export function watchUploads(page: Page): Uploads {
  const uploads: Uploads = { sent: [], done: [] };
  page.on('request', request => {
    const segment = segmentOf(request);
    if (segment) uploads.sent.push(segment);
  });
  page.on('requestfinished', request => {
    const segment = segmentOf(request);
    if (segment) uploads.done.push(segment);
  });
  return uploads;
}

/** Lets `count` segments through and holds the others on the line; the result lets them all through again. */
export async function holdUploadsAfter(page: Page, count: number): Promise<() => Promise<void>> {
  let left = count;
  const pattern = /\/segments\/\w{64}$/;
  await page.context().route(pattern, async route => {
    if (left-- > 0) await route.continue();
  });
  return () => page.context().unroute(pattern);
}

/** Reference and manifest hash, as they stand on the receipt. */
export async function readReceipt(page: Page): Promise<{ reference: string; digest: string }> {
  const reference = await page.locator('.ref .kb-code').textContent();
  const digest = await page.locator('dd.kb-code').first().textContent();
  return { reference: reference?.trim() ?? '', digest: digest?.trim() ?? '' };
}
