import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listClues } from '../../contracts/clues/desk.ts';
import { listPeers, pullPeer, readPins } from '../../contracts/sanction-exchange.ts';
import { readSanction } from '../../contracts/sanctions.ts';
import { openStage, type Stage } from '../../src/demo/play/player.ts';
import { addMonths } from '../../src/kernel/calendar.ts';
import { type Cast, castOf, day, hasCode } from '../blacklist/play.ts';
import { sitDown } from '../support/browser.ts';
import { type Service, startService } from '../support/service.ts';
import {
  closeSmall,
  type Desk,
  formOf,
  publishSmall,
  removeSmall,
  type SmallTrade,
  sealSmall,
  submitOne,
  toOpened,
} from '../support/small-trade.ts';
import { barriers } from '../web/axe.ts';
import { look, openVisit, type Visit } from '../web/visit.ts';
import { choose } from './key.ts';

let visit: Visit;
let other: Service;
let stage: Stage;
let cast: Cast;
let number = '';
let away: SmallTrade;
beforeAll(async () => {
  [visit, other] = await Promise.all([openVisit({ WORKERS: '1' }), startService()]);
  stage = await openStage(visit.service.url);
  cast = await castOf(stage);
}, 300_000);
afterAll(async () => {
  if (away) await removeSmall(away);
  await other?.remove();
  await visit?.end();
});

function deskOf({ desks: [desk] }: SmallTrade): Desk {
  if (!desk) throw new Error('nobody has sealed');
  return desk;
}
const oneManager = { manager: '经理甲', managerCertificate: '京1112012012340' };
const nameOf = (who: Cast['officer']) => who.account.name;
const pageOf = async (who: Cast['officer']) => (await visit.arriveAs(nameOf(who))).page;

/** The label, as a hand would: the box itself is drawn by the library. */
const tick = (page: Page, name: string) => page.locator('label').filter({ hasText: name }).click();

/** Takes the key of the demo account where it is not at hand yet, and signs. */
async function sign(page: Page): Promise<void> {
  const key = page.getByRole('button', { name: /取用这个账号的证书/ });
  const act = page.getByRole('button', { name: /^签名并(提交|决定)$/ });
  await key.or(act).first().waitFor();
  if ((await key.count()) > 0) await key.click();
  await act.click();
  await act.waitFor({ state: 'detached' });
}
async function take(page: Page, act: string): Promise<void> {
  await page.getByRole('button', { name: '看待签文本' }).click();
  await sign(page);
  await page.getByRole('listitem').filter({ hasText: act }).first().waitFor();
}
const pick = (page: Page, act: string) => page.getByLabel('事项').selectOption({ label: act });

test('two bids of an opened lot that name one manager become a clue, and the clue a case', async () => {
  const small = await sealSmall(await publishSmall(visit.service.url), 3, i => ({
    form: { ...formOf(i), ...(i < 2 ? oneManager : {}) },
    contents: { qualification: `资格 ${i}`, technical: `技术 ${i}`, price: `报价 ${i}` },
  }));
  for (const desk of small.desks) await submitOne(desk);
  await closeSmall(small);
  await toOpened(small, 3);
  await removeSmall(small);
  const { client } = cast.officer;
  const raised = async () => (await client.call(listClues)).rows.length;
  await expect.poll(raised, { timeout: 60_000 }).toBe(1);
  const officer = await pageOf(cast.officer);
  await officer.getByRole('link', { name: '线索', exact: true }).click();
  await officer.getByRole('link', { name: /两家疑似同一人经办/ }).click();
  await officer.getByRole('button', { name: '领取，由我核查' }).click();
  await officer.getByRole('button', { name: '转为立案线索' }).click();
  await officer.getByRole('dialog').getByRole('button', { name: '转为立案线索' }).click();
  await officer.getByText('已转立案', { exact: true }).waitFor();
  await look(officer, 'sanction-clue');
}, 240_000);

