import type { Page } from 'playwright-core';

/** Objects to the published candidates from the bidder's own list of trades, signed with the certificate at hand. */
export async function objectTo(page: Page, text: string): Promise<void> {
  await page.getByRole('link', { name: '首页' }).click();
  await page.getByRole('link', { name: '看候选人和结果' }).click();
  await page.getByLabel('提出异议').fill(text);
  await page.getByRole('button', { name: '签名并提出异议' }).click();
  await page.getByText(/异议已收到，公示计时已停/).waitFor();
}
