import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, sitDown } from '../support/browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser.close());

test('Chinese is drawn with the font that came with npm, in regular and strong', async () => {
  const { page, context } = await sitDown(browser);
  await page.setContent('<p>开标大厅 218,940,216.50</p><b>投标截止</b>');
  const cdp = await context.newCDPSession(page);
  await cdp.send('DOM.enable');
  await cdp.send('CSS.enable');
  const { root } = await cdp.send('DOM.getDocument');
  for (const selector of ['p', 'b']) {
    const { nodeId } = await cdp.send('DOM.querySelector', { nodeId: root.nodeId, selector });
    const { fonts } = await cdp.send('CSS.getPlatformFontsForNode', { nodeId });
    expect(fonts.map(font => font.familyName)).toEqual(['Noto Sans SC']);
  }
});

async function serveText(text: string): Promise<{ server: Server; url: string }> {
  const server = createServer((_request, reply) => {
    reply.setHeader('content-type', 'text/html').end(text);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

test('web security is on: a page cannot read another origin', async () => {
  const here = await serveText('<title>here</title>');
  const there = await serveText('secret');
  const { page } = await sitDown(browser);
  await page.goto(here.url);
  const read = page.evaluate(url => fetch(url).then(reply => reply.text()), there.url);
  await expect(read).rejects.toThrow('Failed to fetch');
  here.server.close();
  there.server.close();
});
