import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { amendProject, suspendProject, terminateProject } from '../../contracts/tender/changes.ts';
import { attachDocument } from '../../contracts/tender/drafting.ts';
import type { LotRules } from '../../contracts/tender/lot-rules.ts';
import { downloadDocument, readProject } from '../../contracts/tender/published.ts';
import { answerQuestion, askQuestion, listQuestions } from '../../contracts/tender/questions.ts';
import { instantOf } from '../../src/kernel/calendar.ts';
import { verifyCades } from '../../src/pki/cades.ts';
import { Lot, Notice, Project } from '../../src/tender/entities.ts';
import { rulesSha256 } from '../../src/tender/rules/lot-rules.ts';
import { type Office, openOffice } from './office.ts';
import { at, draftProject, lawfulDraft, lawfulRules, publish } from './project-on-paper.ts';

let office: Office;
let id: string;
let lot: string;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());
beforeEach(async () => {
  office.clock.time = instantOf('2026-09-10', '10:36');
  const made = await draftProject(office, lawfulDraft(2));
  id = made.id;
  lot = made.draft.lots[0]?.id ?? '';
  await publish(office, id);
});

const amend = (body: object, by = office.tenderer) =>
  office.call(by, amendProject, { params: { project: id }, body });
const silently = async (act: () => Promise<{ body: { code?: string } }>, code: string) => {
  const before = (await office.events()).length;
  expect((await act()).body.code).toBe(code);
  expect((await office.events()).length).toBe(before);
};
const text = '修改桥面铺装厚度';

describe('an amendment', () => {
  test('in time keeps the deadline and gives the lots new rules, so that older seals are refused', async () => {
    office.clock.time = instantOf('2026-09-20', '16:20');
    const { status, body } = await amend({ text, affectsBids: true });
    expect(status).toBe(200);
    expect(body.schedule.deadline).toBe(at('2026-10-08'));
    for (const l of body.lots) {
      expect(l.rules.version).toBe(2);
      expect(l.rulesSha256).toBe(rulesSha256(l.rules));
      expect(l.rulesSha256).not.toBe(rulesSha256(lawfulRules));
    }
    expect(body.clarifications).toMatchObject([
      { kind: 'amendment', answer: text, rulesVersion: 2 },
    ]);
  });

  test('under 15 days moves the deadline of project and lots (B21)', async () => {
    office.clock.time = instantOf('2026-09-29', '16:20');
    const { body } = await amend({ text, affectsBids: true });
    expect(body.schedule).toMatchObject({
      deadline: at('2026-10-14'),
      evaluationFrom: at('2026-10-15'),
    });
    const lots = await office.em().find(Lot, { project: id });
    expect(lots.map(l => l.deadline.toISOString())).toEqual([at('2026-10-14'), at('2026-10-14')]);
    const project = await office.em().findOneOrFail(Project, id);
    expect(project.deadline?.toISOString()).toBe(at('2026-10-14'));
  });

  test('of one lot’s rules leaves the others as they were', async () => {
    const rules = { ...lawfulRules, ceiling: '230000000.00' };
    const { body } = await amend({ text, affectsBids: true, lots: [{ id: lot, rules }] });
    expect(body.lots.map((l: { rules: LotRules }) => [l.rules.version, l.rules.ceiling])).toEqual([
      [2, '230000000.00'],
      [1, '238600000.00'],
    ]);
  });

  test('makes the documents attached for it public, not a moment earlier', async () => {
    const attached = await office.call(office.tenderer, attachDocument, {
      params: { project: id },
      query: { name: '补遗1.pdf', kind: 'amendment' },
      bytes: Buffer.from('补遗'),
    });
    const params = { document: attached.body.id };
    await silently(() => office.call(null, downloadDocument, { params }), 'NOT_FOUND');
    const before = await office.call(null, readProject, { params: { project: id } });
    expect(JSON.stringify(before.body)).not.toContain('补遗1');
    const { body } = await amend({ text, affectsBids: false });
    expect(body.documents.map((d: { name: string }) => d.name)).toEqual([
      '招标文件.pdf',
      '补遗1.pdf',
    ]);
    expect((await office.call(null, downloadDocument, { params })).status).toBe(200);
  });

  test('is a numbered notice, signed and stamped by the centre', async () => {
    await amend({ text, affectsBids: false });
    await amend({ text: `${text}，再改`, affectsBids: false });
    const notices = await office.em().find(Notice, { project: id }, { orderBy: { number: 'asc' } });
    expect(notices.map(n => n.number)).toEqual([0, 1, 2]);
    const signed = await verifyCades(notices[1]?.signature ?? new Uint8Array());
    expect(Buffer.from(signed.content ?? []).toString()).toBe(notices[1]?.text);
    expect(JSON.parse(notices[1]?.text ?? '')).toMatchObject({
      number: 1,
      affectsBids: false,
      moved: false,
    });
  });

  test('is refused when unlawful, late, by others, or for another’s lot, and leaves no trace', async () => {
    const early = { text, affectsBids: true, deadline: at('2026-10-07') };
    await silently(() => amend(early), 'SCHEDULE_ILLEGAL');
    const bond = { id: lot, rules: { ...lawfulRules, bond: '4800000.01' } };
    await silently(() => amend({ text, affectsBids: true, lots: [bond] }), 'RULES_INCOMPLETE');
    const stranger = { id, rules: lawfulRules };
    await silently(() => amend({ text, affectsBids: true, lots: [stranger] }), 'NOT_FOUND');
    await silently(() => amend({ text, affectsBids: false }, office.stranger), 'NOT_FOUND');
    office.clock.time = instantOf('2026-10-08', '09:30');
    await silently(() => amend({ text, affectsBids: false }), 'DEADLINE_PASSED');
    expect(await office.em().count(Notice, { project: id })).toBe(1);
  });
});

