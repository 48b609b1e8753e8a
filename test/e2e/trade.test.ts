import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Player } from '../../src/demo/play/player.ts';
import type { Person } from '../support/browser.ts';
import { type Cast, gather, hindrances } from './cast.ts';
import { formOf } from './city-bidders.ts';
import { openKey } from './key.ts';
import { lotOf, type PublishedLot } from './lot.ts';
import {
  begin,
  chooseAgain,
  chooseFiles,
  commit,
  fillForm,
  holdUploadsAfter,
  readReceipt,
  watchUploads,
  writePapers,
} from './sealing.ts';
import {
  attachDocuments,
  describeProject,
  preview,
  projectName,
  publish,
  tryEarlyDeadline,
} from './wizard.ts';

let cast: Cast;
let tenderer: Person;
let bidder: Person;
let bidderPlayer: Player;
let project = '';
let lot: PublishedLot;

beforeAll(async () => {
  cast = await gather();
}, 180_000);
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await cast.keepScreens();
});
afterAll(() => cast.end());

describe('one whole trade in the browser', { timeout: 180_000 }, () => {
  test('the tenderer describes a project; a date against the law is refused with its article', async () => {
    tenderer = await cast.arriveAs(cast.account('tenderer'));
    const { page } = tenderer;
    expect(await hindrances(page, '01-home-tenderer')).toEqual([]);
    await describeProject(page);
    await attachDocuments(page);
    expect(await tryEarlyDeadline(page)).toContain('最短不得少于二十日');
    expect(await hindrances(page, '02-schedule')).toEqual([]);
  });

  test('and publishes it, signed with its own certificate file', async () => {
    const { page } = tenderer;
    await preview(page);
    expect(await hindrances(page, '03-preview')).toEqual([]);
    const player = await cast.player('tenderer');
    project = await publish(page, () => openKey(page, player));
    expect(await hindrances(page, '04-published')).toEqual([]);
  });

  test('everybody reads it at the public portal, without JavaScript', async () => {
    const context = await cast.visit.browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(cast.url);
    await page.getByRole('link', { name: projectName }).click();
    await page.getByRole('heading', { level: 1, name: projectName }).waitFor();
    expect(await page.locator('main').textContent()).toContain('238,600,000.00');
    await context.close();
    lot = await lotOf(cast, project);
  });

  test('a bidder signs in by its certificate through the file chooser', async () => {
    bidderPlayer = await cast.player('bidder');
    bidder = await cast.arrive('/sign-in');
    const { page } = bidder;
    await openKey(page, bidderPlayer);
    await page.getByRole('button', { name: /^用“.*”登录$/ }).click();
    await page.getByRole('heading', { name: `${bidderPlayer.account.name}，您好` }).waitFor();
    expect(await hindrances(page, '05-home-bidder')).toEqual([]);
    await page.getByRole('link', { name: projectName }).click();
    await page.getByRole('link', { name: '投递投标文件' }).click();
    await page.getByRole('heading', { name: '开标一览表', exact: true }).waitFor();
  });

  test('a reload in mid-upload: it goes on and sends only what is missing', async () => {
    const { page } = bidder;
    const papers = await writePapers(join(cast.folder, 'hengzhu'));
    await fillForm(page, formOf(0));
    await chooseFiles(page, papers);
    expect(await hindrances(page, '06-seal')).toEqual([]);
    const before = watchUploads(page);
    const letGo = await holdUploadsAfter(page, 6);
    await begin(page);
    await expect.poll(() => before.done.length, { timeout: 60_000 }).toBe(6);
    await page.getByText('2 / 6 段').waitFor();
    expect(await hindrances(page, '07-uploading')).toEqual([]);
    const kept = [...before.done];
    await page.reload();
    await letGo();
    const after = watchUploads(page);
    await openKey(page, bidderPlayer);
    await chooseAgain(page, papers);
    await page.getByText('试解密通过').waitFor({ timeout: 120_000 });
    expect(after.sent.filter(segment => kept.includes(segment))).toEqual([]);
    expect(new Set([...kept, ...after.sent]).size).toBe(kept.length + after.sent.length);
  });

  test('nothing is a bid before the explicit commit; then the receipt, which anybody can check', async () => {
    const { page } = bidder;
    await page.getByText('还没有提交。').waitFor();
    await commit(page);
    await page.getByText(/已附包含证明/).waitFor();
    expect(await hindrances(page, '08-receipt')).toEqual([]);
    const { reference, digest } = await readReceipt(page);
    const visitor = await cast.arrive('/sign-in');
    await visitor.page.goto(`${cast.url}/receipts`);
    await visitor.page.getByLabel('回执号').fill(reference);
    await visitor.page.getByLabel('清单摘要 SHA-256').fill(digest);
    await visitor.page.getByRole('button', { name: '核验回执' }).click();
    await visitor.page.getByText('回执真实').waitFor();
    expect(await hindrances(visitor.page, '09-receipt-checked')).toEqual([]);
  });
});
