import { Readable } from 'node:stream';
import pg from 'pg';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RetentionKind } from '../../contracts/retention.ts';
import { eraseDue } from '../../src/audit/retention/erase-due.ts';
import { findHoldTargets } from '../../src/audit/retention/hold-targets.ts';
import { liftHold, placeHold } from '../../src/audit/retention/holds.ts';
import { readRetention } from '../../src/audit/retention/read-retention.ts';
import { retention } from '../../src/audit/rules/retention.ts';
import { CaseAct, Sanction, SanctionCase, SanctionEvidence } from '../../src/blacklist/entities.ts';
import { Clue, EvidenceMark, EvidenceUser } from '../../src/clues/entities.ts';
import { HistoryKey, HistoryText } from '../../src/clues/history/entities.ts';
import { keepKeys } from '../../src/clues/history/keys.ts';
import { readIndicators } from '../../src/clues/indicators.ts';
import { recordLook } from '../../src/clues/read-clue.ts';
import { utf8 } from '../../src/kernel/bytes.ts';
import { addMonths } from '../../src/kernel/calendar.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { inclusionProof } from '../../src/platform/ledger/log.ts';
import { newReference } from '../../src/platform/reference.ts';
import { keepTrace, SealedTrace } from '../../src/platform/sealed-trace.ts';
import { Lot, Project } from '../../src/tender/entities.ts';
import { leafEntry } from '../../src/transparency/leaf.ts';
import { verifyTlogProof } from '../../src/transparency/tlog-proof.ts';
import { clueNow } from '../support/clue.ts';
import { sequenced, testLogKey, until } from '../support/ledger.ts';
import { codeOf, listNow } from '../support/listing.ts';
import { aLotWithBids, close, release, turn } from '../support/opening.ts';
import { aCity, aFirm, type City, type Firm } from '../support/trade.ts';

let city: City;
let officer: Firm;
let lot: Lot;
let firms: Firm[];
beforeAll(async () => {
  city = await aCity();
  officer = await aFirm(city, ['supervision'], ['supervisor']);
  firms = [await aFirm(city), await aFirm(city), await aFirm(city)];
  lot = await opened(firms);
});
afterAll(() => city.drop());

async function opened(bidders: Firm[]): Promise<Lot> {
  const priced = bidders.map((firm, i) => ({ firm, price: `${9_000_000 + i * 1000}.00` }));
  const { lot: id } = await aLotWithBids(city, priced);
  const found = await city.orm.em.fork().findOneOrFail(Lot, { id }, { populate: ['project'] });
  for (const firm of bidders) await keepTrace(city.context(firm.actor), [found], 'download');
  await close(city, id);
  for (const firm of bidders) await release(city, firm, id);
  await turn(city);
  return found;
}

const run = () => eraseDue.run(city.context());
const years = async (n: number) => city.advance(addMonths(await city.now(), 12 * n));
const em = () => city.orm.em.fork();
const rowOf = async (kind: RetentionKind) => {
  const { rows } = await readRetention(city.context(officer.actor));
  return rows.find(row => row.kind === kind);
};
const erasures = async (kind: RetentionKind) =>
  (await em().find(Event, { type: 'audit.erased' }, { orderBy: { at: 1, id: 1 } }))
    .map(event => JSON.parse(event.text).data)
    .filter(data => data.kind === kind);
const dismissed = async (of: Lot) =>
  clueNow(city.context(), {
    ...{ project: of.project.id, lot: of.id, bids: [1, 2], state: 'dismissed' as const },
    ...{ verdict: '两家共用打印店，已核对', judgedAt: await city.now() },
  });

test('every rule names its term, its article or its policy, and what is left', () => {
  for (const rule of Object.values(retention)) {
    expect(rule.years).toBeGreaterThan(0);
    if (rule.source === 'local') expect(rule.basis.zh).toContain('本市规定');
    expect(rule.basis.zh).toMatch(/法|规定/);
  }
});