test('the case by clicks: filing, notice, defence, hearing, decision, service, publication', async () => {
  const officer = await pageOf(cast.officer);
  await officer.getByRole('link', { name: '失信案件' }).click();
  const firm = cast.firm.account.organisationName ?? '';
  await officer.getByRole('row', { name: firm }).getByRole('link', { name: /^C-/ }).click();
  await officer.getByRole('heading', { name: `${firm}：串通投标` }).waitFor();
  await choose(officer.getByText('加入证据', { exact: true }), {
    name: '比对说明.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7 比对'),
  });
  await officer.getByRole('link', { name: '比对说明.pdf' }).waitFor();
  await pick(officer, '立案');
  await officer.getByLabel('理由').fill('线索属实，予以立案');
  for (const who of [cast.officer, cast.second]) await tick(officer, nameOf(who));
  await take(officer, '立案');
  await officer.getByLabel('事实').fill('两家单位串通投标');
  for (const proof of ['比对说明.pdf', '两家疑似同一人经办']) await tick(officer, proof);
  await officer.getByLabel('期限（月）').fill('24');
  expect(await barriers(officer)).toEqual([]);
  await look(officer, 'sanction-case');
  await take(officer, '事先告知');
  const path = new URL(officer.url()).pathname.replace(/^\/app/, '');
  await answer(path);
  await hearing(officer, path);
  const decider = await pageOf(cast.decider);
  await decider.goto(`${visit.service.url}/app${path}`);
  await pick(decider, '决定');
  await decider.getByLabel('事实').fill('串通投标，事实清楚');
  await decider.getByLabel('陈述申辩采纳情况').fill('没有提出足以推翻的证据');
  await decider.getByLabel('期限（月）').fill('24');
  await take(decider, '决定');
  await officer.reload();
  await pick(officer, '送达');
  await take(officer, '送达');
  await pick(officer, '公布并列入名单');
  await take(officer, '公布并列入名单');
  await officer.getByText('已列入名单').waitFor();
  number = (await officer.getByRole('link', { name: /^L-/ }).textContent())?.trim() ?? '';
  expect(number).toMatch(/^L-\d{4}-/);
}, 180_000);

async function answer(path: string): Promise<void> {
  const page = await pageOf(cast.firm);
  await page.getByRole('link', { name: '失信案件' }).click();
  await page.getByRole('link', { name: /^C-/ }).click();
  await page.waitForURL(`**${path}`);
  await page.getByRole('link', { name: '比对说明.pdf' }).waitFor();
  await page.getByLabel('陈述申辩', { exact: true }).fill('我们没有串通');
  await tick(page, '要求举行听证');
  expect(await barriers(page)).toEqual([]);
  await look(page, 'sanction-answer');
  await take(page, '陈述申辩');
}

async function hearing(officer: Page, path: string): Promise<void> {
  await officer.reload();
  const at = new Date((await stage.now()).getTime() + 9 * day);
  const wall = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16);
  await officer.getByLabel('时间（北京时间）').fill(wall);
  await officer.getByLabel('地点').fill('政务路 2 号 301 室');
  await officer.getByLabel('主持人（非办案人员）').selectOption({ label: nameOf(cast.decider) });
  await take(officer, '通知听证');
  await stage.advance(new Date(at.getTime() + 60_000));
  const chair = await pageOf(cast.decider);
  await chair.goto(`${visit.service.url}/app${path}`);
  await pick(chair, '听证笔录');
  await chair.getByLabel('笔录').fill('双方到场，质证完毕');
  await take(chair, '听证笔录');
}

test('the firm’s bid is refused in this city', async () => {
  const small = await sealSmall(await publishSmall(visit.service.url), 1);
  await expect(submitOne(deskOf(small))).rejects.toSatisfy(hasCode('SANCTIONED'));
  await removeSmall(small);
}, 180_000);

