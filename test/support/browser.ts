import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Browser, type BrowserContext, chromium as driver, type Page } from 'playwright-core';
import { chromium } from './chromium.ts';

/**
 * Starts Chromium with its web security on.
 * `@sparticuz/chromium`'s own flags switch it off, and a test would then pass where a browser refuses.
 */
export async function openBrowser(flags: readonly string[] = []): Promise<Browser> {
  const { executablePath, env } = await chromium();
  return driver.launch({
    executablePath,
    // Without a UTF-8 locale, as on a bare machine, Chromium loses Chinese names of files.
    env: { LANG: 'C.UTF-8', ...(process.env as Record<string, string>), ...env },
    args: [
      '--no-sandbox',
      '--no-zygote',
      '--disable-dev-shm-usage',
      '--font-render-hinting=none',
      ...flags,
    ],
  });
}

export interface Person {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page complained about: uncaught errors, console errors, blocked resources. */
  readonly complaints: string[];
}

/** One person at one screen: an own context (cookies, storage), Chinese, Shanghai time. */
export async function sitDown(
  browser: Browser,
  { width = 1440, height = 900 }: { width?: number; height?: number } = {},
): Promise<Person> {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(String(error)));
  page.on('console', line => {
    if (line.type() === 'error') complaints.push(line.text());
  });
  return { context, page, complaints };
}

/** Writes a PNG of the page (the whole of it when `whole`) and makes the folder it needs. */
export async function shoot(page: Page, path: string, whole = false): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage: whole, animations: 'disabled' });
}
