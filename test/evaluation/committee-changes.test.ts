import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EvaluationReport } from '../../contracts/evaluation-report.ts';
import { checkIn } from '../../src/evaluation/check-in.ts';
import { voteOnCompetition } from '../../src/evaluation/competition.ts';
import { evaluationWork } from '../../src/evaluation/due.ts';
import { readEvaluation } from '../../src/evaluation/read-evaluation.ts';
import { readReport } from '../../src/evaluation/read-report.ts';
import { reportFaults } from '../../src/evaluation/rules/recompute.ts';
import { lockSheet, readSheet, saveSheet } from '../../src/evaluation/sheets.ts';
import { recordRefusal, signReport } from '../../src/evaluation/sign-report.ts';
import { answerCall } from '../../src/experts/answer-call.ts';
import { recomputeDraw } from '../../src/experts/check-draw.ts';
import { CommitteeSeat } from '../../src/experts/entities.ts';
import { nominateRepresentatives } from '../../src/experts/nominate.ts';
import { replaceExpert } from '../../src/experts/replace-expert.ts';
import { ReleasedInner, SealedBid } from '../../src/opening/entities.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { Lot } from '../../src/tender/entities.ts';
import { type City, startCity } from '../experts/city.ts';
import { committeeOfFive } from '../experts/closed-lot.ts';
import { openedLot, seatCommittee } from './opened-lot.ts';
import {
  type Committee,
  checkInAll,
  contextOf,
  electFirst,
  evaluate,
  fill,
  holdStage,
  type Judge,
  plausible,
  signAll,
} from './play.ts';

let city: City;
beforeAll(async () => {
  city = await startCity();
});
afterAll(() => city.close());

const code = (name: string) => expect.objectContaining({ code: name });

async function committeeFor(prices: string[]): Promise<Committee> {
  const { lot } = await openedLot(city, prices);
  return { city, lot, people: await seatCommittee(city, lot) };
}
const roomOf = async ({ lot }: Committee) =>
  (await readEvaluation(await city.as('fang.zhizhou'), lot)).room;
const reportOf = async (c: Committee) => {
  const { text } = await readReport(await contextOf(c, 1), c.lot);
  return EvaluationReport.parse(JSON.parse(text));
};
const stateOf = async (lot: string) => (await city.orm.em.fork().findOneOrFail(Lot, lot)).state;

describe('a replaced member (B48)', () => {
  test('loses its seat at once; its conclusions are void and redone by the next of the draw', async () => {
    const before = await committeeFor(['900.00', '850.00', '800.00', '790.00']);
    await checkInAll(before);
    // Three members, the one to be replaced among them, reject bid 1; without it nobody has a majority.
    const strict: Judge = (member, bid, item) =>
      item === 'licence' && bid === 1 && member <= 3
        ? { value: false, reason: '执照过期' }
        : plausible(member, bid, item);
    await holdStage(before, 'qualification', strict);
    expect((await roomOf(before)).bids[0]?.rejected).toContain('执照过期');
    await holdStage(before, 'responsiveness');
    for (const member of [2, 3, 4, 5]) {
      await fill(before, 'technical', member);
      await lockSheet(await contextOf(before, member), before.lot, 'technical');
    }
    const gone = await contextOf(before, 1);
    await replaceExpert(await city.as('tang.ruolin'), before.lot, 1, '突发疾病送医');
    await expect(readSheet(gone, before.lot, 'technical')).rejects.toThrow(code('NOT_FOUND'));
    await evaluationWork.run(city.platform);
    expect(await roomOf(before)).toMatchObject({ stage: 'qualification', outcomes: [] });
    const { person } = await city.orm.em
      .fork()
      .findOneOrFail(CommitteeSeat, { lot: before.lot, number: 1, leftAt: null });
    await answerCall(await city.asPerson(person), before.lot, { accept: true, reason: '' });
    await evaluationWork.run(city.platform);
    const now = { ...before, people: [person, ...before.people.slice(1)] };
    await checkIn(await contextOf(now, 1), now.lot, '402 评标室');
    await electFirst(now);
    for (const stage of ['qualification', 'responsiveness'] as const) {
      await fill(now, stage, 1);
      await lockSheet(await contextOf(now, 1), now.lot, stage);
      // Bid 1 is back: whoever locked the next stage without it is asked to complete its sheet.
      if (stage === 'qualification')
        for (const member of [2, 3, 4, 5]) {
          await fill(now, 'responsiveness', member);
          await lockSheet(await contextOf(now, member), now.lot, 'responsiveness');
        }
    }
    expect((await roomOf(now)).bids[0]?.rejected).toBeNull();
    await holdStage(now, 'technical');
    await evaluationWork.run(city.platform);
    const report = await reportOf(now);
    expect(reportFaults(report)).toEqual([]);
    expect(report.replaced).toMatchObject([{ number: 1, reason: '更换：突发疾病送医' }]);
    expect(report.conclusions.ranking).toHaveLength(4);
    await signAll(now);
    expect(await stateOf(now.lot)).toBe('evaluated');
    expect((await recomputeDraw(await city.as('fang.zhizhou'), now.lot)).matches).toBe(true);
  });
});

