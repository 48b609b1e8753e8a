import { afterAll, beforeAll, expect, test } from 'vitest';
import { declareProfile, readMyProfile } from '../../contracts/organisation-profile.ts';
import { openStage } from '../../src/demo/play/player.ts';
import { canonicalText } from '../../src/kernel/canonical.ts';
import { type Cast, castOf, listFirm } from '../blacklist/play.ts';
import { barriers } from './axe.ts';
import { look, openVisit, type Visit } from './visit.ts';

let visit: Visit;
let cast: Cast;
let code: string;
let name: string;
beforeAll(async () => {
  visit = await openVisit();
  cast = await castOf(await openStage(visit.service.url));
  ({ code, name } = await cast.firm.client.call(readMyProfile));
  const profile = {
    ...{ format: 'kaibiao-organisation-profile/1' as const, code, parent: null, predecessors: [] },
    legalRepresentative: { name: '恒大任', mark: 'ab'.repeat(32) },
    shareholders: [{ name: '云江国资', code: null, mark: null, share: '60.00' }],
    contact: { name: '周小联', phone: '0571-80001234', email: null, address: '云江市江滨路 1 号' },
    facts: { established: '2010-05-01', capital: '80000000.00', industry: '房屋建筑' },
  };
  const signature = await cast.firm.sign(canonicalText(profile));
  await cast.firm.client.call(declareProfile, { body: { profile, signature } });
  await listFirm(cast);
}, 240_000);
afterAll(() => visit?.end());

const secrets = ['云江国资', '周小联', '0571-80001234'];

test('everybody sees who it is, its listing, its credit; nothing of its people and holders but who represents it', async () => {
  const { page } = await visit.arrive(`/organisations/${code}`);
  await page.getByRole('heading', { name, level: 1 }).waitFor();
  await page.getByText('恒大任').waitFor();
  await page.getByRole('link', { name: /^L-/ }).waitFor();
  await page.getByText(/60 分/).waitFor();
  await page.getByText('在本市还没有中标。').waitFor();
  for (const secret of secrets) expect(await page.getByText(secret).count()).toBe(0);
  const reply = await fetch(`${visit.service.url}/api/organisations/by-code/${code}`);
  const text = await reply.text();
  for (const secret of [...secrets, 'abababab']) expect(text).not.toContain(secret);
  expect(await barriers(page)).toEqual([]);
  await look(page, 'organisation-public');
});

test('the organisation itself sees what it has declared; a rival does not', async () => {
  const { page } = await visit.arriveAs(cast.firm.account.name);
  await page.goto(`${visit.service.url}/app/my-credit`);
  await page.getByRole('link', { name: '本单位主页' }).click();
  await page.getByText('云江国资').waitFor();
  expect(await barriers(page)).toEqual([]);
  await look(page, 'organisation-own');
  const rival = cast.stage.accounts('bidder').find(a => a.organisationName !== name);
  const { page: other } = await visit.arriveAs(rival?.name ?? '');
  await other.goto(`${visit.service.url}/app/organisations/${code}`);
  await other.getByText('恒大任').waitFor();
  for (const secret of secrets) expect(await other.getByText(secret).count()).toBe(0);
});

test('an organisation declares by the form: a wrong number is said, a right one stays on its computer', async () => {
  const firm = cast.stage.accounts('bidder').find(a => a.organisationName !== name);
  const { page } = await visit.arriveAs(firm?.name ?? '');
  const sent: string[] = [];
  page.on('request', request => sent.push(request.postData() ?? ''));
  await page.goto(`${visit.service.url}/app/my-credit`);
  await page.getByRole('link', { name: '本单位主页' }).click();
  await page.getByRole('button', { name: '填写申报' }).click();
  const next = page.getByRole('button', { name: '核对，下一步签名' });
  expect(await next.isDisabled()).toBe(true);
  await page.getByLabel('法定代表人').fill('申报人甲');
  await page.getByLabel('身份证号码').fill('990100198001010011');
  await page.getByRole('button', { name: '添加出资人' }).click();
  await page.getByLabel('名称或姓名').fill('甲方投资');
  await page.getByLabel('比例（%）').fill('51.50');
  await page.getByLabel('联系人').fill('联络员乙');
  await page.getByLabel('电话').fill('0571-80005678');
  await page.getByLabel('地址').fill('望川市城东大道 8 号');
  await page.getByLabel('电子邮箱').fill('没有这样的邮箱');
  await page.getByText('还差：电子邮箱').waitFor();
  expect(await next.isDisabled()).toBe(true);
  await page.getByLabel('电子邮箱').fill('lian@example.com');
  await next.click();
  await page.getByText('身份证号码不对').waitFor();
  const number = '99010019800101019X';
  await page.getByLabel('身份证号码').fill(number);
  await next.click();
  await page.getByRole('button', { name: '演示：取用这个账号的证书' }).click();
  expect(await barriers(page)).toEqual([]);
  await look(page, 'organisation-declare');
  await page.getByRole('button', { name: '签名并申报' }).click();
  await page.getByText(/第 1 次申报/).waitFor();
  await page.getByText('甲方投资').waitFor();
  expect(sent.join()).not.toContain(number);
  // The next declaration begins with this one, and asks for no number again.
  await page.getByRole('button', { name: '修改申报' }).click();
  await page.getByLabel('联系人').fill('联络员丙');
  await next.click();
  await page.getByRole('button', { name: '签名并申报' }).click();
  await page.getByText(/第 2 次申报/).waitFor();
  await page.getByText('联络员丙').waitFor();
  await look(page, 'organisation-declared');
});

test('supervision sees the declaration too, without the marks of people', async () => {
  const { page } = await visit.arriveAs(cast.officer.account.name);
  await page.goto(`${visit.service.url}/app/organisations/${code}`);
  await page.getByText('周小联').waitFor();
  expect(await page.content()).not.toContain('abababab');
  await look(page, 'organisation-supervision');
});

test('a code that nobody has is not found', async () => {
  const { page } = await visit.arrive('/organisations/91990100MA1K7Q3D0X');
  await page.getByText('轮到', { exact: true }).waitFor();
  expect(await page.getByRole('heading', { level: 2 }).count()).toBe(0);
});
