import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Clue, LotAnalysis } from '../../../src/clues/entities.ts';
import { CollusionModel, ModelAct, ModelScore } from '../../../src/clues/learning/entities.ts';
import { modelInUse } from '../../../src/clues/learning/in-use.ts';
import { askTraining, downloadModel, readModels } from '../../../src/clues/learning/read-models.ts';
import { takeModelAct } from '../../../src/clues/learning/take-act.ts';
import { trainModel, trainQueue } from '../../../src/clues/learning/train-model.ts';
import { watchModel } from '../../../src/clues/learning/watch-model.ts';
import { readClue } from '../../../src/clues/read-clue.ts';
import { weights } from '../../../src/clues/rules/weights.ts';
import { sha256Hex } from '../../../src/platform/digest.ts';
import { Job } from '../../../src/platform/jobs/entities.ts';
import { type JobQueue, openQueue } from '../../../src/platform/jobs/queue.ts';
import { startWorker } from '../../../src/platform/jobs/worker.ts';
import { Event } from '../../../src/platform/ledger/entities.ts';
import { aCity, aFirm, type City, type Firm } from '../../support/trade.ts';
import { analyse, anOpenedLot } from '../opened-lot.ts';
import { aMarket, decide, decideAll, learnNow } from './decided-city.ts';

let city: City;
let officer: Firm;
let other: Firm;
let firms: Firm[];
let queue: JobQueue;
let worker: { stop(): Promise<void> };
beforeAll(async () => {
  city = await aCity();
  officer = await aFirm(city, ['supervision'], ['supervisor']);
  other = await aFirm(city, ['supervision'], ['supervisor']);
  firms = await Promise.all([0, 1, 2].map(() => aFirm(city)));
  const lots = await aMarket(city, 130);
  const side = (rigged: boolean) => lots.filter(lot => lot.rigged === rigged);
  await decideAll(city, side(true).slice(0, 30), side(false).slice(0, 20));
  queue = await openQueue(city.url, [trainQueue]);
  const context = () => city.context();
  const log = pino({ level: 'silent' });
  worker = await startWorker({ url: city.url, works: [trainModel], context, log });
}, 120_000);
afterAll(async () => {
  await worker.stop();
  await queue.stop();
  await city.drop();
});

const reached = (id: string, is: (job: Job) => boolean) =>
  expect
    .poll(async () => is(await em().findOneOrFail(Job, { id })), { timeout: 50_000, interval: 50 })
    .toBe(true);

const em = () => city.orm.em.fork();
const by = (firm: Firm) => city.context(firm.actor);
const models = () => em().find(CollusionModel, {});
const act = (firm: Firm, name: 'propose' | 'decline' | 'approve' | 'end') =>
  models().then(([model]) =>
    takeModelAct(by(firm), model?.id ?? '', { act: name, reason: '按监督会议纪要' }),
  );

/** Three bids, two of them sealed on one computer: a clue whatever the prices. */
async function aClue(): Promise<Clue> {
  const prices = ['9480000.00', '8120000.00', '8960000.00'];
  const lot = await anOpenedLot(
    city,
    firms.map((firm, i) => ({ firm, disk: i === 2 ? 'b' : 'a', price: prices[i] ?? '' })),
  );
  await analyse(city, lot);
  return em().findOneOrFail(Clue, { lot });
}

test('a training that somebody stops leaves nothing', async () => {
  const { job } = await askTraining(by(officer), queue);
  await reached(job, row => row.done > 0);
  await queue.cancel(by(other), job);
  await reached(job, row => row.state === 'cancelled');
  expect(await models()).toEqual([]);
  expect(await em().count(Event, { type: 'clues.model-trained' })).toBe(0);
}, 60_000);

