import type { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EvaluationRoom } from '../../contracts/evaluation/room.ts';
import type { Mark, SheetStage } from '../../contracts/evaluation/sheets.ts';
import { EvaluationReport } from '../../contracts/evaluation-report.ts';
import { checkIn } from '../../src/evaluation/check-in.ts';
import { evaluationWork } from '../../src/evaluation/due.ts';
import { electLeader } from '../../src/evaluation/elect-leader.ts';
import { answerLetter, askBidder, listMyLetters } from '../../src/evaluation/letters.ts';
import { readEvaluation } from '../../src/evaluation/read-evaluation.ts';
import { readFile } from '../../src/evaluation/read-file.ts';
import { readReport } from '../../src/evaluation/read-report.ts';
import { answerStatement } from '../../src/evaluation/rules/letters.ts';
import { reportFaults } from '../../src/evaluation/rules/recompute.ts';
import { lockSheet, readSheet, reopenSheet, saveSheet } from '../../src/evaluation/sheets.ts';
import { signReport } from '../../src/evaluation/sign-report.ts';
import { speak } from '../../src/evaluation/speak.ts';
import { canonicalText } from '../../src/kernel/canonical.ts';
import type { ByteRange } from '../../src/platform/byte-range.ts';
import type { Bytes } from '../../src/platform/http.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { Lot } from '../../src/tender/entities.ts';
import { type City, startCity } from '../experts/city.ts';
import { type OpenedLot, openedLot, seatCommittee } from './opened-lot.ts';

/** The file from its first byte to its last. */
const wholeOf = ({ content, length = 0 }: Bytes): Readable =>
  (content as (part: ByteRange) => Readable)({ start: 0, end: length });

let city: City;
let made: OpenedLot;
let people: string[];
beforeAll(async () => {
  city = await startCity();
});
afterAll(() => city.close());

const code = (name: string) => expect.objectContaining({ code: name });
const member = (number: number) => city.asPerson(people[number - 1] ?? '');
const due = () => evaluationWork.run(city.platform);
const stageOf = async (lot: string) =>
  (await readEvaluation(await city.as('fang.zhizhou'), lot)).room.stage;

const itemsOf: Record<SheetStage, string[]> = {
  qualification: ['licence', 'qualification-grade', 'safety-permit', 'manager', 'no-ban'],
  responsiveness: ['signed', 'consortium', 'one-price', 'price-limit', 'substance', 'bond-paid'],
  technical: ['organisation', 'quality-safety', 'team', 'record'],
};

const technical = (number: number, bid: number, item: string): number => {
  if (item === 'team') return 6;
  if (item === 'record') return 2 + bid;
  return 7 + bid / 2 + (number % 2) / 2;
};

function marksOf(stage: SheetStage, number: number, skip: string[] = []): Mark[] {
  return made.bids.flatMap(({ bid }, i) =>
    skip.includes(bid)
      ? []
      : itemsOf[stage].map(item => ({
          bid,
          item,
          value: stage === 'technical' ? technical(number, i + 1, item) : true,
          reason: '',
        })),
  );
}

async function fillAndLock(stage: SheetStage, number: number, skip: string[] = []): Promise<void> {
  const ctx = await member(number);
  const { version } = await readSheet(ctx, made.lot, stage);
  await saveSheet(ctx, made.lot, stage, marksOf(stage, number, skip), version);
  await lockSheet(ctx, made.lot, stage);
}

