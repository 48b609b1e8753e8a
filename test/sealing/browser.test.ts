import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { base64, equal, fromBase64, hex } from '../../src/kernel/bytes.ts';
import { outerPath } from '../../src/sealing/folder.ts';
import type { Manifest } from '../../src/sealing/manifest.ts';
import { openBrowser } from '../support/browser.ts';
import { aFile, aLot, aPlan, sealAll, someBytes, unseal } from './bid.ts';
import { identity } from './openssl.ts';

let browser: Browser;
let page: Page;
const server = createServer();

/** The worker as the product's build makes it, served under a policy as strict as the product's. */
beforeAll(async () => {
  const entry = fileURLToPath(new URL('./browser/worker.ts', import.meta.url));
  const bundled = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry, formats: ['es'], fileName: 'worker' } },
  });
  const [output] = Array.isArray(bundled) ? bundled : [bundled];
  if (!output || !('output' in output)) throw new Error('nothing was built');
  const script = output.output[0].code;
  server.on('request', (request, response) => {
    const isScript = request.url === '/worker.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.setHeader('content-security-policy', "default-src 'self'");
    response.end(isScript ? script : '<!doctype html><title>sealing</title>');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  browser = await openBrowser();
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});

afterAll(async () => {
  await browser.close();
  server.close();
});

interface Answer {
  manifest: Manifest;
  parts: [string, string][];
}

const bidders = { 'P-256': identity('ec'), RSA: identity('rsa') };

test.each(Object.entries(bidders))(
  'a bid sealed in a Web Worker to %s opens on the server’s side',
  async (_name, bidder) => {
    const where = aLot(['technical'], 65_536);
    const content = someBytes(300_000);
    const sent = {
      ticket: where.ticket,
      certificate: base64(bidder.certificate),
      content: base64(content),
    };
    const answer: Answer = await page.evaluate(async ({ ticket, certificate, content }) => {
      const bytes = (text: string) => Uint8Array.from(atob(text), c => c.charCodeAt(0));
      const worker = new Worker('/worker.js', { type: 'module' });
      const file = new File([bytes(content)], '施工组织设计.pdf');
      worker.postMessage({ kind: 'seal', ticket, certificateDer: bytes(certificate), file });
      const { data } = await new Promise<MessageEvent>(resolve => {
        worker.onmessage = resolve;
      });
      if (data.failed) throw new Error(data.failed);
      const text = (part: Uint8Array) =>
        btoa(Array.from(part, byte => String.fromCharCode(byte)).join(''));
      const parts = data.done.parts as [string, Uint8Array][];
      return {
        manifest: data.done.manifest,
        parts: parts.map(([path, part]): [string, string] => [path, text(part)]),
      };
    }, sent);
    const parts = new Map(
      answer.parts.map(([path, text]) => [path, fromBase64(text) as Uint8Array]),
    );
    const opened = await unseal({ manifest: answer.manifest, parts }, 'technical', where, bidder);
    expect(opened).toEqual({ '施工组织设计.pdf': hex(content) });
  },
);

test('a package sealed by the command line is released in a Web Worker', async () => {
  const bidder = bidders['P-256'];
  const bid = await sealAll(aPlan(aLot(['opening']), bidder, { opening: [aFile('a', 'x')] }));
  const sent = {
    manifest: bid.manifest,
    outer: base64(bid.parts.get(outerPath('opening')) ?? new Uint8Array()),
    certificate: base64(bidder.certificate),
    privateKey: base64(bidder.privateKey),
  };
  const inner = await page.evaluate(async ({ manifest, outer, certificate, privateKey }) => {
    const bytes = (text: string) => Uint8Array.from(atob(text), c => c.charCodeAt(0));
    const worker = new Worker('/worker.js', { type: 'module' });
    worker.postMessage({
      kind: 'release',
      manifest,
      outer: bytes(outer),
      certificateDer: bytes(certificate),
      privateKey: bytes(privateKey),
    });
    const { data } = await new Promise<MessageEvent>(resolve => {
      worker.onmessage = resolve;
    });
    if (data.failed) throw new Error(data.failed);
    return btoa(Array.from(data.done as Uint8Array, byte => String.fromCharCode(byte)).join(''));
  }, sent);
  expect(equal(fromBase64(inner), bid.packages[0]?.inner ?? new Uint8Array())).toBe(true);
});
