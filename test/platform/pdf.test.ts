import { createHash } from 'node:crypto';
import { PDFDocument } from 'pdf-lib';
import { expect, test } from 'vitest';
import type { Block, Document } from '../../src/platform/pdf/blocks.ts';
import { face } from '../../src/platform/pdf/face.ts';
import { closing, glyphs, opening } from '../../src/platform/pdf/glyphs.ts';
import { breakLines } from '../../src/platform/pdf/lines.ts';
import { bytesText, digest } from '../../src/platform/pdf/parts.ts';
import { plain } from '../../src/platform/pdf/prose.ts';
import { qrRuns } from '../../src/platform/pdf/qr.ts';
import { typeset } from '../../src/platform/pdf/typeset.ts';
import { textOf } from './pdf-text.ts';

const document = (blocks: Block[], more: Partial<Document> = {}): Document => ({
  title: '开标记录表',
  author: '云江市公共资源交易中心',
  madeAt: '2026-09-10T07:00:00.000Z',
  blocks,
  ...more,
});
const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
const faces = { regular: await face('regular'), strong: await face('strong') };
const linesOf = (text: string, width: number): string[] =>
  breakLines(glyphs(faces, text, plain(10)), width).map(l => l.glyphs.map(g => g.char).join(''));

const prose =
  '投标人应当按照“招标文件”的要求（含澄清、修改）编制投标文件；未按要求密封的，招标人应当拒收。其中，《电子招标投标办法》第二十六条：“电子招标投标交易平台应当允许社会公众、市场主体免费注册登录”，另有规定的除外！';

test('equal documents set at the same time give equal bytes', async () => {
  const hash = async () =>
    createHash('sha256')
      .update(await typeset(document([paragraph(prose)])))
      .digest('hex');
  expect(await hash()).toBe(await hash());
});

test('no closing mark starts a line and no opening mark ends one, at any width', () => {
  for (let width = 40; width < 300; width += 7) {
    const lines = linesOf(prose, width);
    expect(lines.join('')).toBe(prose);
    for (const line of lines.slice(1)) expect(closing.has(line[0] ?? '')).toBe(false);
    for (const line of lines) expect(opening.has(line.at(-1) ?? '')).toBe(false);
  }
});

test('no line is wider than its measure, but for the blank half of a mark at its end', () => {
  for (let width = 40; width < 300; width += 7) {
    const lines = breakLines(glyphs(faces, prose, plain(10)), width);
    for (const line of lines) expect(line.width).toBeLessThanOrEqual(width + 5.01);
  }
});

test('figures and words stay whole; a word wider than the line is cut, not lost', () => {
  expect(linesOf('投标总价 218,940,216.50 元', 70).some(l => l.includes('218,940,216.50'))).toBe(
    true,
  );
  const url = 'https://example.cn/a-very-long-address-that-no-line-can-hold?and=more';
  expect(linesOf(url, 60).join('')).toBe(url);
});

test('rare characters of names are drawn and can be copied', async () => {
  const names = '罗一㛃 邵立喆 向𬭎 䶮宇 买买提·艾力';
  const [page] = await textOf(await typeset(document([paragraph(names)])));
  expect(page).toContain(names.replaceAll(' ', ''));
});

test('a character the font lacks is named by its code point, never dropped', async () => {
  const [page] = await textOf(await typeset(document([paragraph('投标人𠮷田')])));
  expect(page).toContain('投标人〔U+20BB7〕田');
});

test('controls that make a name read backwards are taken out', async () => {
  const [page] = await textOf(await typeset(document([paragraph('甲\u202e司公乙\u202c\u200b丙')])));
  expect(page).toContain('甲司公乙丙');
});

test('a table of 100 rows repeats its head on every page and loses no row', async () => {
  const rows = Array.from({ length: 100 }, (_, i) => [`第${i + 1}行`, '218,940,216.50']);
  const pages = await textOf(
    await typeset(
      document([
        {
          kind: 'table',
          columns: [
            { head: '投标人名称', share: 2 },
            { head: '总价', share: 1, align: 'right' },
          ],
          rows,
        },
      ]),
    ),
  );
  expect(pages.length).toBeGreaterThan(2);
  for (const page of pages) expect(page).toContain('投标人名称');
  for (const [row] of rows) expect(pages.join('')).toContain(row);
});

