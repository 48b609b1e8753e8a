import { Readable } from 'node:stream';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Clue } from '../../src/clues/entities.ts';
import { HistoryKey, HistoryText, PastMatch } from '../../src/clues/history/entities.ts';
import { readClue, readClueText } from '../../src/clues/read-clue.ts';
import { Lot, TenderDocument } from '../../src/tender/entities.ts';
import { technicalBid, textOf, withCopy } from '../analytics/corpus/bids.ts';
import { aCity, aFirm, type City, type Firm } from '../support/trade.ts';
import { analyse, anOpenedLot } from './opened-lot.ts';

let city: City;
let officer: Firm;
let firms: Firm[];
beforeAll(async () => {
  city = await aCity();
  officer = await aFirm(city, ['supervision'], ['supervisor']);
  firms = [];
  for (let i = 0; i < 9; i++) firms.push(await aFirm(city));
});
afterAll(() => city.drop());

const file = '技术标.txt';
const source = technicalBid('甲');
const standard = technicalBid('标准', 20).paragraphs.join('\n');
const prices = ['9480000.00', '8120000.00', '8960000.00', '7650000.00'];

/** A lot in which these firms hand in these texts. */
async function lotOf(texts: readonly (readonly [Firm | undefined, string])[]): Promise<string> {
  const bids = texts.map(([firm, text], i) => ({
    firm: firm as Firm,
    price: prices[i % prices.length] ?? '',
    disk: String(i),
    files: { [file]: text },
  }));
  return anOpenedLot(city, bids);
}

async function aLotOf(texts: Parameters<typeof lotOf>[0]): Promise<string> {
  const lot = await lotOf(texts);
  await analyse(city, lot);
  return lot;
}

/** The lot's project has had this document among its own. */
async function publishWith(lot: string, text: string): Promise<void> {
  const em = city.orm.em.fork();
  const { project } = await em.findOneOrFail(Lot, { id: lot });
  const kept = await city.storage.put(Readable.from([Buffer.from(text)]), { maxBytes: 1e6 });
  em.create(TenderDocument, {
    ...{ id: v7(), project: project.id, name: '招标文件.txt', kind: 'tender' },
    ...{ ...kept, addedAt: await city.now(), publishedAt: await city.now() },
  });
  await em.flush();
}
const own = (name: string) => textOf(technicalBid(name));
const pastOf = (lot: string) => city.orm.em.fork().find(PastMatch, { lot });

it('a text that another firm handed in before is a clue that says where: lot, bidder, passages', async () => {
  const [a, b, c, d, e] = firms;
  const first = await aLotOf([
    [a, textOf(source)],
    [b, own('乙')],
    [c, own('丙')],
  ]);
  expect(await pastOf(first)).toEqual([]);
  const copy = textOf(withCopy('丁', source, 0.4));
  const lot = await aLotOf([
    [d, copy],
    [b, own('乙二')],
    [e, own('戊')],
  ]);
  const [match, ...others] = await pastOf(lot);
  expect(others).toEqual([]);
  expect(match).toMatchObject({ pastLot: first, pastBidder: a?.name, file, pastFile: file });
  expect(match?.coverage).toBeGreaterThan(0.2);
  expect(match?.coverage).toBeLessThan(0.6);

  const clue = await city.orm.em.fork().findOneOrFail(Clue, { lot });
  expect(clue.bids).toEqual([match?.bid]);
  const ctx = city.context(officer.actor);
  const shown = await readClue(ctx, clue.id, 'supervision');
  expect(shown.title.zh).toBe('一家投标文件疑似抄自以往的投标');
  const reason = shown.reasons.find(({ rule }) => rule === 'past-text');
  expect(reason?.words.zh).toContain(a?.name);
  expect(reason?.innocent.length).toBeGreaterThan(0);
  expect(shown.past).toHaveLength(1);
  const params = { clue: clue.id, text: shown.past[0]?.id ?? '' };
  const { b: before, passages } = await readClueText(ctx, params, 'supervision');
  expect(before.name).toContain(a?.name);
  for (const passage of passages) {
    expect(copy).toContain(passage.a.text);
    expect(textOf(source)).toContain(passage.b.text);
  }

  const keys = await city.orm.em.fork().count(HistoryKey);
  await analyse(city, lot);
  expect(await city.orm.em.fork().count(HistoryKey)).toBe(keys);
  expect(await city.orm.em.fork().count(HistoryText, { lot })).toBe(3);
  expect(await pastOf(lot)).toHaveLength(1);
  await analyse(city, first);
  expect(await pastOf(first)).toEqual([]);
});

it('a firm may use its own words again, even those that another has copied', async () => {
  const [a, b, c] = firms;
  const keys = await city.orm.em.fork().count(HistoryKey);
  const lot = await aLotOf([
    [a, textOf(source)],
    [b, own('乙')],
    [c, own('丙')],
  ]);
  expect(await pastOf(lot)).toEqual([]);
  expect(await city.orm.em.fork().count(HistoryText, { lot })).toBe(3);
  expect(await city.orm.em.fork().count(HistoryKey)).toBe(keys);
});

it('what an earlier tender itself said is nobody’s, though a later tender says nothing of it', async () => {
  const [a, b, c, d] = firms;
  const told = technicalBid('招标要求', 24).paragraphs.join('\n');
  const asked = technicalBid('没有发出的要求', 24).paragraphs.join('\n');
  const texts = (name: string, more: string) => `${own(name)}\n${more}`;
  const first = async (name: string, more: string, document: string | null) => {
    const lot = await lotOf([
      [a, texts(`${name}一`, more)],
      [b, own(`${name}二`)],
      [c, own(`${name}三`)],
    ]);
    if (document !== null) await publishWith(lot, document);
    await analyse(city, lot);
  };
  await first('守规', told, told);
  await first('抄写', asked, null);
  const later = (name: string, more: string) =>
    aLotOf([
      [d, texts(`${name}四`, more)],
      [b, own(`${name}五`)],
      [c, own(`${name}六`)],
    ]);
  expect(await pastOf(await later('再守规', told))).toEqual([]);
  expect(await pastOf(await later('再抄写', asked))).toHaveLength(1);
});

it('a standard that many firms have written out is nobody’s', async () => {
  const quoting = (name: string) => `${own(name)}\n${standard}`;
  const [a, b, c, d, e, f, g, h, i] = firms;
  for (const trio of [
    [a, b, c],
    [d, e, f],
  ]) {
    const lot = await aLotOf(trio.map((firm, n) => [firm, quoting(`${firm?.name}${n}`)] as const));
    expect(await pastOf(lot)).toEqual([]);
  }
  const lot = await aLotOf([
    [g, quoting('庚')],
    [h, own('辛')],
    [i, own('壬')],
  ]);
  expect(await pastOf(lot)).toEqual([]);
});
