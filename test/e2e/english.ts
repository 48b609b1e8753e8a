import type { Page, Response } from 'playwright-core';

const han = /\p{Script=Han}|[\u3000-\u303f\uff00-\uffef]/u;

/** Texts of an answer that are data: names, titles, what somebody wrote; what the platform says comes in `zh` and `en`. */
function dataIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return key === 'zh' || key === 'en' ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => dataIn(inner, name));
}

const textsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const app = document.querySelector('#app') ?? document.body;
    const words = document.createTreeWalker(app, NodeFilter.SHOW_TEXT);
    const texts: string[] = [];
    while (words.nextNode()) texts.push(words.currentNode.textContent ?? '');
    return texts;
  });

/**
 * Chinese on pages read in English, one after the other, that is neither `known` (names, the product) nor data of an
 * answer to one of them.
 */
export async function chineseBeyondData(
  page: Page,
  addresses: readonly string[],
  known: readonly string[],
): Promise<string[]> {
  const data = new Set(known);
  const answers: Promise<void>[] = [];
  const listen = (response: Response) => {
    if (!/json/.test(response.headers()['content-type'] ?? '')) return;
    const keep = (body: unknown) => {
      for (const text of dataIn(body)) data.add(text);
    };
    answers.push(
      response
        .json()
        .then(keep)
        .catch(() => undefined),
    );
  };
  const found: string[] = [];
  page.on('response', listen);
  for (const address of addresses) {
    await page.goto(address, { waitUntil: 'networkidle' });
    await Promise.all(answers);
    const names = [...data].filter(text => han.test(text)).sort((a, b) => b.length - a.length);
    const left = (text: string) => names.reduce((rest, name) => rest.replaceAll(name, ''), text);
    found.push(...(await textsOf(page)).filter(text => han.test(left(text))));
  }
  page.off('response', listen);
  return found;
}
