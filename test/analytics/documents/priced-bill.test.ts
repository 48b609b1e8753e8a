import { expect, test } from 'vitest';
import { readBill } from '../../../src/analytics/documents/read-document.ts';
import { UnreadableDocument } from '../../../src/analytics/documents/zip.ts';
import { billOf } from '../../../src/demo/content/bill/bill.ts';
import { priceBill } from '../../../src/demo/content/bill/priced.ts';
import { billWorkbook, pricedWorkbook } from '../../../src/demo/content/bill/workbook.ts';
import { projects } from '../../../src/demo/content/project.ts';
import { utf8 } from '../../../src/kernel/bytes.ts';
import { zipFile } from './files.ts';

const project = projects.separation;

test('every line of a priced workbook, to the fen; none in the tender’s own, which has no prices', async () => {
  const bill = priceBill(project, 'tongze', 0.92);
  const file = await pricedWorkbook(project, 'YJ-1', { bidder: '甲', bill });
  const lines = await readBill(file, '清单.xlsx');
  expect(lines).toHaveLength(bill.lines.length);
  expect(lines.length).toBeGreaterThan(300);
  const byCode = new Map(lines.map(line => [line.code, line]));
  for (const { code, milli, unitFen, amountFen } of bill.lines)
    expect(byCode.get(code)).toEqual({
      ...{ code, quantity: String(milli / 1000), unitPrice: unitFen, amount: amountFen },
    });
  expect(billOf(project)).toHaveLength(lines.length);
  expect(await readBill(await billWorkbook(project, 'YJ-1'), '清单.xlsx')).toEqual([]);
});

const cell = (at: string, value: string | number) =>
  typeof value === 'number'
    ? `<c r="${at}"><v>${value}</v></c>`
    : `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
const row = (n: number, values: readonly (string | number)[]) =>
  `<row r="${n}">${values.map((value, i) => (value === '' ? '' : cell(`${'ABCDEF'[i]}${n}`, value))).join('')}</row>`;
const sheet = (rows: readonly (readonly (string | number)[])[]) =>
  zipFile({
    'xl/worksheets/sheet1.xml': `<sheetData>${rows.map((r, i) => row(i + 1, r)).join('')}</sheetData>`,
  });

test('a head in two rows, a sum in between, a code that comes twice', async () => {
  const lines = await readBill(
    sheet([
      ['项目编码', '项目名称', '工程量', '金额（元）'],
      ['', '', '', '综合单价（元）', '合价'],
      ['040101001001', '挖土', 12.5, 10.1, 126.25],
      ['', '合计', '', '', 126.25],
      ['040101001001', '挖土', 2, 99.999, 200],
    ]),
    'a.xlsx',
  );
  expect(lines).toEqual([
    { code: '040101001001', quantity: '12.5', unitPrice: 1010n, amount: 12625n },
    { code: '040101001001#2', quantity: '2', unitPrice: 10000n, amount: 20000n },
  ]);
});

test('XML of a data standard, and files that are no bill', async () => {
  const xml =
    '<?xml version="1.0"?><清单><项 项目编码="01.02" 工程量="3" 综合单价="1,200.50" 合价="3601.5"/><项 名称="x"/></清单>';
  expect(await readBill(utf8(xml), 'b.xml')).toEqual([
    { code: '01.02', quantity: '3', unitPrice: 120050n, amount: 360150n },
  ]);
  expect(await readBill(sheet([['一', '二']]), 'c.xlsx')).toEqual([]);
  expect(await readBill(utf8('只是文字'), 'd.txt')).toEqual([]);
  await expect(readBill(utf8('只是文字'), 'd.xlsx')).rejects.toThrow(UnreadableDocument);
});
