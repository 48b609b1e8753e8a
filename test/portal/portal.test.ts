import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AwardView } from '../../contracts/award.ts';
import { Award, AwardCandidate } from '../../src/award/entities.ts';
import { parseYuan } from '../../src/kernel/money.ts';
import { Lot } from '../../src/tender/entities.ts';
import { type Office, openOffice } from '../tender/office.ts';
import { at, draftProject, lawfulDraft, publish } from '../tender/project-on-paper.ts';
import { openSite, type Site } from './site.ts';

let office: Office;
let site: Site;
let project: string;
let lot: string;
const awards = new Map<string, AwardView>();

beforeAll(async () => {
  office = await openOffice();
  site = await openSite(office, awards);
  const draft = lawfulDraft();
  const made = await draftProject(office, { ...draft, name: '滨江路<b>综合</b>改造工程' });
  expect((await publish(office, made.id)).status).toBe(200);
  project = made.id;
  lot = draft.lots[0]?.id ?? '';
});
afterAll(async () => {
  await site.close();
  await office.close();
});

const candidate = {
  rank: 1,
  bid: '0198f000-0000-7000-8000-000000000001',
  bidder: '云江同泽建筑工程有限公司',
  amount: '218938714.07',
  periodDays: 530,
  manager: '宋闻远',
  quality: '合格',
  total: '96.62',
  managerCertificate: '云1332018201906',
  technical: '27.50',
  price: '69.12',
  out: null,
};
const award = (more: Partial<AwardView>): AwardView => ({
  lot,
  project,
  code: '',
  title: '',
  state: 'candidates',
  candidates: [candidate],
  publishBy: null,
  publishedAt: '2026-10-10T01:00:00.000Z',
  windowEndsAt: '2026-10-13T16:00:00.000Z',
  stopped: false,
  objections: [],
  winner: null,
  awardedAt: null,
  validUntil: '2027-01-06T16:00:00.000Z',
  afterValidity: false,
  noticeSha256: null,
  voidings: [],
  ...more,
});

async function stateOf(state: Lot['state']): Promise<void> {
  const em = office.em();
  const found = await em.findOneOrFail(Lot, { id: lot });
  found.state = state;
  await em.flush();
}

/** What a visitor reads first on a project's page. */
const leadOf = (text: string) => /<div class="pt-lead">[\s\S]*?<nav/.exec(text)?.[0] ?? '';
const leadAt = async (state: Lot['state']) => {
  await stateOf(state);
  return leadOf((await site.get(`/projects/${project}`)).text);
};

test('a project page leads with what matters at its stage', async () => {
  awards.set(lot, award({ state: 'none', candidates: [] }));
  expect(await leadAt('bidding')).toContain('投标截止');
  expect(await leadAt('opening')).toContain(`/app/lots/${lot}/opening`);
  expect(await leadAt('opened')).toContain('评标自');
  expect(await leadAt('evaluating')).toContain('评标委员会正在评审');
  expect(await leadAt('evaluated')).toContain('等待公示中标候选人');
  expect(await leadAt('failed')).toContain('第四十二条');
  awards.set(lot, award({}));
  expect(await leadAt('candidates')).toContain('第一中标候选人 云江同泽建筑工程有限公司');
  expect(await leadAt('failed')).toContain('第五十五条');
  await stateOf('bidding');
  awards.clear();
});

test('the list shows a published project with its stage, deadline, time left and ceiling', async () => {
  const page = await site.get('/');
  expect(page.status).toBe(200);
  expect(page.type).toContain('text/html');
  expect(page.text).toContain('滨江路&lt;b&gt;综合&lt;/b&gt;改造工程');
  expect(page.text).toContain('投标中');
  expect(page.text).toContain('10-08 09:30 截止');
  expect(page.text).toContain('剩 27 天');
  expect(page.text).toContain('2.386 亿元');
  expect(page.text).toContain('238,600,000.00 元');
});

