import type { Locator, Page } from 'playwright-core';
import type { Player } from '../../src/demo/play/player.ts';

/** Chooses files as a person does: the button, then the browser's own dialogue. */
export async function choose(
  button: Locator,
  files: Parameters<Locator['setInputFiles']>[0],
): Promise<void> {
  // A page that has just come back may draw the button anew under the finger: a person presses again.
  for (let press = 1; ; press++) {
    const opens = button.page().waitForEvent('filechooser', { timeout: 8_000 });
    const [chooser] = await Promise.all([opens.catch(() => null), button.click()]);
    if (chooser) return chooser.setFiles(files);
    if (press === 5) throw new Error('no file dialogue opened');
  }
}

/** The holder's own .p12 and its passphrase, opened on the page. */
export async function openKey(page: Page, { p12, passphrase }: Player): Promise<void> {
  await choose(page.getByText('选择证书文件', { exact: true }), {
    name: 'certificate.p12',
    mimeType: 'application/x-pkcs12',
    buffer: Buffer.from(p12),
  });
  await page.getByLabel('口令', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: '打开证书' }).click();
  await page.getByRole('button', { name: '换一个证书' }).first().waitFor();
}
