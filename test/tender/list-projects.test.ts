import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  checkSchedule,
  type Finding,
  readCalendar,
  readMethod,
} from '../../contracts/tender/lawfulness.ts';
import { LotRules } from '../../contracts/tender/lot-rules.ts';
import { PublicProject } from '../../contracts/tender/project.ts';
import { listProjects, readProject } from '../../contracts/tender/published.ts';
import { Lot } from '../../src/tender/entities.ts';
import { type Office, openOffice } from './office.ts';
import { at, draftProject, lawfulDraft, lawfulRules, publish } from './project-on-paper.ts';

let office: Office;
const published: string[] = [];
const list = async (query: Record<string, string> = {}) =>
  (await office.call(null, listProjects, { query })).body;
const ids = (body: { rows: { id: string }[] }) => body.rows.map(r => r.id);

beforeAll(async () => {
  office = await openOffice();
  for (let i = 0; i < 5; i++) {
    const draft = lawfulDraft();
    const industry = i === 4 ? 'water' : 'building';
    const lots = draft.lots.map(l => ({
      ...l,
      rules: {
        ...lawfulRules,
        industry,
        ceiling: `${(i + 1) * 100_000_000}.00`,
      } as LotRules,
    }));
    const { id } = await draftProject(office, {
      ...draft,
      name: `第 ${i} 号 100%_工程`,
      city: i < 2 ? '云江市' : '望川市',
      industry,
      lots,
      schedule: {
        issueFrom: at('2026-09-10', '12:00'),
        issueTo: at('2026-09-17'),
        deadline: at(`2026-10-${16 - i}`),
        evaluationFrom: at('2026-10-20'),
      },
    });
    expect((await publish(office, id)).status).toBe(200);
    published.push(id);
  }
});
afterAll(() => office.close());

test('published projects come soonest deadline first', async () => {
  const { rows, total, next } = await list();
  expect([ids({ rows }), total, next]).toEqual([[...published].reverse(), 5, null]);
});

test('what has passed comes after what is to come', async () => {
  office.clock.time = new Date(at('2026-10-14', '12:00'));
  expect(ids(await list())).toEqual([1, 0, 2, 3, 4].map(i => published[i]));
  office.clock.time = new Date(at('2026-09-10', '11:00'));
});

test('amount and newest are orders too', async () => {
  expect(ids(await list({ sort: 'amount' }))).toEqual([...published].reverse());
  expect(ids(await list({ sort: 'newest' }))).toHaveLength(5);
});

test('filters go together, and a percent sign is only a percent sign', async () => {
  expect(ids(await list({ city: '望川市', industry: 'water' }))).toEqual([published[4]]);
  expect(ids(await list({ text: '第 3 号' }))).toEqual([published[3]]);
  expect((await list({ text: '100%_' })).total).toBe(5);
  expect((await list({ text: '%号%程' })).total).toBe(0);
  expect((await list({ text: '城市建设发展' })).total).toBe(5);
});

test('the stage is that of the lot with the longest way to go', async () => {
  const em = office.em();
  const lot = await em.findOneOrFail(Lot, { project: published[0] ?? '' });
  lot.state = 'opened';
  await em.flush();
  expect(ids(await list({ stage: 'opened' }))).toEqual([published[0]]);
  expect((await list({ stage: 'bidding' })).total).toBe(4);
});

test('pages follow one another without a gap or a repeat', async () => {
  for (let i = 0; i < 18; i++) {
    const { id } = await draftProject(office);
    await publish(office, id);
  }
  const one = await list();
  const two = await list({ after: one.next });
  expect([one.rows.length, two.rows.length, two.next]).toEqual([20, 3, null]);
  expect(new Set([...ids(one), ...ids(two)]).size).toBe(23);
});

test('a forged page position is refused', async () => {
  const after = Buffer.from("0 0 '; drop table project").toString('base64url');
  expect((await list({ after })).code).toBe('MALFORMED');
});

test('no public answer tells a number of bidders, downloads or questions (C21)', async () => {
  const project = await office.call(null, readProject, {
    params: { project: published[1] ?? '' },
  });
  expect(Object.keys(project.body).sort()).toEqual(Object.keys(PublicProject.shape).sort());
  const words = /download|bidderCount|bids|questions|askedBy/i;
  expect(JSON.stringify(Object.keys(project.body))).not.toMatch(words);
});

test('the law is asked without signing in: schedule, method and calendar', async () => {
  const schedule = {
    issueFrom: at('2026-09-14', '09:00'),
    issueTo: at('2026-09-21'),
    deadline: at('2026-09-30'),
    evaluationFrom: at('2026-10-09'),
  };
  const judged = await office.call(null, checkSchedule, {
    body: { schedule, industry: 'building' },
  });
  const broken = judged.body.findings.filter((f: Finding) => !f.lawful);
  expect(broken).toMatchObject([{ item: 'preparation', earliest: at('2026-10-08') }]);
  const method = await office.call(null, readMethod, {
    params: { method: 'open-tender' },
  });
  expect(LotRules.safeParse(method.body.rules).success).toBe(true);
  const year = await office.call(null, readCalendar, { params: { year: '2026' } });
  expect(year.body.days).toContainEqual({
    date: '2026-10-10',
    kind: 'workday',
    name: '调休上班',
    nameEn: 'Make-up working day',
  });
  expect(year.body.days).toContainEqual({
    date: '2026-10-04',
    kind: 'holiday',
    name: '国庆',
    nameEn: 'National Day',
  });
});
