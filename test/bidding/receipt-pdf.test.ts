import { expect, test } from 'vitest';
import { receiptDocument } from '../../src/bidding/receipt-pdf.ts';
import { refusalDocument } from '../../src/bidding/refusal-pdf.ts';
import { typeset } from '../../src/platform/pdf/typeset.ts';
import { textOf } from '../platform/pdf-text.ts';
import { receipt, refusal } from './receipt-facts.ts';

const textOfReceipt = async (more: Parameters<typeof receipt>[0] = {}) =>
  textOf(await typeset(receiptDocument(receipt(more))));

test('a receipt is one page and names reference, time to the millisecond, bidder, sequence and the whole hash', async () => {
  const pages = await textOfReceipt();
  expect(pages).toHaveLength(1);
  expect(pages[0]).toContain('R-2026-0910-7KQ4-M2');
  expect(pages[0]).toContain('2026-09-1014:53:06.218');
  expect(pages[0]).toContain('离截止6分53秒');
  expect(pages[0]).toContain('云江恒筑建设集团有限公司');
  expect(pages[0]).toContain('资格9.99MB，技术5.20GB');
  expect(pages[0]).toContain('第2次提交，替换2026-09-1014:02:51的第1次');
  expect(pages[0]).toContain('5d1c90ae3b7741f8c602ab1904de7735e81f60c29a4d1b576038f0d421ce77f2');
});

test('a receipt without its proof yet says so, and its time stands', async () => {
  const [page] = await textOfReceipt({ log: null, certificateStatus: 'provisional' });
  expect(page).toContain('已写入，检查点约一秒后签发');
  expect(page).toContain('待复查');
});

test('the receipt of a withdrawal lists no envelopes', async () => {
  const [page] = await textOfReceipt({ kind: 'withdrawn', envelopes: [] });
  expect(page).toContain('投标文件撤回回执');
  expect(page).not.toContain('信封');
});

test('a long consortium name still fits one page', async () => {
  const bidder = `${'望川第二水利水电工程建设集团有限责任公司、'.repeat(6)}联合体`;
  expect(await textOfReceipt({ bidder })).toHaveLength(1);
});

test('a refusal after the deadline names the article, and offers no second try', async () => {
  const [page] = await textOf(await typeset(refusalDocument(refusal())));
  expect(page).toContain('2026-09-1015:00:00.412');
  expect(page).toContain('第二十七条');
  expect(page).toContain('截止时间已过，不能再提交');
});

test('a refusal before the deadline says that it can be mended', async () => {
  const early = refusal({
    refusedAt: '2026-09-10T06:00:00.000Z',
    manifestSha256: null,
    article: null,
  });
  const [page] = await textOf(await typeset(refusalDocument(early)));
  expect(page).toContain('改正后可以再次提交');
  expect(page).toContain('无法读取，未计算');
});
