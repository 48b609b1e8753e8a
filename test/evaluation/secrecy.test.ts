import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SheetStage } from '../../contracts/evaluation/sheets.ts';
import { ShownEvent } from '../../contracts/rooms.ts';
import { evaluationWork } from '../../src/evaluation/due.ts';
import { readEvaluation, viewerOf } from '../../src/evaluation/read-evaluation.ts';
import { evaluationReducer } from '../../src/evaluation/reducer.ts';
import { evaluationRoom } from '../../src/evaluation/room.ts';
import { type EvaluationViewer, viewEvaluationEvent } from '../../src/evaluation/rules/view.ts';
import { lockSheet, readSheet, reopenSheet } from '../../src/evaluation/sheets.ts';
import { canonicalText } from '../../src/kernel/canonical.ts';
import type { Context } from '../../src/platform/command.ts';
import { sha256Hex } from '../../src/platform/digest.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { type City, startCity } from '../experts/city.ts';
import { openedLot, seatCommittee } from './opened-lot.ts';
import {
  type Committee,
  checkInAll,
  contextOf,
  fill,
  holdStage,
  type Judge,
  plausible,
} from './play.ts';

let city: City;
let committee: Committee;
beforeAll(async () => {
  city = await startCity();
  const { lot } = await openedLot(city, ['900.00', '850.00', '800.00', '790.00', '780.00']);
  committee = { city, lot, people: await seatCommittee(city, lot) };
  await checkInAll(committee);
});
afterAll(() => city.close());

/** Another word in each stage: what a stage that has ended tells is no secret any more. */
let word = '';
const canary = (member: number) => `${word}${member}号`;
/** The first member fails things and scores far from the rest; every one of its marks carries a canary. */
const telling: Judge = (member, bid, item) => {
  const given = plausible(member, bid, item);
  if (item === 'licence' && bid === member) return { value: false, reason: canary(member) };
  return { value: given as number, reason: canary(member) };
};

const viewers: EvaluationViewer[] = [
  ...[1, 2, 3, 4, 5].map(number => ({ kind: 'member' as const, number, seat: `seat-${number}` })),
  { kind: 'supervisor' },
  { kind: 'operator' },
];

const record = async (): Promise<Event[]> =>
  city.orm.em.fork().find(Event, { subject: committee.lot }, { orderBy: { at: 1, id: 1 } });

/** All that leaves the server towards one viewer: each event, the folded state, the reply of the reading. */
async function everythingFor(viewer: EvaluationViewer): Promise<string> {
  const events = (await record())
    .filter(e => e.room === `evaluation:${committee.lot}`)
    .map(e => viewEvaluationEvent(ShownEvent.parse(JSON.parse(e.text)), viewer))
    .filter(e => e !== null);
  const state = events.reduce(evaluationReducer.reduce, evaluationReducer.initial);
  return JSON.stringify([events, state]);
}

async function contextFor(viewer: EvaluationViewer): Promise<Context> {
  if (viewer.kind === 'member') return contextOf(committee, viewer.number);
  return city.as(viewer.kind === 'supervisor' ? 'fang.zhizhou' : 'tang.ruolin');
}

/** No canary and no cell of a sheet anywhere, for nobody, and not in the record either. */
async function expectSilence(): Promise<void> {
  const raw = (await record()).map(e => e.text).join('\n');
  expect(raw).not.toContain(word);
  for (const viewer of viewers) {
    const shown = await everythingFor(viewer);
    const read = JSON.stringify(
      (await readEvaluation(await contextFor(viewer), committee.lot)).room,
    );
    expect(shown + read).not.toContain(word);
    expect(shown + read).not.toMatch(/"marks|"sheets|"value"/);
  }
}

async function lock(stage: SheetStage, member: number): Promise<void> {
  await lockSheet(await contextOf(committee, member), committee.lot, stage);
}

test.each(['qualification', 'technical'] as const)(
  'before the last lock of %s no mark and no reason leaves the server, nor stands in the record',
  async stage => {
    word = `金丝雀${stage}`;
    if (stage === 'technical') await holdStage(committee, 'responsiveness');
    for (const member of [1, 2, 3, 4, 5]) await fill(committee, stage, member, telling);
    await expectSilence();
    for (const member of [1, 2, 3, 4]) {
      await lock(stage, member);
      await expectSilence();
    }
    const early = await contextOf(committee, 2);
    await reopenSheet(early, committee.lot, stage, `${canary(2)}要改`);
    for (const viewer of viewers.filter(v => v.kind !== 'member' || v.number !== 2))
      expect(await everythingFor(viewer)).not.toContain(word);
    await lock(stage, 2);
    await lock(stage, 5);
    const [supervisor, operator] = [viewers[5], viewers[6]];
    if (!supervisor || !operator) throw new Error('viewers');
    // Three of five would reject; one reason each is now the committee's, and the supervisor's.
    if (stage === 'qualification') expect(await everythingFor(supervisor)).toContain(canary(1));
    expect(await everythingFor(operator)).not.toContain(word);
  },
);

test('what the record holds of a sheet cannot be found by trying marks', async () => {
  const saved = (await record()).filter(e => e.type === 'evaluation.saved').at(-1);
  const { data } = JSON.parse(saved?.text ?? '') as { data: { marksSha256: string } };
  const ctx = await contextOf(committee, 5);
  const { marks } = await readSheet(ctx, committee.lot, 'technical');
  expect(data.marksSha256).not.toBe(sha256Hex(canonicalText(marks)));
});

test('a member reads its own sheet and nobody else’s; others have none', async () => {
  const mine = await readSheet(await contextOf(committee, 3), committee.lot, 'technical');
  expect(JSON.stringify(mine)).toContain(canary(3));
  expect(JSON.stringify(mine)).not.toContain(canary(2));
  const supervisor = readSheet(await city.as('fang.zhizhou'), committee.lot, 'technical');
  await expect(supervisor).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('the room admits members, supervisor and centre; to bidders, tenderers and visitors it does not exist', async () => {
  await evaluationWork.run(city.platform);
  const admitted = async (ctx: Context) => evaluationRoom.authorize(ctx, committee.lot);
  expect(await admitted(await contextOf(committee, 1))).toMatchObject({
    kind: 'member',
    number: 1,
  });
  expect(await admitted(await city.as('fang.zhizhou'))).toEqual({ kind: 'supervisor' });
  for (const login of ['lin.shuyao', 'zhou.yanqiu', 'hengzhu', 'sysadmin', 'auditadmin'])
    expect(await viewerOf(await city.as(login), committee.lot)).toBeNull();
});

test('nobody is named to anybody: no person’s id leaves in any event', async () => {
  for (const viewer of viewers) {
    const shown = await everythingFor(viewer);
    for (const person of committee.people) expect(shown).not.toContain(person);
  }
});