test('no page carries a script', async () => {
  for (const path of ['/', `/projects/${project}`, '/results', '/receipts', '/log', '/projects/x'])
    expect((await site.get(path)).text).not.toMatch(/<script|javascript:| on[a-z]+=/);
});

test('an empty list says which filter emptied it and offers to take it out', async () => {
  const page = await site.get('/?city=%E6%9C%9B%E5%B7%9D%E5%B8%82&text=%E6%BB%A8%E6%B1%9F');
  expect(page.text).toContain('没有同时符合“滨江”“望川市”的项目');
  expect(page.text).toContain('去掉“望川市”');
  expect((await site.get('/?city=&industry=&stage=&text=%E6%BB%A8%E6%B1%9F')).text).toContain(
    project,
  );
});

test('a filter that is none is refused in words, not with a stack', async () => {
  const page = await site.get('/?stage=sealed');
  expect(page.status).toBe(400);
  expect(page.text).toContain('请检查地址或者所填内容');
});

test('a project page shows its documents, rules with articles, timeline, and keeps bidders secret (C21)', async () => {
  const { text } = await site.get(`/projects/${project}`);
  expect(text).toContain('招标文件.pdf');
  expect(text).toContain('招标投标法第二十四条');
  expect(text).toContain('28 天（不少于 20 天）');
  expect(text).toContain('开标前依法保密');
  expect(text).toContain('项目进程');
  expect(text).toContain('基准价 B');
  expect(text).toContain('开标以后在这里公布');
});

test('what is not there is a page with a way back', async () => {
  for (const path of ['/projects/none', '/projects/0198f000-0000-7000-8000-000000000000']) {
    const page = await site.get(path);
    expect(page.status).toBe(404);
    expect(page.text).toContain('回到交易信息');
  }
  const english = await site.get('/projects/none?lang=en');
  expect(english.text).toContain('There is no such project.');
});

/** The papers of the lot in the register, as far as its candidates or its award. */
async function papers({ awardedAt }: { awardedAt: Date | null }): Promise<void> {
  const em = office.em();
  await em.nativeDelete(Award, { lot });
  await em.nativeDelete(AwardCandidate, { lot });
  const { out: _, ...said } = candidate;
  const none = { outReason: null, outAt: null };
  em.create(AwardCandidate, { lot, rank: 1, bid: said.bid, organisation: lot, said, ...none });
  em.create(Award, {
    ...{ lot, round: 1, state: awardedAt ? 'awarded' : 'candidates', candidatesText: '{}' },
    ...{ candidatesSha256: '', candidatesSignature: Buffer.from(''), candidatesCertificate: '' },
    ...{ candidatesEvent: lot, remainingMs: null, awardedAt },
    publishedAt: new Date(at('2026-09-09')),
    windowEndsAt: new Date('2026-10-13T16:00:00.000Z'),
    awardText: awardedAt && JSON.stringify({ winner: said }),
    amountFen: awardedAt && parseYuan(candidate.amount),
    ceilingFen: awardedAt && 23_860_000_000n,
    awardSha256: awardedAt && '',
    awardSignature: awardedAt && Buffer.from(''),
    awardCertificate: awardedAt && '',
    awardEvent: awardedAt && lot,
  });
  await em.flush();
}

test('candidates appear with the end of their window, a stopped clock with whose turn it is', async () => {
  await stateOf('candidates');
  office.clock.time = new Date(at('2026-10-11'));
  awards.set(lot, award({}));
  const open = (await site.get(`/projects/${project}`)).text;
  expect(open).toContain('云江同泽建筑工程有限公司');
  expect(open).toContain('公示至 2026-10-14 00:00:00');
  expect(open).toContain(`/api/lots/${lot}/opening/record.pdf`);
  awards.set(lot, award({ stopped: true }));
  expect((await site.get(`/projects/${project}`)).text).toContain('收到异议，已暂停');
  await papers({ awardedAt: null });
  const results = (await site.get('/results?stage=candidates')).text;
  expect(results).toContain('218,938,714.07 元');
  expect(results).toContain('2026-10-14');
  expect((await site.get('/results')).text).not.toContain('218,938,714.07 元');
});

