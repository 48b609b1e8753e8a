import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { buildWeb } from '../../web/build.ts';
import { openBrowser, type Person, shoot, sitDown } from '../support/browser.ts';
import { type Service, startService } from '../support/service.ts';

const screens = resolve(import.meta.dirname, '../../var/screens');

/** Keeps what the page looks like now as `var/screens/NAME.png`, for people to look at after the tests. */
export const look = (page: Page, name: string): Promise<void> =>
  shoot(page, join(screens, `${name}.png`));

export interface Visit {
  readonly service: Service;
  readonly browser: Browser;
  /** Somebody at a screen of their own, in front of the page at `path` (below /app). */
  readonly arrive: (path: string, width?: number) => Promise<Person>;
  /** The same, signed in as a demo account by one click on the sign-in page. */
  readonly arriveAs: (name: string, width?: number) => Promise<Person>;
  readonly end: () => Promise<void>;
}

/**
 * The real service with a demo city, the built app, a real browser. Without the example trades: they move the city's
 * clock on in the background.
 */
export async function openVisit(env: Record<string, string> = {}): Promise<Visit> {
  await buildWeb();
  const settings = { KAIBIAO_DEMO_TRADES: '0', ...env };
  const [service, browser] = await Promise.all([startService(settings), openBrowser()]);
  const arrive = async (path: string, width = 1440) => {
    const person = await sitDown(browser, { width, height: width < 700 ? 844 : 900 });
    await person.page.goto(`${service.url}/app${path}`);
    return person;
  };
  return {
    service,
    browser,
    arrive,
    async arriveAs(name, width) {
      const person = await arrive('/sign-in', width);
      await person.page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
      await person.page.getByRole('heading', { name: `${name}，您好` }).waitFor();
      return person;
    },
    async end() {
      await browser.close();
      await service.remove();
    },
  };
}
