import type { Page } from 'playwright-core';
import { choose } from './key.ts';

/** Records the signed contract with the certificate at hand; the contract itself stays on this machine. */
export async function recordContract(page: Page): Promise<void> {
  await choose(page.getByText('选合同文件，只在本机计算摘要'), {
    name: '施工合同.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7 合同'),
  });
  await page.getByRole('button', { name: '签名并登记合同' }).click();
  await page.getByText('合同已登记').waitFor();
}

export async function reportTender(page: Page): Promise<void> {
  await page.getByLabel('向行政监督部门报告', { exact: true }).fill('招标已依法完成，详见证据包。');
  await page.getByRole('button', { name: '提交报告' }).click();
  await page.getByRole('button', { name: '提交报告' }).waitFor({ state: 'detached' });
}