describe('fewer than three bids left (D27)', () => {
  const twoLeft: Judge = (member, bid, item) =>
    item === 'signed' && bid <= 2
      ? { value: false, reason: '没有签字' }
      : plausible(member, bid, item);
  const vote = { proceed: true, reason: '两家报价仍有竞争' };

  async function inDoubt(): Promise<Committee> {
    const c = await committeeFor(['900.00', '850.00', '800.00', '790.00']);
    await checkInAll(c);
    await holdStage(c, 'qualification');
    await expect(voteOnCompetition(await contextOf(c, 1), c.lot, vote)).rejects.toThrow(
      code('WRONG_STATE'),
    );
    await holdStage(c, 'responsiveness', twoLeft);
    return c;
  }

  test('waits for a majority that finds competition, and goes on', async () => {
    const c = await inDoubt();
    expect(await roomOf(c)).toMatchObject({
      stage: 'responsiveness',
      competition: { effective: 2, proceed: null },
    });
    for (const member of [1, 2]) await voteOnCompetition(await contextOf(c, member), c.lot, vote);
    await expect(voteOnCompetition(await contextOf(c, 1), c.lot, vote)).rejects.toThrow(
      code('ALREADY_LOCKED'),
    );
    expect((await roomOf(c)).competition?.votes.map(v => v.proceed)).toEqual([null, null]);
    await voteOnCompetition(await contextOf(c, 3), c.lot, vote);
    expect(await roomOf(c)).toMatchObject({ stage: 'technical', competition: { proceed: true } });
  });

  test('ends in a report without ranking when the majority rejects all; signed, the tender has failed', async () => {
    const c = await inDoubt();
    const reject = { proceed: false, reason: '明显缺乏竞争' };
    for (const member of [1, 2, 3])
      await voteOnCompetition(await contextOf(c, member), c.lot, reject);
    const report = await reportOf(c);
    expect(report.conclusions.result).toBe('all-rejected');
    expect(report.competition).toMatchObject({ effective: 2, proceed: false });
    expect(reportFaults(report)).toEqual([]);
    await signAll(c);
    expect(await stateOf(c.lot)).toBe('failed');
  });
});

describe('bids that prove themselves void', () => {
  test('are out before anybody marks them: a broken package, and a form that nobody could read out', async () => {
    const made = await openedLot(city, ['900.00', '850.00', '800.00', '790.00', '780.00']);
    const em = city.orm.em.fork();
    const [broken, unread] = made.bids;
    const inner = await em.findOneOrFail(ReleasedInner, {
      bid: broken?.bid ?? '',
      envelope: 'technical',
    });
    inner.inner = Buffer.from(inner.inner).map((byte, at, all) =>
      at === all.length - 1 ? byte ^ 1 : byte,
    );
    const sealed = await em.findOneOrFail(SealedBid, { bid: unread?.bid ?? '' });
    Object.assign(sealed, { fate: 'defective', opened: null, cause: '开标一览表格式不符合规定' });
    await em.flush();
    const c = { city, lot: made.lot, people: await seatCommittee(city, made.lot) };
    await evaluate(c);
    const report = await reportOf(c);
    expect(reportFaults(report)).toEqual([]);
    expect(report.conclusions.outcomes.filter(o => !o.passed).map(o => o.bid)).toEqual([
      broken?.bid,
      unread?.bid,
    ]);
    expect(report.conclusions.ranking).toHaveLength(3);
  });
});