test('the decided cases teach a model better than the rules; the same cases, the same model', async () => {
  const { job } = await askTraining(by(officer), queue);
  await reached(job, row => row.state === 'done');
  const [model] = await models();
  expect(model).toMatchObject({ askedBy: officer.person, askedByName: officer.actor.name });
  const { gain, auc, usable } = model?.model.evaluation ?? {};
  expect(usable, JSON.stringify({ gain, auc })).toBe(true);
  expect(model?.training).toHaveLength(50);
  const told: number[] = [];
  await learnNow(city, async (done, total) => void told.push(done / total));
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.at(-1)).toBe(1);
  expect((await models()).map(({ digest }) => digest)).toEqual([model?.digest]);
  const trained = await em().find(Event, { type: 'clues.model-trained' });
  expect(trained.map(event => JSON.parse(event.text).data.digest)).toEqual([model?.digest]);
  const { content } = await downloadModel(by(officer), model?.id ?? '');
  expect(sha256Hex(await text(content as Readable))).toBe(model?.digest);
  await expect(em().execute('update collusion_model set digest = ?', ['x'])).rejects.toThrow(
    'it is a record',
  );
}, 60_000);

test('one supervisor proposes, another approves; until then scores are by the rules', async () => {
  await act(officer, 'propose');
  await expect(act(officer, 'approve')).rejects.toMatchObject({
    code: 'FORBIDDEN',
    facts: { reason: 'same-person' },
  });
  await expect(act(other, 'end')).rejects.toMatchObject({ code: 'WRONG_STATE' });
  expect(await modelInUse(em())).toBeNull();
  const early = await aClue();
  expect(early.version).toBe(weights.version);
  expect(early.reasons.some(reason => reason.rule.startsWith('learnt-'))).toBe(false);
  const { rows } = await readModels(by(officer));
  expect(rows[0]).toMatchObject({ state: 'proposed', may: ['decline'] });
  await act(other, 'approve');
  const { version } = await readModels(by(other));
  expect(version).toContain(`${weights.version}+M-`);
  const kept = await em().findOneOrFail(Clue, { id: early.id });
  expect(kept.version).toBe(weights.version);
}, 60_000);

test('a new lot is scored by the model: its clue names it, says in words what it learnt, and adds up', async () => {
  const [model] = await models();
  const found = await aClue();
  expect(found.version).toBe(`${weights.version}+${model?.number}`);
  const clue = await readClue(by(officer), found.id, 'supervision');
  const learnt = clue.reasons.filter(reason => reason.rule.startsWith('learnt-'));
  expect(learnt.length).toBeGreaterThan(1);
  for (const { words } of learnt) expect(words.zh).toMatch(/更像本市(认定|查后)/);
  expect(clue.reasons.some(reason => reason.rule.startsWith('price-'))).toBe(false);
  expect(clue.reasons.map(reason => reason.rule)).toContain('same-disk');
  const sum = clue.reasons.reduce((total, reason) => total + reason.logOdds, clue.base);
  expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(clue.score, 9);
  const analysis = await em().findOneOrFail(LotAnalysis, { lot: found.lot ?? '' });
  expect(analysis.version).toBe(found.version);
  const score = await em().findOneOrFail(ModelScore, { lot: found.lot ?? '' });
  expect(score).toMatchObject({ model: model?.id });
  const prices = learnt.reduce((total, reason) => total + reason.logOdds, clue.base);
  expect(score.chance).toBeCloseTo(1 / (1 + Math.exp(-prices)), 9);
  await decide(city, [found.lot ?? ''], true);
  const watched = await watchModel(by(officer), model?.id ?? '');
  expect(watched).toMatchObject({ scored: 1, compared: 1, drifted: 0, bound: 0.25 });
  expect(watched.bands.reduce((total, band) => total + band.rigged, 0)).toBe(1);
}, 60_000);

test('one supervisor ends it: the next lot is scored by the rules, and what was raised keeps its version', async () => {
  const before = await em().find(Clue, {}, { orderBy: { raisedAt: 1 } });
  await act(officer, 'end');
  const last = await aClue();
  expect(last.version).toBe(weights.version);
  const after = await em().find(Clue, {}, { orderBy: { raisedAt: 1 } });
  expect(after.slice(0, before.length).map(clue => clue.version)).toEqual(
    before.map(clue => clue.version),
  );
  const acts = await em().find(ModelAct, {}, { orderBy: { at: 1, id: 1 } });
  expect(acts.map(({ act: done }) => done)).toEqual(['propose', 'approve', 'end']);
  const types = ['clues.model-proposed', 'clues.model-approved', 'clues.model-ended'];
  expect(await em().count(Event, { type: { $in: types } })).toBe(3);
}, 60_000);
