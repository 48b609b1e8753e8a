import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EvaluationReport } from '../../contracts/evaluation-report.ts';
import { evaluationWork } from '../../src/evaluation/due.ts';
import { findOnQuestion, putQuestions } from '../../src/evaluation/questions.ts';
import { readEvaluation } from '../../src/evaluation/read-evaluation.ts';
import { readReport } from '../../src/evaluation/read-report.ts';
import { questionDecision } from '../../src/evaluation/rules/questions.ts';
import { reportFaults } from '../../src/evaluation/rules/recompute.ts';
import { signReport } from '../../src/evaluation/sign-report.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { type City, startCity } from '../experts/city.ts';
import { openedLot, seatCommittee } from './opened-lot.ts';
import {
  type Committee,
  checkInAll,
  contextOf,
  evaluate,
  holdStage,
  plausible,
  signAll,
} from './play.ts';

let city: City;
beforeAll(async () => {
  city = await startCity();
});
afterAll(() => city.close());

const code = (name: string) => expect.objectContaining({ code: name });
const asked = {
  item: 4,
  bids: [1, 3],
  words: { zh: '大段文字相同，最多占一份的 40 %', en: 'Long equal text, up to 40 % of one' },
  innocent: [{ zh: '抄自同一份公开范本或标准', en: 'both from one public template or standard' }],
};
const holds = { finding: 'holds', reason: '施工方案连错字都相同' } as const;
const explained = { finding: 'explained', reason: '都抄自公开范本' } as const;

async function aCommittee(): Promise<Committee> {
  const { lot } = await openedLot(city, ['900.00', '850.00', '800.00', '790.00']);
  return { city, lot, people: await seatCommittee(city, lot) };
}
const put = (c: Committee) => putQuestions(city.platform, c.lot, [asked]);
const answer = async (c: Committee, member: number, question: string, body = holds as object) =>
  findOnQuestion(await contextOf(c, member), { lot: c.lot, question }, body as typeof holds);
const questionsOf = async (c: Committee, member: number) =>
  (await readEvaluation(await contextOf(c, member), c.lot)).room.questions;

describe('a presumption of collusion (B40)', () => {
  it('is put once, while the committee examines the bids, and not before', async () => {
    const c = await aCommittee();
    await put(c);
    await checkInAll(c);
    expect(await questionsOf(c, 1)).toEqual([]);
    await put(c);
    await put(c);
    expect(await questionsOf(c, 1)).toEqual([
      expect.objectContaining({ ...asked, votes: [], decided: null }),
    ]);
    expect((await readEvaluation(await city.as('tang.ruolin'), c.lot)).room.questions).toEqual([]);
  });

  it('is decided by more than half; until then nobody sees what another found', async () => {
    const c = await aCommittee();
    await evaluate(c, plausible, async () => {
      await put(c);
      const [question] = await questionsOf(c, 1);
      const id = question?.id ?? '';
      await answer(c, 1, id);
      await answer(c, 2, id, explained);
      await expect(answer(c, 1, id)).rejects.toThrow(code('ALREADY_LOCKED'));
      expect((await questionsOf(c, 1))[0]?.votes).toEqual([
        { number: 1, ...holds },
        { number: 2, finding: null, reason: null },
      ]);
      await answer(c, 3, id);
      await answer(c, 4, id);
      await expect(answer(c, 5, id)).rejects.toThrow(code('WRONG_STATE'));
      expect((await questionsOf(c, 5))[0]).toMatchObject({
        decided: 'holds',
        votes: [{ number: 1, ...holds }, { number: 2, ...explained }, {}, {}],
      });
    });
    const { text } = await readReport(await contextOf(c, 1), c.lot);
    const report = EvaluationReport.parse(JSON.parse(text));
    expect(report.questions).toMatchObject([{ ...asked, decided: 'holds' }]);
    expect(reportFaults(report)).toEqual([]);
    const [question] = report.questions;
    const turned = { ...report, questions: [{ ...question, decided: 'explained' as const }] };
    expect(reportFaults(turned as EvaluationReport)).toEqual([`questions.${question?.id}`]);
  });

  it('refuses an answer to a question that is not there, and leaves no trace of it', async () => {
    const c = await aCommittee();
    await checkInAll(c);
    await put(c);
    const room = `evaluation:${c.lot}`;
    const before = await city.orm.em.fork().count(Event, { room });
    await expect(answer(c, 1, c.lot)).rejects.toThrow(code('NOT_FOUND'));
    expect(await city.orm.em.fork().count(Event, { room })).toBe(before);
  });
});

describe('a regular difference of prices (B40 第四项)', () => {
  const prices = { ...asked, limb: 'prices' as const };
  const untilReport = async () => {
    const c = await aCommittee();
    await checkInAll(c);
    for (const stage of ['qualification', 'responsiveness', 'technical'] as const)
      await holdStage(c, stage);
    await evaluationWork.run(city.platform);
    return c;
  };
  const reportOf = async (c: Committee) =>
    EvaluationReport.parse(JSON.parse((await readReport(await contextOf(c, 1), c.lot)).text));

  it('shows once the prices are open: it is asked and found before the report is signed, which says so', async () => {
    const c = await untilReport();
    await putQuestions(city.platform, c.lot, [asked, prices]);
    const [question, ...others] = await questionsOf(c, 1);
    expect(others).toEqual([]);
    expect(question).toMatchObject({ ...prices, votes: [] });
    expect((await reportOf(c)).questions).toMatchObject([prices]);
    const id = question?.id ?? '';
    await answer(c, 1, id);
    await answer(c, 2, id, explained);
    expect((await reportOf(c)).questions).toMatchObject([{ decided: null, votes: [] }]);
    await answer(c, 3, id);
    await answer(c, 4, id);
    const report = await reportOf(c);
    expect(report.questions).toMatchObject([{ decided: 'holds', votes: [{}, {}, {}, {}] }]);
    expect(reportFaults(report)).toEqual([]);
    await signAll(c);
  });

  it('is no longer asked or found once a member has signed; nothing of it stays', async () => {
    const c = await untilReport();
    await putQuestions(city.platform, c.lot, [prices]);
    const [question] = await questionsOf(c, 1);
    const ctx = await contextOf(c, 1);
    const { text } = await readReport(ctx, c.lot);
    const signature = await city.sign(c.people[0] ?? '', text);
    await signReport(ctx, c.lot, { signature, dissent: null });
    const room = `evaluation:${c.lot}`;
    const before = await city.orm.em.fork().count(Event, { room });
    await putQuestions(city.platform, c.lot, [{ ...prices, bids: [1, 2] }]);
    await expect(answer(c, 2, question?.id ?? '')).rejects.toThrow(code('WRONG_STATE'));
    expect(await city.orm.em.fork().count(Event, { room })).toBe(before);
    expect(await questionsOf(c, 2)).toHaveLength(1);
  });
});

it.each([
  [['holds', 'holds', 'explained'], 5, null],
  [['holds', 'holds', 'holds'], 5, 'holds'],
  [['explained', 'explained', 'holds', 'explained'], 5, 'explained'],
  [[], 5, null],
] as const)('%j of %i: %s', (votes, members, decided) => {
  expect(
    questionDecision(
      votes.map(finding => ({ finding })),
      members,
    ),
  ).toBe(decided);
});