describe('questions', () => {
  const ask = (by = office.bidder) =>
    office.call(by, askQuestion, {
      params: { project: id },
      body: { text: '桥面铺装厚度是多少？' },
    });
  const list = (by = office.tenderer) =>
    office.call(by, listQuestions, { params: { project: id } });
  const answer = (question: string, by = office.tenderer) =>
    office.call(by, answerQuestion, {
      params: { project: id, question },
      body: { text: '见图纸 S-12。' },
    });
  const project = () => office.call(null, readProject, { params: { project: id } });

  test('are public with their answer, never with the asker (C21)', async () => {
    await ask();
    expect((await project()).body.clarifications).toEqual([]);
    const [question] = (await list()).body.rows;
    await answer(question.id);
    const shown = (await project()).body;
    expect(shown.clarifications).toMatchObject([
      { question: '桥面铺装厚度是多少？', answer: '见图纸 S-12。' },
    ]);
    const asker = [office.bidder.actor.organisation, office.bidder.actor.person, '云江建工'];
    for (const secret of asker) {
      expect(JSON.stringify(shown)).not.toContain(secret);
      expect(JSON.stringify((await list()).body)).not.toContain(secret);
    }
  });

  test('leave no event under the project that tells how many are asked', async () => {
    const events = async () => (await office.events()).filter(e => e.subject === id).length;
    const before = await events();
    await ask();
    expect(await events()).toBe(before);
  });

  test('are answered once, by those who run the project', async () => {
    await ask();
    const [question] = (await list()).body.rows;
    await silently(() => answer(question.id, office.stranger), 'NOT_FOUND');
    await answer(question.id);
    await silently(() => answer(question.id), 'ALREADY_LOCKED');
    await silently(() => list(office.stranger), 'NOT_FOUND');
  });

  test('come before the deadline, and from bidders', async () => {
    await silently(() => ask(office.tenderer), 'FORBIDDEN');
    office.clock.time = instantOf('2026-10-08', '09:30');
    await silently(() => ask(), 'DEADLINE_PASSED');
  });
});

describe('a stop by the supervisor', () => {
  const order = (suspend: boolean, by = office.supervisor) =>
    office.call(by, suspendProject, {
      params: { project: id },
      body: { reason: '核查投诉', suspend },
    });
  const read = async () => (await office.call(null, readProject, { params: { project: id } })).body;

  test('holds every lot where it is, and gives bidders their days back', async () => {
    office.clock.time = instantOf('2026-09-22', '10:00');
    expect((await order(true)).status).toBe(200);
    const stopped = await read();
    expect([stopped.state, stopped.lots[0].state]).toEqual(['suspended', 'suspended']);
    await silently(() => amend({ text, affectsBids: false }), 'WRONG_STATE');
    await silently(() => order(true), 'WRONG_STATE');
    office.clock.time = instantOf('2026-09-24', '11:00');
    expect((await order(false)).status).toBe(200);
    const again = await read();
    expect([again.state, again.lots[0].state]).toEqual(['published', 'bidding']);
    expect(again.schedule.deadline).toBe(at('2026-10-12'));
    expect(again.clarifications.map((c: { answer: string }) => c.answer)).toEqual([
      '项目暂停：核查投诉',
      '项目恢复：核查投诉',
    ]);
  });

  test('is the supervisor’s alone', async () => {
    await silently(() => order(true, office.tenderer), 'FORBIDDEN');
    await silently(() => order(false), 'WRONG_STATE');
  });

  test('may end in termination, which is final and public (B31)', async () => {
    await order(true);
    const asked = { params: { project: id }, body: { reason: '项目取消' } };
    const end = () => office.call(office.tenderer, terminateProject, asked);
    expect((await end()).status).toBe(200);
    const ended = await read();
    expect([ended.state, ended.lots[1].state]).toEqual(['terminated', 'terminated']);
    await silently(end, 'WRONG_STATE');
    await silently(() => order(false), 'WRONG_STATE');
  });
});
