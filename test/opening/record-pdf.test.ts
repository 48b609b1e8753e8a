import { expect, test } from 'vitest';
import { openingRecord } from '../../src/opening/record-pdf.ts';
import { typeset } from '../../src/platform/pdf/typeset.ts';
import { textOf } from '../platform/pdf-text.ts';
import { opening, recordedBid } from './record-facts.ts';

const pagesOf = async (...args: Parameters<typeof opening>) =>
  textOf(await typeset(openingRecord(opening(...args))));

test('the record reads out every opened bid, lowest price first, unopened last', async () => {
  const text = (await pagesOf(9)).join('');
  const prices = [...text.matchAll(/(\d{3},\d{3},\d{3}\.\d{2})[−+]/g)].map(m => m[1] ?? '');
  expect(prices).toHaveLength(8);
  expect([...prices].sort()).toEqual(prices);
  expect(text.indexOf('未开启')).toBeGreaterThan(text.lastIndexOf(prices.at(-1) ?? ''));
});

test('a bid not released by its own fault is 视为撤销, by another cause 视为撤回, each with owner and article (C31)', async () => {
  const lost = {
    ...recordedBid(7),
    number: 10,
    release: { state: 'withdrawn' as const, cause: '平台保存的第 214 段与接收时不一致' },
  };
  const text = (await pagesOf(9, { bids: [...opening(9).bids, lost] })).join('');
  expect(text).toContain('视为撤销投标文件');
  expect(text).toContain('视为撤回投标文件，投标人有权要求责任方赔偿直接损失');
  expect(text).toContain('平台保存的第214段与接收时不一致投标人以外');
  expect(text).toContain('其余投标人的投标照常开标');
});

test('a bid that cannot be read out has its cause and owner on the record too', async () => {
  const { release, ...bid } = recordedBid(0);
  const at = release.state === 'released' ? release.at : '';
  const cause = '已解密，但不能唱标：开标一览表格式不符合规定。由评标委员会认定';
  const defective = {
    ...bid,
    ...{ number: 10, opened: null },
    release: { state: 'defective' as const, at, recovered: false, cause },
  };
  const text = (await pagesOf(2, { bids: [recordedBid(1), defective] })).join('');
  expect(text).toContain('不能唱标未开启');
  expect(text).toContain(`${cause}投标人不能唱标，是否否决由评标委员会认定`);
});

test('a hundred bids keep their table head on every page, and nothing is lost', async () => {
  const pages = await pagesOf(100);
  const text = pages.join('');
  for (const { bidder } of opening(100).bids) expect(text).toContain(bidder);
  const inTable = pages.filter(p => /\d{3},\d{3},\d{3}\.\d{2}[−+]/.test(p));
  for (const page of inTable) expect(page).toContain('投标总价（元）');
});

test('who did not sign is listed as such', async () => {
  const text = (await pagesOf(9)).join('');
  expect(text).toContain('南麓城建工程有限公司未签名未参加唱标');
});

test('with no questions the record says that there were none', async () => {
  expect((await pagesOf(3, { questions: [] })).join('')).toContain('没有人提出疑问或异议');
});
