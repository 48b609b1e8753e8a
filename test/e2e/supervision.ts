import type { Page } from 'playwright-core';

/** From the wall, where the one lot in progress stands chosen, to the record of its project. */
export async function openRecord(page: Page): Promise<void> {
  await page.getByRole('link', { name: '项目记录与日志核验' }).click();
  await page.getByRole('heading', { name: /^记录/ }).waitFor();
}

/** Has the browser check every line of the record against the public log; gives what it says. */
export async function checkRecord(page: Page): Promise<string> {
  await page.getByRole('button', { name: '重新读取' }).click();
  await page.getByRole('button', { name: /^核验这 \d+ 条$/ }).click();
  const said = page.getByText(/^\d+ 条记录(都在|不在)公开日志里$/);
  await said.waitFor({ timeout: 120_000 });
  return (await said.textContent()) ?? '';
}

export async function recomputeDraw(page: Page): Promise<void> {
  await page.getByRole('button', { name: '重算抽取' }).click();
  await page.getByText('重算一致').waitFor();
}
