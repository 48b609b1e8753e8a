import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdClue, judgeClue } from '../../../src/clues/judge-clue.ts';
import { readDecided } from '../../../src/clues/learning/decided.ts';
import { CollusionModel, ModelAct } from '../../../src/clues/learning/entities.ts';
import { modelInUse } from '../../../src/clues/learning/in-use.ts';
import { askTraining, readModels } from '../../../src/clues/learning/read-models.ts';
import { takeModelAct } from '../../../src/clues/learning/take-act.ts';
import { weights } from '../../../src/clues/rules/weights.ts';
import type { JobQueue } from '../../../src/platform/jobs/queue.ts';
import { Event } from '../../../src/platform/ledger/entities.ts';
import { clueNow } from '../../support/clue.ts';
import { aCity, aFirm, type City, type Firm } from '../../support/trade.ts';
import {
  aMarket,
  decide,
  decideAll,
  forgetCases,
  type KnownLot,
  learnNow,
} from './decided-city.ts';

let city: City;
let officer: Firm;
let lots: KnownLot[];
beforeAll(async () => {
  city = await aCity();
  officer = await aFirm(city, ['supervision'], ['supervisor']);
  lots = await aMarket(city, 100);
}, 120_000);
afterAll(() => city.drop());

const em = () => city.orm.em.fork();
const ctx = () => city.context(officer.actor);
const asked: string[] = [];
const queue = {
  ask: async (_: unknown, name: string) => {
    asked.push(name);
    return name;
  },
} as unknown as JobQueue;

test('a city whose people have decided little says how far it is, and is refused with the numbers', async () => {
  const [a, b, c] = lots.map(({ id }) => id) as [string, string, string];
  await decide(city, [a, b], true);
  await decide(city, [c], false);
  await decide(city, [], true);
  await decide(city, [c], true, { ground: 'fraud' });
  const { progress, leftOut, version, rows } = await readModels(ctx());
  expect(progress).toEqual({
    ...{ rigged: { has: 2, least: 30 }, riggedMatters: { has: 1, least: 10 } },
    ...{ unfounded: { has: 1, least: 20 }, unfoundedMatters: { has: 1, least: 10 } },
    enough: false,
  });
  expect(leftOut.map(row => `${row.why} ${row.cases}`).sort()).toEqual([
    ...['no-lot 1', 'other-ground 1'],
  ]);
  expect([version, rows]).toEqual([weights.version, []]);
  const events = await em().count(Event);
  await expect(askTraining(ctx(), queue)).rejects.toMatchObject({
    code: 'WRONG_STATE',
    facts: { reason: 'not-enough', rigged: { has: 2, least: 30 } },
  });
  await expect(learnNow(city)).rejects.toMatchObject({ facts: { reason: 'not-enough' } });
  expect(asked).toEqual([]);
  expect(await em().count(Event)).toBe(events);
  expect(await em().count(CollusionModel)).toBe(0);
});

test('a clue that somebody confirmed or dismissed by a click teaches nothing', async () => {
  const before = await readDecided(ctx());
  for (const [i, verdict] of (['confirmed', 'dismissed'] as const).entries()) {
    const lot = lots[10 + i]?.id ?? null;
    const id = await clueNow(ctx(), { project: null, lot, bids: [1, 2], state: 'new' });
    await holdClue(ctx(), id);
    await judgeClue(ctx(), id, { verdict, reason: '看过，与系统提示一致' });
  }
  await clueNow(ctx(), { project: null, lot: lots[12]?.id ?? null, bids: [1], state: 'case' });
  expect(await readDecided(ctx())).toEqual(before);
});

test('a listing that is revoked, contested or suspended changes what its lots say', async () => {
  const lot = lots[20]?.id ?? '';
  const id = await decide(city, [lot], true);
  const said = async () => (await readDecided(ctx())).labels.find(l => l.lot === lot)?.rigged;
  const listing = (state: string) =>
    em().execute('update sanction set state = ? where "case" = ?', [state, id]);
  expect(await said()).toBe(true);
  await listing('suspended');
  expect(await said()).toBeUndefined();
  await listing('revoked');
  expect(await said()).toBe(false);
  await forgetCases(city);
  expect(await said()).toBeUndefined();
});

test('decisions that follow no pattern teach a model that may not be used: refused with its numbers', async () => {
  const dealt = lots
    .map((lot, at) => ({ lot, key: (at * 37) % 100 }))
    .sort((a, b) => a.key - b.key);
  const mixed = dealt.map(({ lot }) => lot);
  await decideAll(city, mixed.slice(0, 30), mixed.slice(30, 60));
  await learnNow(city);
  const [model] = await em().find(CollusionModel, {});
  const { usable, gain, auc } = model?.model.evaluation ?? {};
  expect(usable).toBe(false);
  const events = await em().count(Event);
  const proposal = takeModelAct(ctx(), model?.id ?? '', { act: 'propose', reason: '试用一季度' });
  await expect(proposal).rejects.toMatchObject({
    code: 'WRONG_STATE',
    facts: { reason: 'not-better', gain, auc },
  });
  expect(await em().count(Event)).toBe(events);
  expect(await em().count(ModelAct)).toBe(0);
  expect(await modelInUse(em())).toBeNull();
  const { rows } = await readModels(ctx());
  expect(rows[0]).toMatchObject({ usable: false, state: 'trained', fits: true });
}, 60_000);
