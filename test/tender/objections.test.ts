import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { amendProject, suspendProject } from '../../contracts/tender/changes.ts';
import {
  answerDocumentObjection,
  listDocumentObjections,
  listWaitingObjections,
  objectToDocuments,
} from '../../contracts/tender/objections.ts';
import { listProjects, readProject } from '../../contracts/tender/published.ts';
import { instantOf } from '../../src/kernel/calendar.ts';
import { canonicalText } from '../../src/kernel/canonical.ts';
import { DocumentObjection, Lot } from '../../src/tender/entities.ts';
import { documentObjectionStatement } from '../../src/tender/rules/objection.ts';
import { type Desk, type Office, openOffice } from './office.ts';
import { at, draftProject, lawfulDraft, publish } from './project-on-paper.ts';

let office: Office;
let id: string;
const text = '资格条件中的本地业绩要求排斥潜在投标人，请取消。';
const tuesday = instantOf('2026-09-15', '10:00');

beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());
beforeEach(async () => {
  office.clock.time = instantOf('2026-09-10', '10:36');
  id = (await draftProject(office, lawfulDraft(2))).id;
  await publish(office, id);
  office.clock.time = tuesday;
});

const object = async (said = text, signed = said) =>
  office.call(office.bidder, objectToDocuments, {
    params: { project: id },
    body: {
      text: said,
      signature: await office.bidder.sign(canonicalText(documentObjectionStatement(id, signed))),
    },
  });
const list = (by: Desk) => office.call(by, listDocumentObjections, { params: { project: id } });
const answer = (objection: string, by = office.tenderer) =>
  office.call(by, answerDocumentObjection, {
    params: { project: id, objection },
    body: { text: '已取消该要求，见修改。' },
  });
const read = async () => (await office.call(null, readProject, { params: { project: id } })).body;
const suspend = (on: boolean) =>
  office.call(office.supervisor, suspendProject, {
    params: { project: id },
    body: { reason: '接到投诉，核查中。', suspend: on },
  });
async function silently(act: () => Promise<{ body: { code?: string } }>, code: string) {
  const before = (await office.events()).length;
  expect((await act()).body.code).toBe(code);
  expect((await office.events()).length).toBe(before);
}

test('an objection stops the trade, to be answered in three days (B22)', async () => {
  const { status, body } = await object();
  expect(status).toBe(200);
  const answerBy = instantOf('2026-09-19').toISOString();
  expect(body.rows).toMatchObject([{ text, answerBy, answer: null }]);
  expect(body.until).toBeNull();
  const lots = await office.em().find(Lot, { project: id });
  expect(lots.map(l => l.stoppedAt?.getTime())).toEqual([tuesday.getTime(), tuesday.getTime()]);
  const project = await read();
  expect(project.stopped).toEqual({ since: tuesday.toISOString(), answerBy });
  expect(project.clarifications).toMatchObject([{ kind: 'suspension' }]);
});

test('three days that end in a rest roll to the next working day', async () => {
  office.clock.time = instantOf('2026-09-24', '10:00');
  const { body } = await object();
  // 27 September 2026 is the last day of the Mid-Autumn rest.
  expect(body.rows[0].answerBy).toBe(instantOf('2026-09-29').toISOString());
});

test('who objects is for the supervisor alone, whose look is on record (C21)', async () => {
  await object();
  const { organisation, organisationName, person } = office.bidder.actor;
  const marks = [organisation, organisationName, person].map(String);
  const unnamed = [await list(office.tenderer), { body: await read() }];
  for (const { body } of unnamed)
    for (const mark of marks) expect(JSON.stringify(body)).not.toContain(mark);
  const about = (await office.events()).filter(e => e.subject === id);
  for (const { text: said, actor } of about)
    for (const mark of marks) expect(`${said} ${actor}`).not.toContain(mark);
  expect((await list(office.tenderer)).body.rows).toMatchObject([{ text, from: null }]);
  expect((await list(office.supervisor)).body.rows).toMatchObject([{ from: organisationName }]);
  const looks = (await office.events()).filter(e => e.subject === id);
  expect(looks.map(e => e.type)).toContain('tender.objections-read');
  expect((await list(office.stranger)).body.code).toBe('NOT_FOUND');
});

test('is taken to the end of the tenth day before the deadline, and not a moment later', async () => {
  office.clock.time = instantOf('2026-09-29');
  await silently(() => object(), 'DEADLINE_PASSED');
  office.clock.time = new Date(instantOf('2026-09-29').getTime() - 1);
  expect((await object()).status).toBe(200);
  // The clock stands still: a second one is not late.
  office.clock.time = instantOf('2026-09-30', '10:00');
  expect((await object('又一件异议')).status).toBe(200);
});

