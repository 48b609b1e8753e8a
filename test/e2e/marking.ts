import type { Page } from 'playwright-core';

/** `bid item` of every cell of the grid, in reading order. */
export async function cellsOf(page: Page): Promise<string[]> {
  const cells = page.locator('[data-cell]');
  await cells.first().waitFor();
  return cells.evaluateAll(found => found.map(e => e.getAttribute('data-cell') ?? ''));
}

export const begin = (page: Page) => page.locator('[data-cell]').first().focus();

/** Passes every item of a review by the keyboard alone, then locks the sheet. */
export async function passAll(page: Page): Promise<void> {
  const cells = await cellsOf(page);
  await begin(page);
  for (const _ of cells) await page.keyboard.press('y');
  await lock(page, '提交并锁定我的审查');
}

/** Types scores into the cells from the focused one on; Enter goes to the next. */
export async function type(page: Page, scores: readonly string[]): Promise<void> {
  for (const score of scores) {
    await page.keyboard.type(score);
    await page.keyboard.press('Enter');
  }
}

export async function lock(page: Page, act: string): Promise<void> {
  await page.getByRole('button', { name: act }).click();
  await page.getByRole('button', { name: '确认锁定' }).click();
}
