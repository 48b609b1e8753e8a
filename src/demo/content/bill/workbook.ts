import Excel from 'exceljs';
import type { DemoProject, Works } from '../project.ts';
import { tendererOf, titleOf } from '../project.ts';
import { type BillLine, billOf, charges, measures } from './bill.ts';
import { workTitles } from './catalogue.ts';
import type { PricedBill, PricedLine } from './priced.ts';
import { steadyZip } from './steady-zip.ts';

type Sheet = Excel.Worksheet;
type Priced = { readonly bidder: string; readonly bill: PricedBill };

const money = '#,##0.00';
const yuan = (fen: bigint): number => Number(fen) / 100;

/** 工程量清单 as tenderers publish it: prices left blank. */
export const billWorkbook = (project: DemoProject, code: string) => workbook(project, code, null);

/** 已标价工程量清单: the same sheets with unit prices, amounts and totals, as formulas with their values. */
export const pricedWorkbook = (project: DemoProject, code: string, priced: Priced) =>
  workbook(project, code, priced);

async function workbook(
  project: DemoProject,
  code: string,
  priced: Priced | null,
): Promise<Uint8Array<ArrayBuffer>> {
  const book = new Excel.Workbook();
  const made = new Date('2026-01-01T00:00:00Z');
  book.creator = priced?.bidder ?? tendererOf(project).name;
  book.lastModifiedBy = book.creator;
  book.created = made;
  book.modified = made;
  const lines: readonly (BillLine | PricedLine)[] = priced?.bill.lines ?? billOf(project);
  cover(book.addWorksheet('封面'), project, code, priced);
  summary(book.addWorksheet('投标报价汇总表'), project, lines, priced);
  for (const work of project.works)
    works(
      book.addWorksheet(workTitles[work]),
      work,
      lines.filter(l => l.work === work),
    );
  measureSheet(book.addWorksheet('措施项目'), priced?.bill ?? null);
  otherSheet(book.addWorksheet('其他项目'), project);
  const bytes = await book.xlsx.writeBuffer();
  return steadyZip(new Uint8Array(bytes));
}

function cover(sheet: Sheet, project: DemoProject, code: string, priced: Priced | null): void {
  sheet.columns = [{ width: 22 }, { width: 60 }];
  const title = priced ? '已标价工程量清单' : '招标工程量清单';
  const rows: [string, string | number][] = [
    ['', title],
    ['工程名称', titleOf(project)],
    ['项目编号', code],
    ['招标人', tendererOf(project).name],
    ['计价依据', 'GB 50500、GB 50857、GB 50858'],
  ];
  if (priced) rows.push(['投标人', priced.bidder], ['投标总价（元）', yuan(priced.bill.totalFen)]);
  for (const row of rows) sheet.addRow(row);
  sheet.getCell('B1').font = { bold: true, size: 20 };
  if (priced) sheet.getCell(`B${rows.length}`).numFmt = money;
}

function summary(
  sheet: Sheet,
  project: DemoProject,
  lines: readonly (BillLine | PricedLine)[],
  priced: Priced | null,
): void {
  head(sheet, [
    ['序号', 8],
    ['汇总内容', 40],
    ['金额（元）', 22],
    ['说明', 40],
  ]);
  const bill = priced?.bill;
  const add = (mark: string, name: string, fen: bigint | undefined, note = '') => {
    const row = sheet.addRow([mark, name, fen === undefined ? null : yuan(fen), note]);
    row.getCell(3).numFmt = money;
  };
  add('1', '分部分项工程', bill?.linesFen);
  for (const [i, work] of project.works.entries())
    add(`1.${i + 1}`, workTitles[work], bill && sumOf(lines, work));
  add('2', '措施项目', bill?.measuresFen);
  add('3', '其他项目（暂列金额）', project.provisionalFen, '按此填写，不得改变');
  add('4', '规费', bill?.statutoryFen, `（1＋2）× ${charges.statutory / 100}%`);
  add('5', '增值税', bill?.taxFen, `（1＋2＋3＋4）× ${charges.tax / 100}%`);
  add('', '投标总价合计＝1＋2＋3＋4＋5', bill?.totalFen);
  sheet.lastRow?.eachCell(cell => {
    cell.font = { bold: true };
  });
}

const sumOf = (lines: readonly (BillLine | PricedLine)[], work: Works): bigint =>
  lines.reduce((sum, l) => ('amountFen' in l && l.work === work ? sum + l.amountFen : sum), 0n);

function works(sheet: Sheet, work: Works, lines: readonly (BillLine | PricedLine)[]): void {
  head(sheet, [
    ['序号', 7],
    ['项目编码', 16],
    ['项目名称', 26],
    ['项目特征描述', 48],
    ['计量单位', 10],
    ['工程量', 14],
    ['综合单价（元）', 16],
    ['合价（元）', 18],
  ]);
  for (const [i, line] of lines.entries()) {
    const row = sheet.addRow([
      i + 1,
      line.code,
      line.name,
      line.features,
      line.unit,
      line.milli / 1000,
    ]);
    row.getCell(4).alignment = { wrapText: true, vertical: 'top' };
    row.getCell(6).numFmt = line.unit === 't' ? '0.000' : '#,##0.##';
    if (!('unitFen' in line)) continue;
    row.getCell(7).value = yuan(line.unitFen);
    row.getCell(8).value = {
      formula: `ROUND(F${row.number}*G${row.number},2)`,
      result: yuan(line.amountFen),
    };
    for (const column of [7, 8]) row.getCell(column).numFmt = money;
  }
  const last = lines.length + 1;
  const total = sheet.addRow(['', '', `${workTitles[work]}合计`]);
  total.getCell(8).value = { formula: `SUM(H2:H${last})`, result: yuan(sumOf(lines, work)) };
  total.getCell(8).numFmt = money;
  total.font = { bold: true };
}

function measureSheet(sheet: Sheet, bill: PricedBill | null): void {
  head(sheet, [
    ['序号', 7],
    ['项目编码', 16],
    ['项目名称', 40],
    ['计算基础', 34],
    ['金额（元）', 18],
  ]);
  const rows = bill?.measures ?? measures;
  for (const [i, m] of rows.entries()) {
    const row = sheet.addRow([i + 1, m.code, m.name, m.basis]);
    if ('amountFen' in m) row.getCell(5).value = yuan(m.amountFen);
    row.getCell(5).numFmt = money;
  }
}

function otherSheet(sheet: Sheet, project: DemoProject): void {
  head(sheet, [
    ['序号', 7],
    ['项目名称', 40],
    ['金额（元）', 18],
    ['备注', 40],
  ]);
  sheet
    .addRow([1, '暂列金额', yuan(project.provisionalFen), '由发包人掌握使用'])
    .getCell(3).numFmt = money;
  sheet.addRow([2, '计日工', 0, '发生时按实际计']);
}

function head(sheet: Sheet, columns: readonly (readonly [string, number])[]): void {
  sheet.columns = columns.map(([header, width]) => ({ header, width }));
  sheet.getRow(1).font = { bold: true };
  sheet.views = [{ state: 'frozen', ySplit: 1 }];
}