describe('the last signature', () => {
  test('may be a refusal on record, taken as agreement (B53)', async () => {
    const c = await committeeFor(['900.00', '850.00', '800.00']);
    await checkInAll(c);
    for (const stage of ['qualification', 'responsiveness', 'technical'] as const)
      await holdStage(c, stage);
    await evaluationWork.run(city.platform);
    const { text } = await readReport(await contextOf(c, 1), c.lot);
    for (const member of [1, 2, 3, 4]) {
      const signature = await city.sign(c.people[member - 1] ?? '', text);
      await signReport(await contextOf(c, member), c.lot, { signature, dissent: null });
    }
    const again = { signature: await city.sign(c.people[0] ?? '', text), dissent: null };
    await expect(signReport(await contextOf(c, 1), c.lot, again)).rejects.toThrow(
      code('ALREADY_LOCKED'),
    );
    await recordRefusal(await city.as('tang.ruolin'), c.lot, 5, '成员离场，未签署也未书面说明');
    const room = await roomOf(c);
    expect(room.stage).toBe('finished');
    expect(room.report?.signatures.at(-1)).toMatchObject({ number: 5, refused: true });
  });
});

test('five members locking at the same moment end the stage once', async () => {
  const c = await committeeFor(['900.00', '850.00', '800.00']);
  await checkInAll(c);
  for (const member of [1, 2, 3, 4, 5]) await fill(c, 'qualification', member);
  await Promise.all(
    [1, 2, 3, 4, 5].map(async m => lockSheet(await contextOf(c, m), c.lot, 'qualification')),
  );
  expect((await roomOf(c)).stage).toBe('responsiveness');
  const ended = { room: `evaluation:${c.lot}`, type: 'evaluation.stage-ended' };
  expect(await city.orm.em.fork().count(Event, ended)).toBe(1);
});

test('two windows saving the same version at once: one is kept, the other learns of it', async () => {
  const c = await committeeFor(['900.00', '850.00', '800.00']);
  await checkInAll(c);
  const bid = (await roomOf(c)).bids[0]?.bid ?? '';
  const mark = { bid, item: 'licence', value: true, reason: '' };
  const ctx = await contextOf(c, 1);
  const results = await Promise.allSettled(
    [1, 2, 3, 4].map(() => saveSheet(ctx, c.lot, 'qualification', [mark], 0)),
  );
  expect(results.filter(r => r.status === 'fulfilled')).toHaveLength(1);
  for (const result of results)
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'CONFLICT' });
  expect((await readSheet(ctx, c.lot, 'qualification')).version).toBe(1);
});

describe('what the rules of the lot leave open', () => {
  test('a parameter drawn in public enters the price score and the report, recomputably', async () => {
    const price = {
      id: 'benchmark-average' as const,
      weight: '60',
      trim: { from: 5, high: 1, low: 1 },
      ceilingShare: '0.3',
      float: '0',
      deduct: { above: '1', below: '0.5' },
      floor: '0',
      draw: { float: ['0.01', '0.02', '0.03'] },
    };
    const { lot } = await openedLot(city, ['900.00', '850.00', '800.00'], { price });
    const c = { city, lot, people: await seatCommittee(city, lot) };
    await evaluate(c);
    const report = await reportOf(c);
    expect(price.draw.float).toContain(report.drawn.float);
    expect(reportFaults(report)).toEqual([]);
    const other = price.draw.float.find(f => f !== report.drawn.float) ?? '';
    const changed = { ...report, drawn: { float: other } };
    expect(reportFaults(changed)).toContain('conclusions.price');
  });

  test('the tenderer’s representative sits as a member like the others (A37)', async () => {
    const committee = {
      ...committeeOfFive,
      experts: 4,
      disciplines: committeeOfFive.disciplines.map(d => ({ ...d, seats: 1 })),
    };
    const { lot } = await openedLot(city, ['900.00', '850.00', '800.00'], { committee });
    const experts = await seatCommittee(city, lot);
    const tenderer = await city.as('lin.shuyao');
    await nominateRepresentatives(tenderer, lot, [tenderer.actor.person]);
    const c = { city, lot, people: [...experts, tenderer.actor.person] };
    await evaluate(c);
    expect((await readEvaluation(tenderer, lot)).head.mine).toBe(5);
    expect(await stateOf(lot)).toBe('evaluated');
  });

  test('a suspended lot admits no mark, and goes on where it was', async () => {
    const c = await committeeFor(['900.00', '850.00', '800.00']);
    await checkInAll(c);
    const em = city.orm.em.fork();
    const lot = await em.findOneOrFail(Lot, c.lot);
    Object.assign(lot, { state: 'suspended', resumesTo: 'evaluating' });
    await em.flush();
    await expect(fill(c, 'qualification', 1)).rejects.toThrow(code('WRONG_STATE'));
    await evaluationWork.run(city.platform);
    lot.state = 'evaluating';
    await em.flush();
    await fill(c, 'qualification', 1);
  });
});
