import type { Page } from 'playwright-core';
import { readRecord, signRecord } from '../../contracts/opening.ts';
import type { Player } from '../../src/demo/play/player.ts';

export async function enterHall(page: Page, url: string, lot: string): Promise<void> {
  await page.goto(`${url}/app/opening/${lot}`);
  await page.getByRole('list', { name: '开标进程' }).waitFor();
}

export async function signIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: '签到', exact: true }).click();
  await page.getByText(/^您已签到/).waitFor();
}

/** The prices on the page, as the read-out shows them; none before the reveal. */
export const prices = (page: Page): Promise<string[]> =>
  page.locator('td data').evaluateAll(found => found.map(e => e.getAttribute('value') ?? ''));

export async function ask(page: Page, text: string): Promise<void> {
  const field = page.getByPlaceholder('提问，所有人可见并记录');
  await field.fill(text);
  await field.press('Enter');
  await page.getByText('等主持人答复').waitFor();
}

export async function answer(page: Page, text: string): Promise<void> {
  const field = page.getByPlaceholder('答复，所有人可见并记录');
  await field.fill(text);
  await field.press('Enter');
  await field.waitFor({ state: 'detached' });
}

/** Signs the record under the certificate at hand. */
export const signHere = (page: Page): Promise<void> =>
  page.locator('#record').getByRole('button', { name: '签署开标记录' }).click();

/** Signs the record as a bidder without a browser. */
export async function signByInterface(player: Player, lot: string): Promise<void> {
  const { text } = await player.client.call(readRecord, { params: { lot } });
  const signature = await player.sign(text);
  await player.client.call(signRecord, { params: { lot }, body: { signature } });
}
