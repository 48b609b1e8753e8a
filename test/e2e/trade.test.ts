import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { unpackTar } from 'modern-tar/fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Desk, kaibiao, releaseByCommand } from '../../src/demo/play/bid.ts';
import {
  checkInAll,
  markAll,
  scoring,
  signReports,
  untilStage,
} from '../../src/demo/play/evaluate.ts';
import { signInAll } from '../../src/demo/play/open.ts';
import type { Player } from '../../src/demo/play/player.ts';
import type { Person } from '../support/browser.ts';
import { objectTo } from './award.ts';
import { type Cast, gather, hindrances } from './cast.ts';
import { formOf, submitByCommand } from './city-bidders.ts';
import { acceptByInterface, called, draw, heldMarks } from './committee.ts';
import { recordContract, reportTender } from './contract.ts';
import { chineseBeyondData } from './english.ts';
import { answer, ask, enterHall, prices, signByInterface, signHere, signIn } from './hall.ts';
import { openKey } from './key.ts';
import { lotOf, type PublishedLot } from './lot.ts';
import { cellsOf, lock, passAll, begin as startMarking, type } from './marking.ts';
import {
  begin,
  chooseAgain,
  chooseFiles,
  commit,
  fillForm,
  holdUploadsAfter,
  megabyte,
  readReceipt,
  watchUploads,
  writePapers,
} from './sealing.ts';
import { checkRecord, openRecord, recomputeDraw } from './supervision.ts';
import { type Wire, wireOf } from './wire.ts';
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
let members: Player[] = [];
let expert: Person;
let wire: Wire;
let supervisor: Person;
const desks: Desk[] = [];