describe('an evaluation of five bids by five members', () => {
  beforeAll(async () => {
    made = await openedLot(city, ['900.00', '850.50', '800.00', '1000.01', '780.00']);
    people = await seatCommittee(city, made.lot);
    await due();
  });

  test('waits until every member has checked in and promised', async () => {
    const supervisor = await city.as('fang.zhizhou');
    const before = await readEvaluation(supervisor, made.lot);
    EvaluationRoom.parse(before.room);
    expect(before.room.members.map(m => [m.number, m.checkedIn])).toEqual(
      [1, 2, 3, 4, 5].map(n => [n, false]),
    );
    for (const number of [1, 2, 3, 4]) await checkIn(await member(number), made.lot, '402 评标室');
    await due();
    expect(await stageOf(made.lot)).toBe('waiting');
    const sheet = saveSheet(await member(1), made.lot, 'qualification', [], 0);
    await expect(sheet).rejects.toThrow(code('WRONG_STATE'));
    await checkIn(await member(5), made.lot, '305 评标室');
    for (const number of [1, 2, 3]) await electLeader(await member(number), made.lot, 1);
    await due();
    expect(await stageOf(made.lot)).toBe('qualification');
    expect((await city.orm.em.fork().findOneOrFail(Lot, made.lot)).state).toBe('evaluating');
  });

  test('opens the review’s envelopes and not the price envelope, and streams a file, each look on record', async () => {
    const expert = await member(2);
    const { room } = await readEvaluation(expert, made.lot);
    expect(new Set(room.bids[0]?.files.map(f => f.envelope))).toEqual(
      new Set(['qualification', 'technical']),
    );
    const bid = made.bids[0]?.bid ?? '';
    const wanted = { lot: made.lot, bid, envelope: 'technical', path: '施工组织设计.txt' };
    const file = await readFile(expert, wanted);
    const read = await buffer(wholeOf(file));
    expect(read.length).toBe(file.length);
    expect(read.toString()).toContain(`施工组织设计 ${made.bids[0]?.name}`);
    const looks = await city.events('evaluation.looked');
    expect(looks.at(-1)).toMatchObject({
      actor: expect.stringMatching(/^seat:/),
      data: { bid, path: '施工组织设计.txt' },
    });
    const sealed = readFile(expert, { ...wanted, envelope: 'price', path: '工程量清单.txt' });
    await expect(sealed).rejects.toThrow(code('NOT_FOUND'));
    const operator = readFile(await city.as('tang.ruolin'), wanted);
    await expect(operator).rejects.toThrow(code('FORBIDDEN'));
  });

  test('lets nobody in who is not of the committee, the supervisor or the centre', async () => {
    for (const login of ['lin.shuyao', 'zhou.yanqiu', 'hengzhu', 'expert.40'])
      if (!people.includes((await city.as(login)).actor.person))
        await expect(readEvaluation(await city.as(login), made.lot)).rejects.toThrow(
          code('NOT_FOUND'),
        );
  });

  test('saves onto the version that was read; an older window learns of the newer one and nothing is lost', async () => {
    const ctx = await member(1);
    const [first] = marksOf('qualification', 1);
    if (!first) throw new Error('no mark');
    const one = await saveSheet(ctx, made.lot, 'qualification', [first], 0);
    expect(one.version).toBe(1);
    await expect(saveSheet(ctx, made.lot, 'qualification', [first], 0)).rejects.toThrow(
      expect.objectContaining({ code: 'CONFLICT', facts: { version: 1, edited: 0 } }),
    );
    await expect(saveSheet(ctx, made.lot, 'qualification', [first], null)).rejects.toThrow(
      code('MALFORMED'),
    );
    expect((await readSheet(ctx, made.lot, 'qualification')).marks).toEqual([first]);
    await expect(lockSheet(ctx, made.lot, 'qualification')).rejects.toThrow(code('WRONG_STATE'));
  });

  test('asks a bidder in writing through its leader; nobody locks while the letter waits; the answer is signed', async () => {
    const bid = made.bids[1];
    if (!bid) throw new Error('no bid');
    const ask = { bid: bid.bid, question: '人数第 12 页与第 40 页不一致，请说明', minutes: 30 };
    await expect(askBidder(await member(2), made.lot, ask)).rejects.toThrow(code('FORBIDDEN'));
    await askBidder(await member(1), made.lot, ask);
    await saveSheet(await member(3), made.lot, 'qualification', marksOf('qualification', 3), 0);
    await expect(lockSheet(await member(3), made.lot, 'qualification')).rejects.toThrow(
      code('WRONG_STATE'),
    );
    const bidder = await city.asPerson(bid.person);
    const [letter] = (await listMyLetters(bidder)).rows;
    const other = await city.asPerson(made.bids[0]?.person ?? '');
    expect((await listMyLetters(other)).rows).toEqual([]);
    const id = letter?.id ?? '';
    const answer = '以第 12 页的 18 人为准';
    const statement = canonicalText(answerStatement(id, answer));
    const wrong = { text: '改为 20 人', signature: await city.sign(bid.person, statement) };
    await expect(answerLetter(bidder, id, wrong)).rejects.toThrow(code('SIGNATURE_INVALID'));
    const good = { text: answer, signature: wrong.signature };
    await expect(answerLetter(other, id, good)).rejects.toThrow(code('NOT_FOUND'));
    await answerLetter(bidder, id, good);
    await expect(answerLetter(bidder, id, good)).rejects.toThrow(code('ALREADY_LOCKED'));
    const { room } = await readEvaluation(await member(4), made.lot);
    expect(room.letters[0]).toMatchObject({ answer });
    await lockSheet(await member(3), made.lot, 'qualification');
  });

  test('concludes the reviews when all have locked; the bid over the ceiling is out', async () => {
    for (const number of [1, 2, 4]) await fillAndLock('qualification', number);
    const open = await member(3);
    await reopenSheet(open, made.lot, 'qualification', '看到澄清答复');
    await fillAndLock('qualification', 5);
    expect(await stageOf(made.lot)).toBe('qualification');
    await lockSheet(open, made.lot, 'qualification');
    expect(await stageOf(made.lot)).toBe('responsiveness');
    await expect(reopenSheet(open, made.lot, 'qualification', '再看一遍')).rejects.toThrow(
      code('WRONG_STATE'),
    );
    for (const number of [1, 2, 3, 4, 5]) await fillAndLock('responsiveness', number);
    const { room } = await readEvaluation(open, made.lot);
    expect(room.stage).toBe('technical');
    expect(room.bids.find(b => b.number === 4)?.rejected).toContain('最高投标限价');
  });

  test('checks the scores before the stage ends, and opens the price only after', async () => {
    const over = [made.bids[3]?.bid ?? ''];
    for (const number of [1, 2, 3, 4]) await fillAndLock('technical', number, over);
    const last = await member(5);
    const marks = marksOf('technical', 5, over).map(m =>
      m.item === 'record' && m.bid === made.bids[0]?.bid ? { ...m, value: 7 } : m,
    );
    await saveSheet(last, made.lot, 'technical', marks, 0);
    await lockSheet(last, made.lot, 'technical');
    const checked = (await readEvaluation(await member(1), made.lot)).room;
    expect(checked.stage).toBe('technical');
    expect(checked.checks).toMatchObject([{ kind: 'objective-differs', item: 'record' }]);
    await due();
    expect(await stageOf(made.lot)).toBe('technical');
    const { version } = await reopenSheet(last, made.lot, 'technical', '业绩数错了');
    await saveSheet(last, made.lot, 'technical', marksOf('technical', 5, over), version);
    await lockSheet(last, made.lot, 'technical');
    expect(await stageOf(made.lot)).toBe('price');
    await due();
    const { room } = await readEvaluation(last, made.lot);
    expect(room.stage).toBe('report');
    expect(room.ranking?.map(r => r.rank)).toEqual([1, 2, 3, 4]);
    const price = { lot: made.lot, bid: made.bids[0]?.bid ?? '', envelope: 'price' };
    const file = await readFile(last, { ...price, path: '工程量清单.txt' });
    expect(await text(wholeOf(file))).toBe(`清单 ${made.bids[0]?.name}`);
    const rejected = { ...price, bid: over[0] ?? '', path: '工程量清单.txt' };
    await expect(readFile(last, rejected)).rejects.toThrow(code('NOT_FOUND'));
  });

  test('ends with a report that recomputes and that every member signs with its own certificate', async () => {
    const agency = await city.as('zhou.yanqiu');
    await expect(readReport(agency, made.lot)).rejects.toThrow(code('NOT_FOUND'));
    const { text: report, sha256 } = await readReport(await member(1), made.lot);
    const parsed = EvaluationReport.parse(JSON.parse(report));
    expect(canonicalText(parsed)).toBe(report);
    expect(reportFaults(parsed)).toEqual([]);
    expect(parsed.checks).toMatchObject([{ handled: '复核后一致为 3 分' }]);
    for (const person of people) expect(report).not.toContain(person);
    await speak(await member(2), made.lot, '同意排序');
    const wrong = { signature: await city.sign(people[1] ?? '', report), dissent: null };
    await expect(signReport(await member(1), made.lot, wrong)).rejects.toThrow(
      code('CERTIFICATE_INVALID'),
    );
    const other = { signature: await city.sign(people[0] ?? '', `${report} `), dissent: null };
    await expect(signReport(await member(1), made.lot, other)).rejects.toThrow(
      code('SIGNATURE_INVALID'),
    );
    for (const number of [1, 2, 3, 4, 5]) {
      const signature = await city.sign(people[number - 1] ?? '', report);
      const dissent = number === 4 ? '对 2 号投标人的方案评价不同' : null;
      await signReport(await member(number), made.lot, { signature, dissent });
    }
    const { room } = await readEvaluation(await member(1), made.lot);
    expect(room.stage).toBe('finished');
    expect(room.report?.sha256).toBe(sha256);
    expect(room.report?.signatures.find(s => s.number === 4)?.dissent).toContain('评价不同');
    expect((await city.orm.em.fork().findOneOrFail(Lot, made.lot)).state).toBe('evaluated');
    expect((await readReport(agency, made.lot)).sha256).toBe(sha256);
  });

  test('names no member in the record of the whole evaluation (A37)', async () => {
    const events = await city.orm.em.fork().find(Event, { subject: made.lot });
    const record = events.map(e => `${e.actor} ${e.text}`).join('\n');
    for (const person of people) expect(record).not.toContain(person);
  });
});
