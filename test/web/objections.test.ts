import { afterAll, beforeAll, expect, test } from 'vitest';
import { openKey } from '../e2e/key.ts';
import { publishSmall } from '../support/small-trade.ts';
import { barriers } from './axe.ts';
import { look, openVisit, type Visit } from './visit.ts';

let visit: Visit;
let small: Awaited<ReturnType<typeof publishSmall>>;
const said = '本地业绩要求排斥潜在投标人，请取消。';

beforeAll(async () => {
  visit = await openVisit();
  small = await publishSmall(visit.service.url);
}, 300_000);
afterAll(() => visit.end());

test('a bidder objects with its certificate; the trade stands still for everybody; the answer moves the deadline', async () => {
  const { stage, trade, tenderer } = small;
  const [account] = stage.accounts('bidder');
  if (!account) throw new Error('no bidder');
  const bidder = (await visit.arriveAs(account.name)).page;
  await bidder.goto(`${visit.service.url}/app/bidder/projects/${trade.project}`);
  await bidder.getByLabel('异议内容').fill(said);
  await openKey(bidder, await stage.enter(account));
  await bidder.getByRole('button', { name: '签名并提出异议' }).click();
  await bidder.getByText('异议已收到，交易已暂停').waitFor();
  await bidder.getByText('收到对招标文件的异议，本项目暂停').waitFor();
  expect(await barriers(bidder)).toEqual([]);
  await look(bidder, 'objection-bidder');
  await bidder.getByText('暂停中，不接收；招标人最迟').waitFor();
  expect(await bidder.getByRole('link', { name: '投递投标文件' }).count()).toBe(0);
  await bidder.goto(`${visit.service.url}/app/bidder/lots/${trade.lot}/bid`);
  await bidder.getByText('还差：招标人答复异议（暂停中，不接收）').waitFor();
  expect(
    await bidder.getByRole('button', { name: '开始加密并上传' }).getAttribute('aria-disabled'),
  ).toBe('true');
  expect(await barriers(bidder)).toEqual([]);
  await look(bidder, 'objection-bid-page');

  await bidder.goto(`${visit.service.url}/projects/${trade.project}`);
  await bidder.getByText('收到对招标文件的异议，本项目暂停').waitFor();
  expect(await barriers(bidder)).toEqual([]);
  expect(await bidder.getByRole('link', { name: '登录并投标' }).count()).toBe(0);
  await bidder.getByText('暂停，最迟').waitFor();
  await look(bidder, 'objection-portal');

  const duty = (await visit.arriveAs(stage.accounts('operator')[0]?.name ?? '')).page;
  await duty.goto(`${visit.service.url}/app/supervision/objections`);
  await duty.getByText(/^还有 /).waitFor();
  expect((await duty.locator('main').textContent()) ?? '').not.toContain(account.organisationName);
  expect(await barriers(duty)).toEqual([]);
  await look(duty, 'objection-duty');

  const host = (await visit.arriveAs(tenderer.account.name)).page;
  await host.goto(`${visit.service.url}/app/tenderer/projects/${trade.project}`);
  await host.getByText(said).waitFor();
  await host.getByText('异议人保密').waitFor();
  const shown = (await host.locator('main').textContent()) ?? '';
  expect(shown).not.toContain(account.organisationName);
  expect(await barriers(host)).toEqual([]);
  await look(host, 'objection-tenderer');
  await host.getByLabel('答复', { exact: true }).fill('已取消，见修改第 1 号。');
  await host.getByRole('button', { name: '答复异议' }).click();
  await host.getByText('收到对招标文件的异议，本项目暂停').waitFor({ state: 'detached' });
  await host.getByText(/项目恢复/).waitFor();
});

test('the supervisor asks to see who objected', async () => {
  const { stage, trade } = small;
  const [account] = stage.accounts('bidder');
  const { page } = await visit.arriveAs(stage.accounts('supervisor')[0]?.name ?? '');
  await page.goto(`${visit.service.url}/app/supervision/projects/${trade.project}`);
  await page.getByRole('button', { name: '查看异议和异议人' }).click();
  await page
    .getByText(account?.organisationName ?? '-')
    .first()
    .waitFor();
  expect(await barriers(page)).toEqual([]);
  await look(page, 'objection-supervisor');
});