function one<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('nobody is there');
  return found;
}

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
    const trade = page.getByRole('link', { name: projectName });
    await trade.waitFor();
    expect(await hindrances(page, '05-home-bidder')).toEqual([]);
    await trade.click();
    await page.getByRole('link', { name: '投递投标文件' }).click();
    await page.getByRole('heading', { name: '开标一览表', exact: true }).waitFor();
  });

  test('a reload in mid-upload: it goes on and sends only what is missing', async () => {
    const { page } = bidder;
    const papers = await writePapers(join(cast.folder, 'large'), 40 * megabyte);
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
    expect(await hindrances(page, '07-resumed')).toEqual([]);
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

  test('two more bid by the command line; the first replaces its bid once', async () => {
    for (const i of [1, 2]) {
      const folder = join(cast.folder, `bidder-${i}`);
      const player = await cast.player('bidder', i);
      desks.push(
        await submitByCommand(cast.stage, player, { lot: lot.id, folder, form: formOf(i) }),
      );
    }
    const { page } = bidder;
    await page.getByRole('link', { name: '替换或撤回' }).click();
    await page.getByRole('button', { name: '替换', exact: true }).click();
    await page.getByText(/^您已经提交过/).waitFor();
    await fillForm(page, { ...formOf(0), price: '215000000.00' });
    await chooseFiles(page, await writePapers(join(cast.folder, 'small'), 300_000));
    await begin(page);
    await commit(page);
    await page.getByText(/^第 2 次提交，替换第 1 次/).waitFor();
    await page.getByRole('link', { name: '替换或撤回' }).click();
    await page.getByText('已被替换，永久封存').waitFor();
    expect(await hindrances(page, '10-my-bids')).toEqual([]);
  });

  test('before the deadline the hall says nothing of bids; a bidder signs in', async () => {
    await cast.stage.advance(new Date(lot.deadline.getTime() - 600_000));
    await enterHall(bidder.page, cast.url, lot.id);
    await signIn(bidder.page);
    await signInAll(
      desks.map(desk => desk.player),
      lot.id,
    );
    const { page } = tenderer;
    await enterHall(page, cast.url, lot.id);
    await page.getByText('等待停止接收。您现在不用做什么。').waitFor();
    expect(await page.locator('main').textContent()).not.toContain('有限公司');
    expect(await hindrances(page, '11-hall-waiting')).toEqual([]);
  });

  test('at the deadline all is sealed; releases show live, and no price before the last', async () => {
    const { page } = tenderer;
    await page.getByRole('button', { name: '演示：时钟拨到此刻' }).click();
    await page.getByText('投标人正在解密，您现在不用做什么。').waitFor();
    for (const desk of desks) await releaseByCommand(desk);
    await page.getByText('已解密 2', { exact: true }).waitFor();
    expect(await prices(page)).toEqual([]);
    expect(await hindrances(page, '12-hall-releasing')).toEqual([]);
    await openKey(bidder.page, bidderPlayer);
    await bidder.page.getByRole('button', { name: '开始解密' }).click();
    const expected = [formOf(2).price, '215000000.00', formOf(1).price].sort();
    for (const one of [bidder.page, page]) {
      await expect.poll(() => prices(one), { timeout: 45_000 }).toHaveLength(3);
      expect((await prices(one)).sort()).toEqual(expected);
    }
    expect(await hindrances(bidder.page, '13-hall-read-out')).toEqual([]);
  });

  test('a question is answered on the spot; everybody signs the record', async () => {
    await ask(bidder.page, '工期以日历天计，请确认。');
    await answer(tenderer.page, '是，以日历天计。');
    await bidder.page.getByText('是，以日历天计。').first().waitFor();
    await tenderer.page.getByRole('button', { name: '结束提问，生成开标记录' }).click();
    await signHere(bidder.page);
    for (const desk of desks) await signByInterface(desk.player, lot.id);
    await openKey(tenderer.page, await cast.player('tenderer'));
    await signHere(tenderer.page);
    await tenderer.page.getByText('开标结束', { exact: true }).waitFor();
    expect(await hindrances(tenderer.page, '14-hall-finished')).toEqual([]);
  });

  test('the committee is drawn by a click; five experts accept, one of them in the browser', async () => {
    const { page } = tenderer;
    await draw(page, cast.url, project);
    members = await called(cast.stage, lot.id);
    expect(members).toHaveLength(5);
    await acceptByInterface(members.slice(0, 4), lot.id);
    expert = await cast.arriveAs(one(members[4]).account);
    wire = await wireOf(expert.context);
    expect(await hindrances(expert.page, '15-home-expert')).toEqual([]);
    await expert.page.getByRole('button', { name: '参加', exact: true }).click();
    await page.getByText('委员会已组成，专家可以签到评审。').waitFor();
    expect(await hindrances(page, '16-committee')).toEqual([]);
  });

  test('the expert promises and checks in, and passes both reviews by the keyboard', async () => {
    const { page } = expert;
    const others = members.slice(0, 4);
    await cast.stage.advance(lot.evaluationFrom);
    await checkInAll(others, lot.id);
    await page.getByRole('link', { name: '进入评审室' }).click();
    await page.getByText('我已阅读，作以上承诺').click();
    expect(await hindrances(page, '17-check-in')).toEqual([]);
    await page.getByRole('button', { name: '签到，进入评标室' }).click();
    for (const stage of ['qualification', 'responsiveness'] as const) {
      await untilStage(one(others[0]), lot.id, stage);
      await markAll(others, lot.id, stage, () => true);
      await page.getByRole('columnheader', { name: '评审项' }).waitFor();
      if (stage === 'qualification') expect(await hindrances(page, '18-review')).toEqual([]);
      await passAll(page);
    }
    await untilStage(one(others[0]), lot.id, 'technical');
  });

  test('the connection is cut in mid-scoring: nothing is lost, and it catches up by itself', async () => {
    const { page } = expert;
    const judge = scoring(lot.rules, 'e2e');
    await markAll(members.slice(0, 4), lot.id, 'technical', judge);
    await page.getByRole('columnheader', { name: '评分项（满分）' }).waitFor();
    const cells = await cellsOf(page);
    const scores = cells.map(key => {
      const [bid = '', item = ''] = key.split(' ');
      return String(judge(bid, item, 2));
    });
    const half = Math.floor(scores.length / 2);
    await startMarking(page);
    await type(page, scores.slice(0, half));
    await page.getByText(/^已保存 第 \d+ 版/).waitFor();
    await wire.cut();
    await type(page, scores.slice(half));
    await page.getByText('没有存上，正在重试').waitFor();
    await page.getByText(/^连接断了 \d+ 秒，正在重连$/).waitFor();
    expect(await hindrances(page, '19-marking-cut')).toEqual([]);
    expect((await heldMarks(one(members[4]), lot.id)).size).toBe(half);
    await wire.mend();
    await page.getByText(/^连接断了/).waitFor({ state: 'detached' });
    await page.getByText(/^已保存 第 \d+ 版/).waitFor();
    const held = await heldMarks(one(members[4]), lot.id);
    expect(cells.map(key => String(held.get(key)))).toEqual(scores);
    expect(await hindrances(page, '20-marking')).toEqual([]);
    await lock(page, '提交并锁定我的评分');
  });

  test('the prices are opened, and the report is signed by everybody', async () => {
    const { page } = expert;
    await untilStage(one(members[0]), lot.id, 'report');
    await page.getByRole('heading', { name: '排名' }).waitFor();
    expect(await hindrances(page, '21-report')).toEqual([]);
    await signReports(members.slice(0, 4), lot.id);
    await openKey(page, one(members[4]));
    await page.getByRole('button', { name: '签署评标报告' }).click();
    await page.getByText('评标结束，报告已由全体成员签署').waitFor();
  });

  test('the tenderer publishes the candidates; a bidder objects; the answer lets the window go on', async () => {
    const { page } = tenderer;
    await page.getByRole('link', { name: '首页' }).click();
    await page
      .getByRole('row', { name: /评审完成/ })
      .getByRole('link')
      .click();
    await openKey(page, await cast.player('tenderer'));
    await page.getByRole('button', { name: '签名并公示候选人' }).click();
    await page.getByText('公示期满、异议都答复之后才能定标。').waitFor();
    expect(await hindrances(page, '22-candidates')).toEqual([]);
    await objectTo(bidder.page, '请说明第一中标候选人的类似业绩。');
    await page.getByLabel('答复', { exact: true }).fill('经复核，业绩满足要求。');
    await page.getByRole('button', { name: '答复异议' }).click();
    await page.getByText('有异议没有答复，公示计时已停').waitFor({ state: 'detached' });
  });

  test('the supervisor sees the lot on the wall', async () => {
    supervisor = await cast.arriveAs(cast.account('supervisor'));
    const { page } = supervisor;
    await page.getByRole('link', { name: '看实时监督' }).click();
    await page
      .getByRole('button', { name: new RegExp(projectName) })
      .first()
      .waitFor();
    expect(await hindrances(page, '23-wall')).toEqual([]);
    await openRecord(page);
  });

  test('after the window the award is signed; everybody reads who won', async () => {
    const { page } = tenderer;
    await page.getByRole('button', { name: '演示：时钟拨到此刻' }).click();
    await page.getByRole('button', { name: '签名并发出中标通知书' }).click();
    await page.getByText(/^已定标：/).waitFor();
    expect(await hindrances(page, '24-awarded')).toEqual([]);
    const visitor = await cast.arrive('/sign-in');
    await visitor.page.goto(`${cast.url}/projects/${project}`);
    await visitor.page.getByText(/中标/).first().waitFor();
    expect(await hindrances(visitor.page, '25-portal-awarded')).toEqual([]);
  });

  test('the tenderer records the contract and reports; everybody reads its amount', async () => {
    const { page } = tenderer;
    expect(await hindrances(page, '27-contract')).toEqual([]);
    await recordContract(page);
    await reportTender(page);
    expect(await hindrances(page, '28-contract-recorded')).toEqual([]);
    const visitor = await cast.arrive('/sign-in');
    await visitor.page.goto(`${cast.url}/projects/${project}`);
    await visitor.page.getByText(/合同已签订/).waitFor();
    expect(await hindrances(visitor.page, '29-portal-contract')).toEqual([]);
    await visitor.page.goto(`${cast.url}/results`);
    await visitor.page.getByRole('columnheader', { name: '合同金额' }).waitFor();
    expect(await hindrances(visitor.page, '30-results')).toEqual([]);
  });

  test('the supervisor has every line of the record checked against the log, and the draw recomputed', async () => {
    const { page } = supervisor;
    expect(await checkRecord(page)).toMatch(/都在/);
    await recomputeDraw(page);
    expect(await hindrances(page, '26-record')).toEqual([]);
  });

  test('the evidence bundle from the page holds before the verifier', async () => {
    const { page } = tenderer;
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '证据包（tar）' }).click(),
    ]);
    const folder = join(cast.folder, 'bundle');
    await pipeline(await download.createReadStream(), unpackTar(folder));
    const said = await kaibiao(one(desks[0]), 'verify', folder);
    expect(said).toMatch(/合同：.*等于中标价/);
    expect(said).toContain('全部成立');
  });

  test('read in English, the finished trade is Chinese only where somebody wrote or is called so', async () => {
    const { page } = supervisor;
    await page.getByRole('button', { name: 'English' }).first().click();
    const { everybody } = cast.stage;
    const names = everybody.flatMap(a => [a.name, a.organisationName ?? '', a.city ?? '']);
    const app = `${cast.url}/app`;
    const pages = [
      `${app}/opening/${lot.id}`,
      `${app}/lots/${lot.id}/award`,
      `${app}/supervision/projects/${project}`,
    ];
    // Where a member checked in is what it wrote: 云江市评标室.
    const known = [...names, '评标室', '开标', '开', '中文'];
    expect(await chineseBeyondData(page, pages, known)).toEqual([]);
  });

  test('no page of the whole trade complained, but of the cut itself', () => {
    const cut = /ERR_INTERNET_DISCONNECTED/;
    expect(cast.complaints().filter(line => !cut.test(line))).toEqual([]);
  });
});
