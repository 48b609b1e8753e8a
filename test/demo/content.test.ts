import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Excel from 'exceljs';
import { afterAll, expect, test } from 'vitest';
import { OpeningForm } from '../../contracts/opening.ts';
import { bidderProfiles } from '../../src/demo/content/bid/bidders.ts';
import { writeModelZip } from '../../src/demo/content/bid/model-zip.ts';
import { offerOf } from '../../src/demo/content/bid/offer.ts';
import { proposal } from '../../src/demo/content/bid/proposal.ts';
import { billOf } from '../../src/demo/content/bill/bill.ts';
import { amountOf, priceBill } from '../../src/demo/content/bill/priced.ts';
import { billWorkbook, pricedWorkbook } from '../../src/demo/content/bill/workbook.ts';
import { tenderFiles, writeBidFiles } from '../../src/demo/content/files.ts';
import { projects } from '../../src/demo/content/project.ts';
import { formatThousands } from '../../src/kernel/money.ts';
import { typeset } from '../../src/platform/pdf/typeset.ts';
import { openTenderRules } from '../../src/tender/methods/open-tender.ts';
import { textOf } from '../platform/pdf-text.ts';

const folder = mkdtempSync(join(tmpdir(), 'kaibiao-content-'));
afterAll(() => rmSync(folder, { recursive: true }));

const code = 'YJ-2026-JZ-0147';
const madeAt = '2026-09-01T01:00:00.000Z';
const all = Object.values(projects);
const rules = {
  ...openTenderRules,
  committee: {
    size: 5,
    experts: 5,
    cities: ['云江市', '望川市'],
    disciplines: [
      { id: '市政道路', seats: 3 },
      { id: '工程造价', seats: 2 },
    ],
  },
};
const schedule = {
  issueFrom: '2026-08-14T01:00:00.000Z',
  issueTo: '2026-08-20T09:00:00.000Z',
  deadline: '2026-09-10T07:00:00.000Z',
};

async function sheetsOf(bytes: Uint8Array): Promise<Excel.Workbook> {
  const book = new Excel.Workbook();
  await book.xlsx.load(Uint8Array.from(bytes).buffer);
  return book;
}

test.each(all)(
  'the tender document of $key has 30 pages and more, and states its own rules',
  async project => {
    const [pdf] = await tenderFiles({ project, code, schedule, rules });
    const pages = await textOf(pdf?.content ?? new Uint8Array());
    expect(pages.length).toBeGreaterThanOrEqual(30);
    const text = pages.join('');
    expect(text).toContain(formatThousands(project.ceilingFen));
    expect(text).toContain('2026-09-1015:00:00（北京时间）');
    expect(text).toContain('市政道路3人，工程造价2人');
    for (const item of rules.technical.items) expect(text).toContain(item.title);
  },
);

test.each(all)(
  'the bill of $key has 300 lines and more, each with a twelve-digit code of its own',
  project => {
    const bill = billOf(project);
    expect(bill.length).toBeGreaterThanOrEqual(300);
    for (const line of bill) expect(line.code).toMatch(/^\d{12}$/);
    expect(new Set(bill.map(l => l.code)).size).toBe(bill.length);
    for (const line of bill) expect(line.milli).toBeGreaterThan(0);
  },
);

test('the published bill has no prices', async () => {
  const book = await sheetsOf(await billWorkbook(projects.riverside, code));
  const sheet = book.getWorksheet('道路工程');
  expect(sheet?.getCell('B2').value).toBe('041001001001');
  sheet?.eachRow((row, i) => {
    if (i > 1 && i < sheet.rowCount)
      expect([row.getCell(7).value, row.getCell(8).value]).toEqual([null, null]);
  });
});

test('a priced bill comes to the bid price, to the fen, from unit prices up', async () => {
  const { bill, form } = offerOf(projects.riverside, code, 'tongze', madeAt);
  for (const line of bill.lines) expect(amountOf(line.milli, line.unitFen)).toBe(line.amountFen);
  const total =
    bill.lines.reduce((sum, l) => sum + l.amountFen, 0n) +
    bill.measures.reduce((sum, m) => sum + m.amountFen, 0n) +
    bill.provisionalFen +
    bill.statutoryFen +
    bill.taxFen;
  expect(total).toBe(bill.totalFen);
  expect(form.price).toBe(`${total / 100n}.${String(total % 100n).padStart(2, '0')}`);
  const book = await sheetsOf(
    await pricedWorkbook(projects.riverside, code, { bidder: '甲', bill }),
  );
  const cell = book.getWorksheet('投标报价汇总表')?.lastRow?.getCell(3).value;
  expect(Math.round(Number(cell) * 100)).toBe(Number(total));
});

test('bids lie where their bidders meant them: under the ceiling but for one', () => {
  for (const { key, ratio } of bidderProfiles) {
    const { totalFen } = priceBill(projects.riverside, key, ratio);
    expect(Number(totalFen) / Number(projects.riverside.ceilingFen)).toBeCloseTo(ratio, 3);
    expect(totalFen > projects.riverside.ceilingFen).toBe(ratio > 1);
  }
});

test('the same order makes the same bytes', async () => {
  const order = { project: projects.separation, code, bidder: 'anlan', madeAt };
  await writeBidFiles({ ...order, folder: join(folder, 'a') });
  await writeBidFiles({ ...order, folder: join(folder, 'b') });
  const differences = spawnSync('diff', ['-r', join(folder, 'a'), join(folder, 'b')]);
  expect(differences.status).toBe(0);
});

test('an opening form passes the contract that the opening reads it by', async () => {
  const offer = await writeBidFiles({
    project: projects.eastern,
    code,
    bidder: 'huayi',
    madeAt,
    folder: join(folder, 'c'),
  });
  const form = OpeningForm.parse(
    JSON.parse(readFileSync(join(folder, 'c/opening/opening.json'), 'utf8')),
  );
  expect(form).toEqual(offer.form);
});

/** Every run of eight characters of a text. */
function shingles(text: string): Set<string> {
  return new Set(Array.from({ length: text.length - 8 }, (_, i) => text.slice(i, i + 8)));
}

test('technical proposals have 20 pages and more, differ from each other, and name no price', async () => {
  const texts = await Promise.all(
    ['tongze', 'hengzhu', 'huayi'].map(async bidder => {
      const offer = offerOf(projects.riverside, code, bidder, madeAt);
      const pages = await textOf(await typeset(proposal(offer)));
      expect(pages.length).toBeGreaterThanOrEqual(20);
      const text = pages.join('');
      expect(text).not.toContain(formatThousands(offer.bill.totalFen));
      expect(text).not.toMatch(/【|】|undefined|NaN/);
      return shingles(text);
    }),
  );
  for (const [i, a] of texts.entries())
    for (const b of texts.slice(i + 1)) {
      const shared = [...a].filter(s => b.has(s)).length;
      expect(shared / Math.min(a.size, b.size)).toBeLessThan(0.85);
    }
});

test('the model archive is a real ZIP of the size asked for, equal for equal seeds', async () => {
  const [a, b] = [join(folder, 'a.zip'), join(folder, 'b.zip')];
  await writeModelZip(a, 'seed', 5_000_000);
  await writeModelZip(b, 'seed', 5_000_000);
  expect(statSync(a).size).toBeGreaterThan(5_000_000);
  expect(readFileSync(a).equals(readFileSync(b))).toBe(true);
  const unzip = spawnSync('unzip', ['-tq', a]);
  if (unzip.error) console.log('skipped in part: unzip is not installed here');
  else expect(execFileSync('unzip', ['-tq', a], { encoding: 'utf8' })).toContain('No errors');
});