test('another city reads the list, a supervisor there confirms, and its bid is refused there too', async () => {
  const there = await openStage(other.url);
  // Both cities live at the same time: a listing begins at its own time.
  await there.advance(await stage.now());
  const supervisor = there.accounts('supervisor')[0]?.name ?? '';
  const { page } = await sitDown(visit.browser, { width: 1440, height: 900 });
  await page.goto(`${other.url}/app/sign-in`);
  await page.getByRole('button', { name: new RegExp(`^${supervisor}`) }).click();
  await page.getByRole('heading', { name: `${supervisor}，您好` }).waitFor();
  await page.goto(`${other.url}/app/sanction-imports`);
  const pins = await stage.open.call(readPins);
  await page.getByLabel('名称').fill('云江市');
  await page.getByLabel('网址（https）').fill(visit.service.url);
  await page.getByLabel('印章证书 SHA-256').fill(pins.sealSha256);
  await page.getByLabel('日志公钥').fill(pins.logKey);
  await page.getByRole('button', { name: '登记城市' }).click();
  await page.getByRole('button', { name: '立即读取' }).click();
  await page.getByLabel('理由').fill('核对无误，予以共享');
  await look(page, 'sanction-import');
  expect(await barriers(page)).toEqual([]);
  away = await sealSmall(await publishSmall(other.url), 1);
  await sign(page);
  await page.getByText('已确认').waitFor();
  await expect(submitOne(deskOf(away))).rejects.toSatisfy(hasCode('SANCTIONED'));
}, 180_000);

test('the listing is reviewed by others, and stands', async () => {
  const firm = await pageOf(cast.firm);
  await firm.goto(`${visit.service.url}/app/sanction-appeals`);
  await firm.getByLabel('名单编号').selectOption(number);
  await firm.getByLabel('种类').selectOption({ label: '行政复议' });
  await firm.getByLabel('事实和理由').fill('该经理已经转职，两家并无关联');
  await sign(firm);
  await firm.getByText('办理中').waitFor();
  const free = await pageOf(cast.other);
  await free.goto(`${visit.service.url}/app/sanction-appeals`);
  await free.getByLabel('理由').fill('开标时登记仍在两家名下，转职证明系事后补办');
  await free.getByLabel('决定', { exact: true }).selectOption({ label: '不支持' });
  await look(free, 'sanction-objection');
  await sign(free);
  await free.getByText('未支持').waitFor();
}, 120_000);

test('repaired after its time, it is off both lists, and the firm bids again', async () => {
  const { from } = await stage.open.call(readSanction, { params: { number } });
  await stage.advance(addMonths(new Date(from), 12));
  const firm = await pageOf(cast.firm);
  await firm.goto(`${visit.service.url}/app/sanction-appeals`);
  await firm.getByLabel('名单编号').selectOption(number);
  await firm.getByLabel('种类').selectOption({ label: '信用修复' });
  await firm.getByLabel('事实和理由').fill('已经整改完毕');
  await firm.getByLabel('信用承诺').fill('今后守信经营');
  await sign(firm);
  await firm.getByText('办理中').waitFor();
  const decider = await pageOf(cast.decider);
  await decider.goto(`${visit.service.url}/app/sanction-appeals`);
  await decider.getByText('您办过本案，由其他人员决定。').waitFor();
  const free = await pageOf(cast.other);
  await free.goto(`${visit.service.url}/app/sanction-appeals`);
  await free.getByLabel('理由').fill('经核查，已经纠正');
  await look(free, 'sanction-repair');
  expect(await barriers(free)).toEqual([]);
  await sign(free);
  await free.getByText('已支持').waitFor();
  const there = await openStage(other.url);
  const supervisor = await there.first('supervisor');
  await expect
    .poll(
      async () => {
        const { rows } = await supervisor.client.call(listPeers);
        await supervisor.client.call(pullPeer, { params: { peer: rows[0]?.id ?? '' } });
        return (await there.open.call(readSanction, { params: { number } })).state;
      },
      { timeout: 10_000 },
    )
    .toBe('repaired');
  await submitOne(deskOf(away));
}, 180_000);
