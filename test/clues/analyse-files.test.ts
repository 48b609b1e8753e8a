import { afterAll, beforeAll, expect, it } from 'vitest';
import { Clue, EvidenceMark } from '../../src/clues/entities.ts';
import { readIndicators } from '../../src/clues/indicators.ts';
import { readClue } from '../../src/clues/read-clue.ts';
import { amountOf, type PricedBill, priceBill } from '../../src/demo/content/bill/priced.ts';
import { pricedWorkbook } from '../../src/demo/content/bill/workbook.ts';
import { projects } from '../../src/demo/content/project.ts';
import { technicalBid, textOf, withCopy } from '../analytics/corpus/bids.ts';
import { docx, pngFile } from '../analytics/documents/files.ts';
import { aCity, aFirm, type City, type Firm } from '../support/trade.ts';
import { analyse, anOpenedLot } from './opened-lot.ts';

let city: City;
let officer: Firm;
beforeAll(async () => {
  city = await aCity();
  officer = await aFirm(city, ['supervision'], ['supervisor']);
});
afterAll(() => city.drop());

const project = projects.separation;
const own = (bidder: string): PricedBill => priceBill(project, bidder, 0.92);
/** The bill of another, each unit price times `factor`. */
function multiplied(bill: PricedBill, factor: number): PricedBill {
  const lines = bill.lines.map(line => {
    const unitFen = BigInt(Math.round(Number(line.unitFen) * factor));
    return { ...line, unitFen, amountFen: amountOf(line.milli, unitFen) };
  });
  return { ...bill, lines };
}
const workbook = (bidder: string, bill: PricedBill) =>
  pricedWorkbook(project, 'YJ-1', { bidder, bill });

/** A drawing of its own for each seed: waves in a direction and at a pace that no other has. */
const drawing = (seed: number) =>
  pngFile(160, 120, (x, y) => 127 + 120 * Math.sin(7 * seed * x + 3 * (seed % 4) * y + seed));
/** A Word file without marks of who made it: texts and pictures speak alone. */
const technical = (paragraphs: readonly string[], pictures: readonly number[]) =>
  docx(paragraphs, {
    more: {
      'word/settings.xml': '<w:settings/>',
      'docProps/core.xml': '<cp:coreProperties/>',
      ...Object.fromEntries(pictures.map(seed => [`word/media/${seed}.png`, drawing(seed)])),
    },
  });

async function aLotOf(
  bids: readonly { text: readonly string[]; pictures: number[]; bill: PricedBill }[],
) {
  const prices = ['9480000.00', '8120000.00', '8960000.00', '7650000.00'];
  const firms: Firm[] = [];
  for (const _ of bids) firms.push(await aFirm(city));
  const planned = bids.map(async ({ text, pictures, bill }, i) => {
    const firm = firms[i] as Firm;
    const files = {
      '技术文件.docx': technical(text, pictures),
      '已标价工程量清单.xlsx': await workbook(firm.name, bill),
    };
    return { firm, price: prices[i] ?? '', disk: String(i + 1), files };
  });
  const lot = await anOpenedLot(city, await Promise.all(planned));
  await analyse(city, lot);
  return { lot, firms };
}

it('a multiplied bill, copied pictures and copied text are reasons of one clue, each with what else it may be', async () => {
  const original = technicalBid('甲');
  const copy = withCopy('乙', original, 0.3).paragraphs;
  const { lot, firms } = await aLotOf([
    { text: original.paragraphs, pictures: [1, 2, 3, 4], bill: own('tongze') },
    { text: copy, pictures: [1, 2, 3, 9], bill: multiplied(own('tongze'), 1.021) },
    { text: technicalBid('丙').paragraphs, pictures: [5, 6], bill: own('huayi') },
    { text: technicalBid('丁').paragraphs, pictures: [7, 8], bill: own('qinglan') },
  ]);
  const clue = await city.orm.em.fork().findOneOrFail(Clue, { lot });
  const shown = await readClue(city.context(officer.actor), clue.id, 'supervision');
  expect(shown.bidders.map(bid => bid.name).sort()).toEqual(
    [firms[0]?.name, firms[1]?.name].sort(),
  );
  const rules = shown.reasons.filter(reason => reason.logOdds > 0).map(reason => reason.rule);
  expect(rules).toEqual(
    expect.arrayContaining(['ratio-unit-prices', 'copied-pictures', 'copied-text']),
  );
  for (const { rule, innocent } of shown.reasons)
    if (!rule.startsWith('price-')) expect(innocent.length, rule).toBeGreaterThan(0);
  expect(shown.reasons.find(r => r.rule === 'ratio-unit-prices')?.words.zh).toMatch(
    /1\.021|0\.979/,
  );
  expect(shown.links.find(l => l.rule === 'copied-pictures')?.source.zh).toBe('图片比对');
  expect(shown.texts.some(text => Math.max(text.coverageA, text.coverageB) > 0.2)).toBe(true);
  const { rows } = await readIndicators(city.context(officer.actor));
  expect(rows.map(row => row.rule)).toEqual(
    expect.arrayContaining(['ratio-unit-prices', 'copied-pictures']),
  );
}, 60_000);

it('independent bills, texts and pictures raise nothing; a picture that other firms had before is common', async () => {
  const bids = ['戊', '己', '庚', '辛'].map((name, i) => ({
    text: technicalBid(name).paragraphs,
    pictures: [1, 2, 3, 20 + i],
    bill: own(['hongyuan', 'zhongdi', 'anlan', 'hengzhu'][i] ?? ''),
  }));
  const { lot } = await aLotOf(bids);
  expect(await city.orm.em.fork().find(Clue, { lot })).toEqual([]);
  expect(await city.orm.em.fork().count(EvidenceMark, { lot, kind: 'picture' })).toBeGreaterThan(8);
  expect(textOf(technicalBid('戊'))).not.toBe(textOf(technicalBid('己')));
}, 60_000);