test('a dismissed clue goes after its term, not a day before; its verdict stays counted, without whom', async () => {
  const id = await dismissed(lot);
  const seen = async () =>
    (await readIndicators(city.context())).rows.find(r => r.rule === 'same-disk');
  const before = await seen();
  await city.advance(new Date(addMonths(await city.now(), 36).getTime() - 86_400_000));
  await run();
  expect(await em().count(Clue, { id })).toBe(1);
  await city.advance(new Date((await city.now()).getTime() + 2 * 86_400_000));
  expect(await rowOf('clues')).toMatchObject({ kept: 1, due: 1, held: 0 });
  await run();
  expect(await em().count(Clue, { id })).toBe(0);
  expect(await seen()).toMatchObject({ clues: before?.clues, dismissed: before?.dismissed });
  const [event] = await erasures('clues');
  expect(event).toEqual({
    kind: 'clues',
    count: 1,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  await run();
  expect(await erasures('clues')).toHaveLength(1);
});

test('what a hold is placed on is found by its name: published lots and case numbers, nothing of whom a case is about', async () => {
  const ctx = city.context(officer.actor);
  const find = async (scope: 'lot' | 'case', text: string) =>
    (await findHoldTargets(ctx, { scope, text })).rows;
  expect((await find('lot', lot.project.code)).map(row => row.id)).toEqual([lot.id]);
  expect(await find('lot', '%_')).toEqual([]);
  const code = await codeOf(city.context(), firms[1]?.organisation ?? '');
  const id = await aCase({ code, state: 'investigating' });
  const { number } = await em().findOneOrFail(SanctionCase, { id });
  expect(await find('case', number)).toEqual([{ id, title: number }]);
  expect(await find('case', firms[1]?.name ?? '')).toEqual([]);
  await em().nativeDelete(SanctionCase, { id });
  const drafted = em();
  const project = await drafted.findOneOrFail(Project, { id: lot.project.id });
  const { publishedAt } = project;
  project.publishedAt = null;
  await drafted.flush();
  expect(await find('lot', lot.project.code)).toEqual([]);
  project.publishedAt = publishedAt ?? null;
  await drafted.flush();
});

test('a live clue, a hold, a case and a listing each keep everything of the lot', async () => {
  const id = await dismissed(lot);
  const live = await clueNow(city.context(), { project: lot.project.id, lot: lot.id, bids: [3] });
  const traces = await em().count(SealedTrace, { lot: lot.id });
  expect(traces).toBeGreaterThan(2);
  await years(20);
  const marked = await aMark();
  const kept = async () => {
    await run();
    expect(await em().count(Clue, { id })).toBe(1);
    expect(await em().count(SealedTrace, { lot: lot.id })).toBe(traces);
    expect(await rowOf('clues')).toMatchObject({ due: 0, held: 1 });
  };
  await kept();
  await em().nativeDelete(Clue, { id: live });
  const body = { scope: 'lot' as const, target: lot.id, reason: '行政诉讼（2026）云行初 12 号' };
  const { id: hold } = await placeHold(city.context(officer.actor), body);
  await kept();
  expect((await readRetention(city.context(officer.actor))).holds).toMatchObject([
    { title: expect.stringContaining('标段'), reason: body.reason, by: officer.actor.name },
  ]);
  const code = await codeOf(city.context(), firms[0]?.organisation ?? '');
  const held = await aCase({ code, state: 'investigating' });
  await liftHold(city.context(officer.actor), hold);
  await expect(liftHold(city.context(officer.actor), hold)).rejects.toMatchObject({
    code: 'WRONG_STATE',
  });
  await kept();
  await em().nativeDelete(SanctionCase, { id: held });
  await listNow(city.context(), { code, forMs: null });
  await kept();
  await city.orm.em.fork().execute(`update sanction set state = 'revoked'`);
  await run();
  expect(await em().count(Clue, { id })).toBe(0);
  expect(await em().count(SealedTrace, { lot: lot.id })).toBe(0);
  expect(await em().count(EvidenceMark, { bid: marked })).toBe(1);
  expect((await erasures('traces')).at(-1)).toMatchObject({ count: traces });
  expect(await em().count(EvidenceUser)).toBe(1);
  await years(6);
  await run();
  expect(await em().count(EvidenceMark, { bid: marked })).toBe(0);
  expect(await em().count(EvidenceUser)).toBe(0);
});

async function aMark(): Promise<string> {
  const bid = v7();
  const organisation = firms[0]?.organisation ?? '';
  const of = { bid, lot: lot.id, organisation, source: 'file', at: await city.now() };
  await em().insert(EvidenceMark, { kind: 'disk', value: 'a7 b8', ...of });
  await em().insert(EvidenceUser, { kind: 'disk', organisation });
  return bid;
}

async function aCase(of: Partial<SanctionCase>): Promise<string> {
  const [id, at] = [v7(), await city.now()];
  const fork = em();
  fork.create(SanctionCase, {
    ...{ id, number: newReference('C', at), authority: officer.organisation, list: 'violations' },
    ...{ authorityName: officer.name, ground: 'collusion', person: null, summary: '线索' },
    subject: { kind: 'organisation', code: '91440000MA5TEST001', name: '某公司' },
    ...{ code: null, state: 'dropped', officers: [], chair: null, openedBy: officer.person },
    ...{ openedAt: at, filedAt: null, noticedAt: null, answerBy: null, answeredAt: null },
    ...{ hearingAt: null, decidedAt: null, decider: null, servedAt: null, due: null },
    ...{ sanction: null, ...of },
  });
  await fork.flush();
  return id;
}

test('a dropped case goes with its acts and files; bytes that something else names stay', async () => {
  const id = await aCase({});
  const other = await aCase({ state: 'investigating' });
  const [own, shared] = [await aBlob('只在本案'), await aBlob('两案都有')];
  await evidence(id, own);
  await evidence(id, shared);
  await evidence(other, shared);
  const at = await city.now();
  await em().insert(CaseAct, {
    ...{ id: v7(), case: id, position: 0, act: 'drop', person: officer.person, name: officer.name },
    ...{
      text: '{}',
      sha256: '00',
      signature: Buffer.alloc(1),
      certificateSha256: '',
      at,
      event: v7(),
    },
  });
  await years(9);
  await run();
  expect(await em().count(SanctionCase, { id })).toBe(1);
  await years(2);
  await run();
  expect(await em().count(SanctionCase, { id: { $in: [id, other] } })).toBe(1);
  expect(await em().count(CaseAct, { case: id })).toBe(0);
  expect(await em().count(SanctionEvidence, { owner: id })).toBe(0);
  expect(await city.storage.size(own)).toBe(null);
  expect(await city.storage.size(shared)).not.toBe(null);
});

test('the file of a listing stays while it is in effect or on hold; the listing itself stays for good', async () => {
  const number = await listNow(city.context(), { code: null });
  const id = await aCase({ state: 'listed', sanction: number });
  await city.orm.em.fork().execute('update sanction set "case" = ? where number = ?', [id, number]);
  const there = async () => {
    await run();
    return em().count(SanctionCase, { id });
  };
  await years(40);
  expect(await there()).toBe(1);
  await city.orm.em
    .fork()
    .execute(`update sanction set state = 'expired' where number = ?`, [number]);
  const body = { scope: 'case' as const, target: id, reason: '审计署专项审计' };
  const { id: hold } = await placeHold(city.context(officer.actor), body);
  expect(await there()).toBe(1);
  await liftHold(city.context(officer.actor), hold);
  expect(await there()).toBe(0);
  const left = await em().findOneOrFail(Sanction, { number });
  expect(left).toMatchObject({ state: 'expired', case: null });
});

const aBlob = async (text: string) =>
  (await city.storage.put(Readable.from([utf8(text)]), { maxBytes: 1000 })).sha256;

async function evidence(owner: string, sha256: string): Promise<void> {
  const row = { id: v7(), owner, kind: 'file' as const, name: '材料', sha256, bytes: 10 };
  const by = { source: null, rule: null, person: officer.person, at: await city.now() };
  await em().insert(SanctionEvidence, { ...row, ...by });
}

test('a clue over the years has no lot: a live one keeps nobody else, and a dismissed one goes unless a party has something open', async () => {
  const firm = await aFirm(city);
  const party = { number: 1, kind: 'bidder' as const, id: firm.organisation, name: firm.name };
  const over = (state: Clue['state']) =>
    clueNow(city.context(), {
      ...{ project: null, lot: null, bids: [1], about: 'group', state, parties: [party] },
    });
  const [live, done] = [await over('new'), await over('dismissed')];
  const other = await dismissed(lot);
  await years(4);
  const code = await codeOf(city.context(), firm.organisation);
  const held = await aCase({ code, state: 'investigating' });
  await run();
  expect(await em().count(Clue, { id: { $in: [live, done, other] } })).toBe(2);
  await em().nativeDelete(SanctionCase, { id: held });
  await run();
  expect(await em().count(Clue, { id: { $in: [live, done, other] } })).toBe(1);
  expect(await em().count(Clue, { id: live })).toBe(1);
  await em().nativeDelete(Clue, { id: live });
});

test('fingerprints of texts go fifteen years after the bid, with their keys; a firm stays the same author', async () => {
  const firm = await aFirm(city);
  const keep = async (file: string, sample: number[]) => {
    const of = { bid: v7(), lot: lot.id, organisation: firm.organisation, file };
    const text = { ...of, receivedAt: await city.now(), sample: Uint32Array.from(sample) };
    await keepKeys(em(), text);
    return text;
  };
  const old = await keep('old.pdf', [1, 2, 2 ** 32 - 1]);
  await years(14);
  const young = await keep('young.pdf', [2, 3]);
  await run();
  expect(await em().count(HistoryText, { organisation: firm.organisation })).toBe(2);
  await years(2);
  expect(await rowOf('texts')).toMatchObject({ kept: 2, due: 1, held: 0, more: false });
  const body = { scope: 'lot' as const, target: lot.id, reason: '审计署专项审计' };
  const { id: hold } = await placeHold(city.context(officer.actor), body);
  await run();
  expect(await rowOf('texts')).toMatchObject({ kept: 2, due: 0, held: 1 });
  await liftHold(city.context(officer.actor), hold);
  await run();
  expect(await em().count(HistoryText, { file: old.file })).toBe(0);
  const left = await em().findOneOrFail(HistoryText, { file: young.file });
  expect((await em().find(HistoryKey, {})).map(({ key, text }) => [key, text])).toEqual([
    [3, left.number],
  ]);
  expect(await erasures('texts')).toMatchObject([{ count: 1 }]);
  // The same words again: known again, and still by one author.
  await keep('again.pdf', [1, 3]);
  const again = await em().findOneOrFail(HistoryText, { file: 'again.pdf' });
  expect(again.author).toBe(left.author);
  const keys = await em().find(HistoryKey, {}, { orderBy: { key: 1 } });
  expect(keys.map(({ key, text }) => [key, text])).toEqual([
    [1, again.number],
    [3, left.number],
  ]);
}, 30_000);

test('a worker that is to stop erases no more', async () => {
  const id = await dismissed(lot);
  await years(4);
  await eraseDue.run(city.context(), AbortSignal.abort());
  expect(await em().count(Clue, { id })).toBe(1);
  await run();
  expect(await em().count(Clue, { id })).toBe(0);
});

test('a look goes after its term, and nothing else may leave the record; the log still holds', async () => {
  const clue = await em().findOneOrFail(Clue, { id: await dismissed(lot) });
  await recordLook(city.context(officer.actor), clue, 'supervision', 'clue');
  const look = await em().findOneOrFail(Event, { type: 'clues.looked' });
  await sequenced(city.url, () =>
    until(async () => {
      const { leafIndex } = await em().findOneOrFail(Event, { id: look.id });
      return typeof leafIndex === 'number';
    }),
  );
  const { leafIndex } = await em().findOneOrFail(Event, { id: look.id });
  await years(6);
  await run();
  expect(await em().count(Event, { id: look.id })).toBe(0);
  expect(await erasures('looks')).toMatchObject([{ count: 1 }]);
  // Who kept a copy can still prove that it was in the log.
  const proof = await inclusionProof(em(), leafIndex ?? -1);
  const entry = leafEntry(look.type, new Uint8Array(look.blind), look.text);
  expect(verifyTlogProof(proof, entry, testLogKey.verifier).index).toBe(leafIndex);
  const client = new pg.Client({ connectionString: city.url });
  await client.connect();
  const refused = client.query(`delete from event where type = 'audit.erased'`);
  await expect(refused).rejects.toThrow('it is a record');
  await client.end();
}, 30_000);
