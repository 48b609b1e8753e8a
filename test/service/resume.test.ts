import { spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listSegments, Receipt, readMyBids, readSealingTicket } from '../../contracts/bidding.ts';
import { openingFormName } from '../../contracts/opening.ts';
import { type Desk, deskOf, kaibiao } from '../../src/demo/play/bid.ts';
import { manifestPath, partsOf } from '../../src/sealing/folder.ts';
import { manifestInside } from '../../src/sealing/signed-manifest.ts';
import { isContinued, seeCheckpoint } from '../support/seen-log.ts';
import { type Service, startService } from '../support/service.ts';
import { formOf, publishSmall, removeSmall, type SmallTrade } from '../support/small-trade.ts';

/** A bidder's machine with the command line, against a service that is killed under it. */
let service: Service;
let small: SmallTrade;
let desk: Desk;
let parts: number;

beforeAll(async () => {
  service = await startService();
  small = await publishSmall(service.url);
  const [account] = small.stage.accounts('bidder');
  if (!account) throw new Error('no bidder');
  desk = await deskOf(small.stage, await small.stage.enter(account), join(small.folder, 'desk'));
  const put = async (envelope: string, name: string, content: string | Buffer) => {
    await mkdir(join(desk.folder, 'bid', envelope), { recursive: true });
    await writeFile(join(desk.folder, 'bid', envelope, name), content);
  };
  await put('opening', openingFormName, JSON.stringify(formOf(0)));
  for (const envelope of ['qualification', 'price']) await put(envelope, 'a.pdf', '%PDF-1.7');
  await put('technical', '模型.ifc', randomBytes(90 * 1024 * 1024));
  const params = { lot: small.trade.lot };
  const ticket = await desk.player.client.call(readSealingTicket, { params });
  await writeFile(join(desk.folder, 'lot.json'), JSON.stringify(ticket));
  const how = ['--lot', 'lot.json', '--p12', desk.p12, '--out', 'bid.kbid', '--no-recovery'];
  await kaibiao(desk, 'seal', 'bid', ...how);
  const manifest = await readFile(join(desk.folder, 'bid.kbid', manifestPath));
  parts = partsOf(manifestInside(new Uint8Array(manifest))).length;
}, 180_000);
afterAll(async () => {
  await service.remove();
  if (small) await removeSmall(small);
}, 60_000);

const submit = () =>
  kaibiao(desk, 'submit', 'bid.kbid', '--server', service.url, '--p12', desk.p12);
const params = () => ({ params: { lot: small.trade.lot } });
const held = async () => (await desk.player.client.call(listSegments, params())).held;

/** How many segments this run of the service was sent, by its own count. */
async function sent(): Promise<number> {
  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  const counts = metrics.matchAll(/^kaibiao_http_seconds_count\{route="put [^}]*\} (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

test('a bidder who leaves in mid-upload is no failure in the service’s log', async () => {
  const command = join(import.meta.dirname, '..', '..', 'src', 'cli', 'kaibiao.ts');
  const args = [command, 'submit', 'bid.kbid', '--server', service.url, '--p12', desk.p12];
  const env = { ...process.env, KAIBIAO_PASSPHRASE: desk.player.passphrase };
  const cutBefore = service.output().length;
  const child = spawn(process.execPath, args, { cwd: desk.folder, env });
  const ended = once(child, 'exit');
  // Its first line of progress: some parts are there and others on their way.
  child.stderr.once('data', () => child.kill('SIGKILL'));
  await ended;
  await pause(1_000);
  expect((await held()).length).toBeLessThan(parts);
  expect(service.output().slice(cutBefore)).not.toMatch(/^.*"msg":"failed".*$/m);
}, 60_000);

test('kaibiao submit, cut off by kill -9, says so; run again it sends what is missing and no more', async () => {
  const cut = submit().then(
    () => null,
    (error: { code: number; stderr: string }) => error,
  );
  const already = (await held()).length;
  while ((await held()).length < already + 2) await pause(10);
  await service.kill();
  const said = await cut;
  expect(said?.code).toBe(1);
  expect(said?.stderr).toContain('再运行一次会接着做');
  await service.restart();
  const before = (await held()).length;
  expect(before).toBeGreaterThanOrEqual(already + 2);
  expect(before).toBeLessThan(parts);
  expect(await submit()).toContain('已提交，您已投标');
  expect(await sent()).toBe(parts - before);
}, 120_000);

test('killed at any moment around the commit, it ends in one submission with the receipt that was given', async () => {
  const seen = await seeCheckpoint(service.url, small.stage.open);
  const before = await readFile(join(desk.folder, 'bid.kbid', 'receipt.json'), 'utf8');
  for (let i = 0; i < 2; i++) {
    const again = submit().catch(() => null);
    await pause(randomInt(300, 1500));
    await service.kill();
    await again;
    await service.restart();
  }
  await submit();
  const path = join(desk.folder, 'bid.kbid', 'receipt.json');
  const receipt = Receipt.parse(JSON.parse(await readFile(path, 'utf8')));
  const { receipts } = await desk.player.client.call(readMyBids, params());
  expect(receipts.map(r => r.text)).toEqual([receipt.text]);
  expect(receipt.text).toBe(Receipt.parse(JSON.parse(before)).text);
  const now = await seeCheckpoint(service.url, small.stage.open);
  expect(await isContinued(small.stage.open, seen, now)).toBe(true);
}, 120_000);
