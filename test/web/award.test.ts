import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projects } from '../../src/demo/content/project.ts';
import { openStage } from '../../src/demo/play/player.ts';
import { playEvaluation, playOpening, playToBids } from '../../src/demo/play/trade.ts';
import { creditCheckCharacter } from '../../src/registry/rules.ts';
import { barriers } from './axe.ts';
import { look, openVisit, type Visit } from './visit.ts';

let visit: Visit;
let lot: string;
let tenderer: Page;
let names: { tenderer: string; loser: string };

beforeAll(async () => {
  visit = await openVisit();
  const stage = await openStage(visit.service.url);
  const played = await playToBids(
    stage,
    {
      project: projects.separation,
      bidders: ['hengzhu', 'tongze', 'huayi'],
      folder: await mkdtemp(join(visit.service.dataDir, 'machines-')),
      releaseWindowMinutes: 240,
    },
    () => undefined,
  );
  await playOpening(played, () => undefined);
  await playEvaluation(played, () => undefined);
  lot = played.trade.lot;
  names = {
    tenderer: played.tenderer.account.name,
    loser: played.desks.at(-1)?.player.account.name ?? '',
  };
}, 300_000);
afterAll(() => visit.end());

const takeKey = (page: Page) => page.getByRole('button', { name: /取用这个账号的证书/ }).click();

describe('from the report to the award', () => {
  test('the tenderer is told first what is due: publish the candidates', async () => {
    tenderer = (await visit.arriveAs(names.tenderer)).page;
    const row = tenderer.getByRole('row', { name: /评审完成/ });
    expect(await row.textContent()).toContain('公示中标候选人（报告后 3 日内）');
    await row.getByRole('link').click();
    await tenderer.getByText('签名的原文（RFC 8785）').click();
    expect(await tenderer.locator('details .kb-code').textContent()).toContain('candidates');
  });

  test('candidates are published by a signature, and their window counts down', async () => {
    await takeKey(tenderer);
    await tenderer.getByRole('button', { name: '签名并公示候选人' }).click();
    await tenderer.getByText('公示期满、异议都答复之后才能定标。').waitFor();
    expect(await tenderer.locator('.kb-deadline').textContent()).toMatch(/天后公示期满|后公示期满/);
    expect(await tenderer.getByRole('row').count()).toBe(4);
    await look(tenderer, 'award-candidates');
    expect(await barriers(tenderer)).toEqual([]);
  });

  test('a bidder objects with a signature; the clock stands still for everybody', async () => {
    const { page } = await visit.arriveAs(names.loser);
    await page.goto(`${visit.service.url}/app/lots/${lot}/award`);
    await page.getByLabel('提出异议').fill('请说明第一中标候选人的类似业绩。');
    await takeKey(page);
    await page.getByRole('button', { name: '签名并提出异议' }).click();
    await page.getByText(/异议已收到，公示计时已停/).waitFor();
    const { page: visitor } = await visit.arrive(`/lots/${lot}/award`, 390);
    await visitor.getByText('有异议没有答复，公示计时已停').waitFor();
    expect(await visitor.locator('main').textContent()).not.toContain('类似业绩');
    expect(await barriers(visitor)).toEqual([]);
  });

  test('the tenderer answers, and the clock goes on', async () => {
    await tenderer.getByText('轮到您答复').waitFor();
    await tenderer.getByLabel('答复').fill('经复核，业绩满足要求。');
    await tenderer.getByRole('button', { name: '答复异议' }).click();
    await tenderer.getByText('已答复').waitFor();
    await tenderer.getByText('有异议没有答复，公示计时已停').waitFor({ state: 'detached' });
  });

  test('after the window the award is signed, and everybody sees the winner', async () => {
    await tenderer.getByRole('button', { name: '演示：时钟拨到此刻' }).click();
    await tenderer.getByRole('button', { name: '签名并发出中标通知书' }).click();
    await tenderer.getByText(/^已定标：/).waitFor();
    const { page: visitor } = await visit.arrive(`/lots/${lot}/award`);
    await visitor.getByText(/^已定标：/).waitFor();
    const [download] = await Promise.all([
      visitor.waitForEvent('download'),
      visitor.getByRole('link', { name: '中标通知书（PDF）' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.pdf$/);
    expect(await barriers(tenderer)).toEqual([]);
    await look(tenderer, 'award-awarded');
  });

  test('the supervisor decides by clicks that the award is void, and everybody sees why; the next can be awarded', async () => {
    const { page } = await visit.arriveAs('方知舟');
    await page.goto(`${visit.service.url}/app/lots/${lot}/award`);
    await page.getByText('认定中标无效…').click();
    await page.getByLabel('依据').selectOption('fraud');
    await page.getByLabel('查明的事实和理由（公开）').fill('业绩证明系伪造，经查属实。');
    await takeKey(page);
    await look(page, 'award-void');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: /^签名并认定/ }).click();
    await page.getByText(/^中标无效：/).waitFor();
    const { page: visitor } = await visit.arrive(`/lots/${lot}/award`);
    await visitor.getByText('业绩证明系伪造，经查属实。', { exact: true }).waitFor();
    expect(await barriers(visitor)).toEqual([]);
    await look(visitor, 'award-voided');
    await tenderer.getByRole('button', { name: '签名并发出中标通知书' }).click();
    await tenderer.getByText(/^已定标：/).waitFor();
  });

  test('the contract names who does which part; what may not be given away is refused before it is signed', async () => {
    await tenderer.getByRole('heading', { name: '登记已签订的合同' }).waitFor();
    const file = { name: '合同.pdf', mimeType: 'application/pdf', buffer: Buffer.from('合同') };
    await tenderer.locator('input[type=file]').setInputFiles(file);
    await tenderer.getByRole('button', { name: '添加分包' }).click();
    await tenderer.getByText('分包还没有填全').waitFor();
    const first17 = '91530100MA6K00001';
    await tenderer.getByLabel('分包单位').fill('云江安装工程有限公司');
    await tenderer.getByLabel('统一社会信用代码').fill(first17 + creditCheckCharacter(first17));
    await tenderer.getByLabel('分包金额（元）').fill('1,200,000');
    await tenderer.getByLabel('分包的工程').fill('3 号楼主体结构');
    await tenderer.getByText(/主体结构和关键性工作由中标人自己完成/).waitFor();
    expect(await tenderer.getByRole('button', { name: '签名并登记合同' }).count()).toBe(0);
    await look(tenderer, 'contract-refused');
    expect(await barriers(tenderer)).toEqual([]);
    await tenderer.getByLabel('分包的工程').fill('消防设施工程');
    await tenderer.getByRole('button', { name: '签名并登记合同' }).click();
    await tenderer.getByText('合同已登记').waitFor();
    const { page: visitor } = await visit.arrive(`/lots/${lot}/award`);
    await visitor.getByRole('cell', { name: '消防设施工程' }).waitFor();
    expect(await visitor.getByRole('cell', { name: '1,200,000.00' }).count()).toBe(1);
    expect(await barriers(visitor)).toEqual([]);
    await look(visitor, 'contract-recorded');
  });
});
