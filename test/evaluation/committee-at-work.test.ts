import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EvaluationReport } from '../../contracts/evaluation-report.ts';
import { askForTime } from '../../src/evaluation/ask-time.ts';
import { checkIn } from '../../src/evaluation/check-in.ts';
import { evaluationWork } from '../../src/evaluation/due.ts';
import { electLeader } from '../../src/evaluation/elect-leader.ts';
import { readEvaluation } from '../../src/evaluation/read-evaluation.ts';
import { readReport } from '../../src/evaluation/read-report.ts';
import { reportFaults } from '../../src/evaluation/rules/recompute.ts';
import { saveSheet } from '../../src/evaluation/sheets.ts';
import { answerCall } from '../../src/experts/answer-call.ts';
import { CommitteeSeat } from '../../src/experts/entities.ts';
import { replaceExpert } from '../../src/experts/replace-expert.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { type City, startCity } from '../experts/city.ts';
import { openedLot, seatCommittee } from './opened-lot.ts';
import { type Committee, checkInAll, contextOf, evaluate, fill } from './play.ts';

let city: City;
beforeAll(async () => {
  city = await startCity();
});
afterAll(() => city.close());

const code = (name: string) => expect.objectContaining({ code: name });

async function committeeFor(): Promise<Committee> {
  const { lot } = await openedLot(city, ['900.00', '850.00', '800.00']);
  const c = { city, lot, people: await seatCommittee(city, lot) };
  await evaluationWork.run(city.platform);
  return c;
}
async function checkInOnly(c: Committee): Promise<void> {
  for (const i of c.people.keys())
    await checkIn(await contextOf(c, i + 1), c.lot, `${i + 1} 号工位`);
}
const roomFor = async ({ lot }: Committee, login = 'fang.zhizhou') =>
  (await readEvaluation(await city.as(login), lot)).room;
const seenBy = async (c: Committee, member: number) =>
  (await readEvaluation(await contextOf(c, member), c.lot)).room;
const vote = async (c: Committee, member: number, choice: number) =>
  electLeader(await contextOf(c, member), c.lot, choice);
const events = async (c: Committee, type: string) =>
  city.orm.em.fork().find(Event, { subject: c.lot, type });

describe('the leader (D9)', () => {
  test('is elected before anything is opened; until then the evaluation waits', async () => {
    const c = await committeeFor();
    await expect(vote(c, 1, 2)).rejects.toThrow(code('WRONG_STATE'));
    await checkInOnly(c);
    await evaluationWork.run(city.platform);
    expect(await roomFor(c)).toMatchObject({ stage: 'waiting', leadership: { leader: null } });
    await vote(c, 1, 2);
    await vote(c, 2, 4);
    expect((await seenBy(c, 1)).leadership.votes).toEqual([
      { number: 1, choice: 2 },
      { number: 2, choice: null },
    ]);
    expect((await roomFor(c)).leadership.votes.map(v => v.choice)).toEqual([null, null]);
    for (const member of [1, 3]) await vote(c, member, 4);
    const room = await roomFor(c);
    expect(room.leadership.leader).toBe(4);
    expect(room.members.filter(m => m.leader).map(m => m.number)).toEqual([4]);
    await expect(vote(c, 5, 1)).rejects.toThrow(code('ALREADY_LOCKED'));
    await evaluationWork.run(city.platform);
    expect((await roomFor(c)).stage).toBe('qualification');
    expect(await events(c, 'evaluation.leader-elected')).toHaveLength(1);
  });

  test('who leaves is no leader any more: nobody judges until another is elected', async () => {
    const c = await committeeFor();
    await checkInAll(c);
    await replaceExpert(await city.as('tang.ruolin'), c.lot, 1, '突发疾病送医');
    await evaluationWork.run(city.platform);
    expect((await roomFor(c)).leadership).toEqual({ leader: null, votes: [] });
    const save = saveSheet(await contextOf(c, 2), c.lot, 'qualification', [], 0);
    await expect(save).rejects.toThrow(code('WRONG_STATE'));
    const next = { lot: c.lot, number: 1, leftAt: null };
    const { person } = await city.orm.em.fork().findOneOrFail(CommitteeSeat, next);
    await answerCall(await city.asPerson(person), c.lot, { accept: true, reason: '' });
    await evaluationWork.run(city.platform);
    for (const member of [2, 3, 4]) await vote(c, member, 3);
    expect((await roomFor(c)).members.filter(m => m.leader).map(m => m.number)).toEqual([3]);
    await fill(c, 'qualification', 2);
  });
});

describe('more time (B48)', () => {
  const asked = { minutes: 90, reason: '施工组织设计篇幅大' };

  test('is given when more than a third asked, told to all, and stands in the report', async () => {
    const c = await committeeFor();
    await checkInAll(c);
    const before = Date.parse((await roomFor(c)).time.dueAt ?? '');
    await askForTime(await contextOf(c, 2), c.lot, asked);
    await expect(askForTime(await contextOf(c, 2), c.lot, asked)).rejects.toThrow(
      code('ALREADY_LOCKED'),
    );
    expect(await roomFor(c)).toMatchObject({ time: { asks: [{ number: 2, ...asked }] } });
    expect((await roomFor(c, 'tang.ruolin')).time.asks).toEqual([
      { number: 2, minutes: 90, reason: '' },
    ]);
    await askForTime(await contextOf(c, 5), c.lot, { minutes: 60, reason: '清单需逐项核对' });
    for (const room of [await seenBy(c, 1), await roomFor(c), await roomFor(c, 'tang.ruolin')]) {
      expect(Date.parse(room.time.dueAt ?? '') - before).toBe(90 * 60_000);
      expect(room.time).toMatchObject({ asks: [], extensions: [{ minutes: 90 }] });
    }
    expect(await events(c, 'evaluation.time-extended')).toHaveLength(1);
  });

  test('report and verifier know it: who asked, by how much; another figure is a fault', async () => {
    const { lot } = await openedLot(city, ['900.00', '850.00', '800.00']);
    const c = { city, lot, people: await seatCommittee(city, lot) };
    await evaluate(c, undefined, async () => {
      for (const member of [3, 4]) await askForTime(await contextOf(c, member), lot, asked);
    });
    const { text } = await readReport(await contextOf(c, 1), lot);
    const report = EvaluationReport.parse(JSON.parse(text));
    expect(report.extensions).toMatchObject([
      { minutes: 90, asks: [{ number: 3 }, { number: 4 }] },
    ]);
    expect(report.election?.leader).toBe(1);
    expect(reportFaults(report)).toEqual([]);
    const longer = report.extensions.map(e => ({ ...e, minutes: 400 }));
    expect(reportFaults({ ...report, extensions: longer })).toEqual(['extensions']);
    const usurped = report.election && { ...report.election, leader: 2 };
    expect(reportFaults({ ...report, election: usurped })).toEqual(['election']);
  });
});
