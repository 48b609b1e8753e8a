/**
 * Sealing while uploading in a real Chromium, by the worker that bidders' pages use, against a plain upload of the same
 * file from the same page, both to a bare node http server that writes to disk and syncs; and against
 * `openssl cms -encrypt` of the file. MiB/s, and the peak memory of the page's process.
 * `node bench/browser-sealing.ts [--mib 512] [--rounds 3]`
 */
import { type ExecFileSyncOptions, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { nodePrimitives } from '../src/platform/node-primitives.ts';
import { openBrowser } from '../test/support/browser.ts';
import type { Acts, Order } from './browser/page.ts';
import { benchTicket } from './ticket.ts';

const mebi = 1024 * 1024;
const { values } = parseArgs({
  options: {
    mib: { type: 'string', default: '512' },
    rounds: { type: 'string', default: '3' },
  },
});
const mib = Number(values.mib);

interface Run {
  readonly seconds: number;
  readonly peakMib: number;
}

const kinds: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };

/** The page and its worker; and a body becomes a file, synced before the answer. */
async function serve(folder: string) {
  await mkdir(join(folder, 'received'));
  const server = createServer((request, answer) => {
    void (request.method === 'PUT' ? keep(request, answer) : give(request, answer));
  });
  let count = 0;
  async function keep(request: IncomingMessage, answer: ServerResponse) {
    const file = await open(join(folder, 'received', String(++count)), 'w');
    let bytes = 0;
    for await (const chunk of request) {
      await file.writeFile(chunk);
      bytes += chunk.length;
    }
    await file.sync();
    await file.close();
    const sha256 = (request.url ?? '').split('/').at(-1);
    answer.writeHead(200, { 'content-type': 'application/json' });
    answer.end(JSON.stringify({ sha256, bytes }));
  }
  async function give({ url = '/' }: IncomingMessage, answer: ServerResponse) {
    const path = url === '/' ? '/index.html' : url;
    const content = await readFile(join(folder, 'page', path)).catch(() => null);
    answer.writeHead(content ? 200 : 404, { 'content-type': kinds[extname(path)] ?? '' });
    answer.end(content);
  }
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function prepare(folder: string): Promise<Order> {
  const quiet: ExecFileSyncOptions = { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] };
  const openssl = (...args: string[]) => execFileSync('openssl', args, quiet);
  const made = ['-nodes', '-newkey', 'rsa:3072', '-keyout', 'k', '-out', 'c', '-subj', '/CN=bench'];
  openssl('req', '-x509', ...made);
  const der = (...args: string[]) => openssl(...args, '-outform', 'DER').toString('base64');
  const file = await open(join(folder, 'big'), 'w');
  for (let i = 0; i < mib; i++) await file.write(nodePrimitives.random(mebi));
  await file.close();
  await build({
    ...{ configFile: false, logLevel: 'error', worker: { format: 'es' } },
    root: join(import.meta.dirname, 'browser'),
    build: { outDir: join(folder, 'page'), target: 'es2023', modulePreload: { polyfill: false } },
  });
  return {
    ticket: benchTicket(),
    key: der('pkcs8', '-topk8', '-nocrypt', '-in', 'k'),
    certificate: der('x509', '-in', 'c'),
  };
}

/** One act in a fresh page, so that nothing of the last one is counted. */
async function inPage(
  browser: Browser,
  folder: string,
  url: string,
  act: keyof Acts,
  order: Order,
): Promise<Run> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.locator('input').setInputFiles(join(folder, 'big'));
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(one => one.type === 'renderer').map(one => one.id);
  const took = await page.evaluate(
    ([name, given]) => (window as unknown as { acts: Acts }).acts[name](given),
    [act, order] as const,
  );
  const peakMib = Math.max(...renderers.map(peakOf));
  await page.close();
  for (const name of await readdir(join(folder, 'received')))
    await rm(join(folder, 'received', name));
  return { seconds: took / 1000, peakMib };
}

function peakOf(pid: number): number {
  const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(peak) / 1024;
}

function cms(folder: string): Run {
  const to = ['-recip', 'c', '-keyopt', 'rsa_padding_mode:oaep', '-keyopt', 'rsa_oaep_md:sha256'];
  const cms = ['cms', '-encrypt', '-binary', '-aes-256-gcm', '-in', 'big', '-outform', 'DER'];
  const start = performance.now();
  execFileSync('openssl', [...cms, '-out', 'o', ...to], { cwd: folder });
  return { seconds: (performance.now() - start) / 1000, peakMib: Number.NaN };
}

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

async function bench(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-browser-'));
  const browser = await openBrowser();
  try {
    const order = await prepare(folder);
    const { server, url } = await serve(folder);
    const runs = new Map<string, Run[]>();
    const note = (name: string, run: Run) => runs.set(name, [...(runs.get(name) ?? []), run]);
    for (let round = 0; round < Number(values.rounds); round++) {
      note('seal and upload', await inPage(browser, folder, url, 'sealAndSend', order));
      note('plain upload', await inPage(browser, folder, url, 'sendPlain', order));
      note('openssl cms -encrypt -aes-256-gcm', cms(folder));
    }
    server.close();
    report(runs);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function report(runs: Map<string, Run[]>): void {
  const rows = [...runs].map(([name, all]) => ({
    name,
    speed: mib / median(all.map(run => run.seconds)),
    peak: Math.max(...all.map(run => run.peakMib)),
  }));
  const ours = rows[0]?.speed ?? 0;
  console.log(
    `${mib} MiB in Chromium, median of ${values.rounds}; peak memory of the page’s process\n`,
  );
  console.log(`${''.padEnd(36)}    MiB/s  peak MiB  seal and upload ÷ this`);
  for (const { name, speed, peak } of rows)
    console.log(
      [
        name.padEnd(36),
        speed.toFixed(0).padStart(9),
        (Number.isNaN(peak) ? '' : peak.toFixed(0)).padStart(10),
        (ours / speed).toFixed(2).padStart(9),
      ].join(''),
    );
}

await bench();