test('a row taller than a page is cut between its lines', async () => {
  const long = prose.repeat(40);
  const pages = await textOf(
    await typeset(
      document([
        {
          kind: 'table',
          columns: [
            { head: '理由', share: 1 },
            { head: '说明', share: 3 },
          ],
          rows: [[long, '一']],
        },
      ]),
    ),
  );
  expect(pages.length).toBeGreaterThan(1);
  const clean = pages
    .join('')
    .replace(/第\d+页，共\d+页/g, '')
    .replaceAll('理由说明', '')
    .replace('一', '');
  expect(clean.length).toBe(long.length);
});

test('a heading is never left at the foot of a page', async () => {
  for (let filler = 20; filler < 45; filler++) {
    const blocks: Block[] = [
      ...Array.from({ length: filler }, () => paragraph('文')),
      { kind: 'heading', level: 2, text: '标题' },
      paragraph(prose.repeat(3)),
    ];
    const pages = await textOf(await typeset(document(blocks)));
    const page = pages.find(p => p.includes('标题')) ?? '';
    expect(page).toMatch(/标题投标人应当/);
  }
});

test('every page says which it is, of how many; a cover does not count', async () => {
  const blocks: Block[] = [
    paragraph('封面'),
    { kind: 'page-break' },
    paragraph('一'),
    { kind: 'page-break' },
    paragraph('二'),
  ];
  const pages = await textOf(await typeset(document(blocks, { cover: true })));
  expect(pages[0]).toBe('封面');
  expect(pages[1]).toContain('第1页，共2页');
  expect(pages[2]).toContain('第2页，共2页');
});

test('contents give the page on which each heading stands', async () => {
  const blocks: Block[] = [
    { kind: 'contents' },
    { kind: 'heading', level: 1, text: '第一章', newPage: true },
    paragraph(prose.repeat(30)),
    { kind: 'heading', level: 1, text: '第二章', newPage: true },
    paragraph(prose),
  ];
  const pages = await textOf(await typeset(document(blocks)));
  const second = pages.findIndex((p, i) => i > 0 && p.includes('第二章')) + 1;
  expect(pages[0]).toMatch(/第一章\.*2/);
  expect(pages[0]).toMatch(new RegExp(`第二章\\.*${second}`));
});

test('title, author and language are in the metadata', async () => {
  const pdf = await PDFDocument.load(await typeset(document([paragraph('文')])), {
    updateMetadata: false,
  });
  expect(pdf.getTitle()).toBe('开标记录表');
  expect(pdf.getAuthor()).toBe('云江市公共资源交易中心');
  expect(pdf.getCreationDate()?.toISOString()).toBe('2026-09-10T07:00:00.000Z');
  expect(String(pdf.catalog.get((await import('pdf-lib')).PDFName.of('Lang')))).toBe('(zh-CN)');
});

test('a hash is printed whole, in groups of eight', () => {
  const hex = '5d1c90ae'.repeat(8);
  expect(digest(hex).text.replaceAll(' ', '')).toBe(hex);
  expect(digest(hex).text.split(' ')).toHaveLength(8);
});

test('sizes are counted in powers of ten', () => {
  expect(bytesText(5_210_000_000)).toBe('5.21 GB');
  expect(bytesText(999)).toBe('999 B');
});

test('a QR code is a square with its three finder patterns', () => {
  const { size, runs } = qrRuns('https://ggzy.yunjiang.example/receipts/R-1');
  const inRow = (row: number) => runs.filter(r => r[1] === row).map(r => [r[0], r[2]]);
  expect(inRow(0)[0]).toEqual([0, 7]);
  expect(inRow(0).at(-1)).toEqual([size - 7, 7]);
  expect(inRow(size - 1)[0]).toEqual([0, 7]);
});