test('whoever is on duty sees which answers are missing, but neither who objects nor to what', async () => {
  const objection = (await object()).body.rows[0].id;
  const waiting = async (by: Desk) =>
    (await office.call(by, listWaitingObjections, {})).body.rows?.filter(
      (row: { project: string }) => row.project === id,
    );
  const answerBy = instantOf('2026-09-19').toISOString();
  const looks = (await office.events()).length;
  expect(await waiting(office.supervisor)).toMatchObject([{ objection, answerBy, overdue: false }]);
  office.clock.time = instantOf('2026-09-19');
  const late = await waiting(office.supervisor);
  expect(late).toMatchObject([{ overdue: true }]);
  const { organisation, organisationName } = office.bidder.actor;
  for (const secret of [text, String(organisation), String(organisationName)])
    expect(JSON.stringify(late)).not.toContain(secret);
  expect((await office.events()).length).toBe(looks);
  expect((await office.call(office.tenderer, listWaitingObjections, {})).status).toBe(403);
  await answer(objection);
  expect(await waiting(office.supervisor)).toEqual([]);
});

test('a project that stands still is listed as suspended, not among those open for bids', async () => {
  await object();
  const listed = async (stage: 'bidding' | 'suspended') =>
    (await office.call(null, listProjects, { query: { stage, sort: 'newest' } })).body.rows.map(
      (row: { id: string }) => row.id,
    );
  expect(await listed('suspended')).toContain(id);
  expect(await listed('bidding')).not.toContain(id);
});

test('with a signature over other words is refused', async () => {
  await silently(() => object(text, '别的话'), 'SIGNATURE_INVALID');
  expect(await office.em().count(DocumentObjection, { project: id })).toBe(0);
});

test('the last answer lets the trade go on, and the deadline moves by the time lost', async () => {
  const first = (await object()).body.rows[0].id;
  office.clock.time = instantOf('2026-09-16', '09:00');
  const second = (await object('工期要求不合理')).body.rows[1].id;
  expect((await answer(first, office.stranger)).body.code).toBe('NOT_FOUND');
  expect((await answer(first)).status).toBe(200);
  expect((await read()).stopped).not.toBeNull();
  await silently(() => answer(first), 'ALREADY_LOCKED');
  office.clock.time = instantOf('2026-09-17', '15:00');
  expect((await answer(second)).status).toBe(200);
  const project = await read();
  expect(project.stopped).toBeNull();
  // 2 days and 5 hours: three days, and 11 October is no working day.
  expect(project.schedule).toMatchObject({ deadline: at('2026-10-12') });
  const lots = await office.em().find(Lot, { project: id });
  expect(lots.map(l => [l.stoppedAt ?? null, l.deadline.toISOString()])).toEqual([
    [null, at('2026-10-12')],
    [null, at('2026-10-12')],
  ]);
  expect(project.clarifications.map((c: { kind: string }) => c.kind)).toEqual([
    'suspension',
    'resumption',
  ]);
  const [answered] = (await office.events()).filter(e => e.type === 'tender.objection-answered');
  expect(answered?.text).toContain('"late":false');
});

test('an answer after its day is recorded as late', async () => {
  const objection = (await object()).body.rows[0].id;
  office.clock.time = instantOf('2026-09-19');
  await answer(objection);
  const answered = (await office.events()).filter(e => e.type === 'tender.objection-answered');
  expect(answered.at(-1)?.text).toContain('"late":true');
});

test('time that the supervisor stopped besides is given back once', async () => {
  const objection = (await object()).body.rows[0].id;
  office.clock.time = instantOf('2026-09-16', '10:00');
  await suspend(true);
  await silently(() => object('再提一件异议'), 'WRONG_STATE');
  await silently(() => answer(objection), 'WRONG_STATE');
  office.clock.time = instantOf('2026-09-18', '10:00');
  await suspend(false);
  const stands = await read();
  expect(stands.stopped).not.toBeNull();
  expect(stands.schedule.deadline).toBe(at('2026-10-08'));
  office.clock.time = instantOf('2026-09-21', '10:00');
  await answer(objection);
  expect((await read()).schedule.deadline).toBe(at('2026-10-14'));
});

test('the documents can be amended while the trade stands still', async () => {
  await object();
  const body = { text: '取消本地业绩要求', affectsBids: true };
  const amended = await office.call(office.tenderer, amendProject, {
    params: { project: id },
    body,
  });
  expect(amended.status).toBe(200);
  expect(amended.body.stopped).not.toBeNull();
});
