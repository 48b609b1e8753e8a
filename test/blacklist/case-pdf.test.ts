import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listLooks, printCase, readCase } from '../../contracts/blacklist.ts';
import { openStage, type Player } from '../../src/demo/play/player.ts';
import { textOf } from '../platform/pdf-text.ts';
import { type Service, startService } from '../support/service.ts';
import { type Cast, castOf, hasCode } from './play.ts';
import { playToListing, playToRepair, type WholeCase } from './whole-case.ts';

const papers = resolve(import.meta.dirname, '../../var/screens');
let service: Service;
let cast: Cast;
let whole: WholeCase;
beforeAll(async () => {
  service = await startService();
  cast = await castOf(await openStage(service.url));
  whole = await playToListing(cast);
  await playToRepair(cast, whole);
}, 120_000);
afterAll(() => service.remove());

async function printed(who: Player, name: string): Promise<Uint8Array> {
  const reply = await who.client.callForBytes(printCase, { params: { case: whole.id } });
  const pdf = new Uint8Array(await reply.arrayBuffer());
  mkdirSync(papers, { recursive: true });
  writeFileSync(join(papers, `${name}.pdf`), pdf);
  return pdf;
}

test('the case file holds everything from the clue to the repair, and every page has its number', async () => {
  const pages = await textOf(await printed(cast.officer, 'case-file'));
  const text = pages.join('');
  for (const [i, page] of pages.entries())
    expect(page).toContain(`第${i + 1}页，共${pages.length}页`);
  for (const said of [
    ...['线索不等于认定', '硬盘序列摘要相同', '两家用同一打印店或代办点的电脑', '+3.90', '0.94'],
    ...['比对说明.pdf', '内部研判.txt', '立案', '事先告知', '要求举行听证', '听证笔录'],
    ...['足以认定两家单位相互串通投标', '招标投标法实施条例第三十九至四十一条', '24个月'],
    ...['行政复议法第二十、四十二条', '直接送达', whole.number, '打印店证明.pdf', '不支持'],
    ...['信用承诺：今后守信', '信用修复，移出名单', '怎样核验'],
  ])
    expect(text).toContain(said);
});

test('the same case prints to the same bytes, whoever has looked meanwhile; the seal holds', async () => {
  const first = await printed(cast.officer, 'case-file');
  await cast.second.client.call(readCase, { params: { case: whole.id } });
  const second = await printed(cast.second, 'case-file');
  expect(Buffer.from(second).equals(Buffer.from(first))).toBe(true);
  expect(Buffer.from(first).toString('latin1')).toContain('ETSI.CAdES.detached');
});

test('the respondent prints its own copy: all evidence used, only that, and nothing of the inside', async () => {
  const text = (await textOf(await printed(cast.firm, 'case-file-party'))).join('');
  expect(text).toContain('本件供当事人查阅');
  expect(text).toContain('两家疑似在同一台电脑上制作');
  expect(text).toContain('比对说明.pdf');
  expect(text).not.toContain('内部研判.txt');
  expect(text).not.toContain('线索属实，予以立案');
  const stranger = await cast.stage.enter(cast.stage.accounts('bidder')[3] ?? cast.firm.account);
  await expect(printed(stranger, 'none')).rejects.toSatisfy(hasCode('NOT_FOUND'));
});

test('who looked is on record by capacity; the respondent reads no name but its own', async () => {
  const params = { case: whole.id };
  const { rows: all } = await cast.officer.client.call(listLooks, { params });
  expect(all.map(row => row.as)).toEqual(expect.arrayContaining(['officer', 'respondent']));
  expect(all.every(row => row.by !== null)).toBe(true);
  const { rows: told } = await cast.firm.client.call(listLooks, { params });
  expect(told.length).toBeGreaterThan(1);
  expect(new Set(told.flatMap(row => row.by ?? []))).toEqual(new Set([cast.firm.account.name]));
  expect(told.filter(row => row.as !== 'respondent').every(row => row.by === null)).toBe(true);
});
