import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readHall } from '../../contracts/opening.ts';
import { projects } from '../../src/demo/content/project.ts';
import { openStage } from '../../src/demo/play/player.ts';
import { type Played, playToBids } from '../../src/demo/play/trade.ts';
import { barriers } from './axe.ts';
import { look, openVisit, type Visit } from './visit.ts';

let visit: Visit;
let played: Played;
let stage: Awaited<ReturnType<typeof openStage>>;

beforeAll(async () => {
  visit = await openVisit();
  stage = await openStage(visit.service.url);
  played = await playToBids(
    stage,
    {
      project: projects.separation,
      bidders: ['hengzhu', 'tongze', 'huayi'],
      folder: await mkdtemp(join(visit.service.dataDir, 'machines-')),
      releaseWindowMinutes: 240,
    },
    () => undefined,
  );
}, 300_000);
afterAll(() => visit.end());

const enter = async (name: string) => {
  const person = await visit.arriveAs(name);
  await person.page.goto(`${visit.service.url}/app/lots/${played.trade.lot}/opening`);
  await person.page.getByRole('list', { name: '开标进程' }).waitFor();
  return person;
};

test('before the deadline the tenderer sees what is fixed and what will happen, and nothing of bidders (C21)', async () => {
  const { page } = await enter(played.tenderer.account.name);
  await page.getByRole('heading', { name: '到时会这样进行' }).waitFor();
  const text = (await page.locator('body').textContent()) ?? '';
  expect(text).toContain('开标密钥指纹');
  expect(text).toContain('规则第 1 版，SHA-256');
  for (const { player } of played.desks)
    expect(text).not.toContain(player.account.organisationName);
  expect(await barriers(page)).toEqual([]);
  await look(page, 'hall-before');
});

test('a wrong certificate file is named here and told to nobody', async () => {
  await stage.advance(played.trade.deadline);
  const [mine, other] = played.desks.map(desk => desk.player);
  if (!mine || !other) throw new Error('two bidders');
  const { page } = await enter(mine.account.name);
  await page.getByRole('heading', { name: '轮到您：解密投标文件' }).waitFor();
  const file = {
    name: 'other.p12',
    mimeType: 'application/x-pkcs12',
    buffer: Buffer.from(other.p12),
  };
  await page.locator('input[type=file]').first().setInputFiles(file);
  await page.getByLabel('口令').first().fill(other.passphrase);
  await page.getByRole('button', { name: '打开证书' }).click();
  await page.getByRole('button', { name: /开始解密/ }).click();
  await page.getByText('打开的证书不是这份投标用的那一张').waitFor();
  const said = (await page.locator('.kb-alert--bad').textContent()) ?? '';
  expect(said).toContain(other.account.organisationName);
  expect(said).toContain(mine.account.organisationName);
  const { hall } = await other.client.call(readHall, { params: { lot: played.trade.lot } });
  expect(hall.bids.map(bid => bid.release)).toEqual(['waiting', 'waiting', 'waiting']);
  expect(await barriers(page)).toEqual([]);
  await look(page, 'hall-wrong-key');
});