test('an award is in the results with what it saved against the ceiling', async () => {
  await stateOf('awarded');
  awards.set(lot, award({ state: 'awarded', winner: candidate, awardedAt: at('2026-10-16') }));
  await papers({ awardedAt: new Date(at('2026-10-16')) });
  const results = (await site.get('/results')).text;
  expect(results).toContain('1,966.13 万元');
  expect(results).toContain('8.24%');
  const { text } = await site.get(`/projects/${project}`);
  expect(text).toContain('中标人：云江同泽建筑工程有限公司');
  expect(leadOf(text)).toMatch(/中标人 云江同泽建筑工程有限公司.*218,938,714\.07 元/);
  expect(leadOf(text)).not.toContain('投标截止');
  await stateOf('bidding');
  await office.em().nativeDelete(Award, { lot });
  office.clock.time = new Date(at('2026-09-10', '11:00'));
});

test('the figures of the year are counted from the signed awards', async () => {
  expect((await site.get('/')).text).not.toContain('节约资金');
  await papers({ awardedAt: new Date(at('2026-09-09')) });
  const { text } = await site.get('/');
  expect(text).toContain('1 宗');
  expect(text).toContain('2.189 亿元');
  expect(text).toContain('限价减成交价，8.24%');
});

test('English and large text are one click away and stay by cookie', async () => {
  const page = await site.get('/?lang=en&large=1');
  expect(page.text).toContain('lang="en"');
  expect(page.text).toContain('class="kb-large"');
  expect(page.text).toContain('Open for bids');
  const cookie = page.cookies.map(c => c.split(';')[0]).join('; ');
  const next = await site.get('/receipts', cookie);
  expect(next.text).toContain('Check a receipt');
  expect(next.text).toContain('class="kb-large"');
  expect((await site.get('/receipts?lang=zh', cookie)).text).toContain('核验回执');
});

test('a receipt that was never given is said not to match; half a hash too', async () => {
  const known = await site.get(
    `/receipts?reference=R-2026-0910-7KQ4-M2&manifestSha256=${'ab'.repeat(32)}`,
  );
  expect(known.text).toContain('对不上');
  const half = await site.get('/receipts/R-2026-0910-7KQ4-M2?manifestSha256=abcd');
  expect(half.text).toContain('对不上');
  expect((await site.get('/receipts')).text).not.toContain('对不上');
});

test('a refusal that was never given is unknown', async () => {
  expect((await site.get('/refusals/N-2026-0910-7KQ4-M2')).text).toContain('没有签发过这份凭证');
});

test('the log page has the key, and an entry that is none is said to be none', async () => {
  const page = await site.get('/log');
  expect(page.text).toContain('kaibiao.test/log+');
  for (const entry of ['999999', 'hello', '0198f000-0000-7000-8000-000000000000'])
    expect((await site.get(`/log?entry=${entry}`)).text).toContain('日志里没有这条记录');
});

test('the list is there as CSV, and the styles and icons that pages name exist', async () => {
  const csv = await site.get('/projects.csv');
  expect(csv.type).toContain('text/csv');
  expect(csv.text.split('\r\n')).toHaveLength(3);
  const { text } = await site.get('/');
  const named = [...text.matchAll(/(?:href)="(\/portal\/[^"#]+)/g)].map(m => m[1] ?? '');
  expect(named.length).toBeGreaterThan(4);
  for (const path of new Set(named)) {
    const { status, type } = await site.get(path);
    expect([path, status]).toEqual([path, 200]);
    expect(type).toContain(path.endsWith('.css') ? 'text/css' : 'image/svg+xml');
  }
  expect((await site.get('/portal/tokens')).status).toBe(404);
  expect((await site.get('/portal/..%2Fpackage.json')).status).toBe(404);
});
