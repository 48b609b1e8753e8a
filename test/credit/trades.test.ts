import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PaymentLine } from '../../contracts/bond.ts';
import type { LotRules } from '../../contracts/tender/lot-rules.ts';
import { Award, AwardCandidate, AwardVoiding } from '../../src/award/entities.ts';
import { submitBid } from '../../src/bidding/submit-bid.ts';
import { readMyBond } from '../../src/bond/read-bond.ts';
import { recordPayments } from '../../src/bond/record-payments.ts';
import { LotContract } from '../../src/contract/entities.ts';
import { CreditEntry } from '../../src/credit/entities.ts';
import { recordOf } from '../../src/credit/read-credit.ts';
import { watchCredit } from '../../src/credit/watch.ts';
import { SealedBid } from '../../src/opening/entities.ts';
import { transact } from '../../src/platform/command.ts';
import { visitor } from '../../src/platform/identity.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { Organisation } from '../../src/registry/entities.ts';
import { Lot } from '../../src/tender/entities.ts';
import { rulesSha256 } from '../../src/tender/rules/lot-rules.ts';
import { sealBid, submit, upload } from '../support/bid.ts';
import { close, endWindow, release } from '../support/opening.ts';
import { aCity, aFirm, aLot, type City, type Firm } from '../support/trade.ts';

let city: City;
let tenderer: Firm;
let finance: Firm;
let number = 0;
beforeAll(async () => {
  city = await aCity();
  tenderer = await aFirm(city, ['tenderer'], ['tenderer']);
  finance = await aFirm(city, ['centre'], ['finance']);
});
afterAll(() => city.drop());

const em = () => city.orm.em.fork();
const ctx = (who: Firm) => city.context(who.actor);
const codeOf = async ({ organisation }: Firm) =>
  (await em().findOneOrFail(Organisation, { id: organisation })).code;
const record = async (who: Firm) =>
  recordOf(city.context(visitor), await codeOf(who), { at: undefined, whole: false });

async function bidders(): Promise<[Firm, Firm, Firm]> {
  const firms: Firm[] = [];
  for (let i = 0; i < 3; i++) {
    const firm = await aFirm(city);
    await em().nativeUpdate(
      Organisation,
      { id: firm.organisation },
      { basicAccount: `6200${firm.name.replace(/\D/g, '')}` },
    );
    firms.push(firm);
  }
  return firms as [Firm, Firm, Firm];
}

async function aLotThatAsks(terms: Partial<LotRules['bondTerms']>): Promise<Lot> {
  const deadline = new Date((await city.now()).getTime() + 3_600_000);
  const { id } = await aLot(city, { deadline, tenderer });
  const work = em();
  const made = await work.findOneOrFail(Lot, { id }, { populate: ['project'] });
  const bondTerms = { ...made.rules.bondTerms, forms: ['transfer' as const], ...terms };
  made.rules = { ...made.rules, estimate: '240000000.00', bond: '2000000.00', bondTerms };
  made.rulesSha256 = rulesSha256(made.rules);
  await work.flush();
  return made;
}

async function pay(lot: Lot, firm: Firm, amount: string) {
  const { basicAccount } = await em().findOneOrFail(Organisation, { id: firm.organisation });
  const line: PaymentLine = {
    ...{ form: 'transfer', reference: `C${++number}`, payerName: firm.name, amount },
    ...{ payerAccount: basicAccount ?? '', at: (await city.now()).toISOString() },
  };
  return recordPayments(ctx(finance), lot.id, [line]);
}

/** A published penalty, as the authority's desk leaves it. */
async function penalise(firm: Firm, kind: 'penalty-serious' | 'penalty-general') {
  const at = await city.now();
  const work = em();
  work.create(CreditEntry, {
    ...{ id: v7(), number: `F-2026-0101-0000-${++number}`, authority: v7(), authorityName: '局' },
    ...{ code: await codeOf(firm), state: 'published', enteredAt: at, answerBy: null },
    ...{ publishedAt: at, event: null, correctedAt: null },
    statement: {
      ...{ format: 'kaibiao-credit-fact/1', code: await codeOf(firm), name: firm.name, kind },
      ...{ agency: '局', documentNumber: `${number}号`, decidedOn: at.toISOString().slice(0, 10) },
      ...{ documentSha256: 'ab'.repeat(32), summary: '处罚', replaces: null },
    },
  });
  await work.flush();
}

const relief = { creditRelief: { bands: ['A' as const], percent: '50' } };

test('a bid revoked and its bond kept count once; before the reveal nothing betrays who bids (C21)', async () => {
  const lot = await aLotThatAsks({ due: 'opening' });
  const [one, two, three] = await bidders();
  await pay(lot, three, '2000000.00');
  for (const firm of [one, two, three]) await submit(city, firm, lot.id, '1.00');
  expect((await record(three)).lines).toEqual([]);
  await close(city, lot.id);
  expect((await record(three)).lines).toEqual([]);
  for (const firm of [one, two]) await release(city, firm, lot.id);
  await endWindow(city, lot.id);
  expect((await record(one)).score).toBe(100);
  const { score, lines } = await record(three);
  expect(score).toBe(92);
  expect(lines.map(l => [l.fact?.kind, l.counted, l.cause])).toEqual([
    ['bond-kept', -8, null],
    ['bid-revoked', 0, 'same-matter'],
  ]);
  const revealed = await em().findOneOrFail(Event, { type: 'opening.revealed', subject: lot.id });
  expect(lines[0]?.fact?.source.event).toBe(revealed.id);
});

test('a contract counts for its winner once it is recorded, and for nobody else', async () => {
  const lot = await aLotThatAsks({ due: 'opening' });
  const [first, second] = await bidders();
  const at = await city.now();
  const work = em();
  const said = {
    ...{
      amount: '1.00',
      periodDays: 1,
      quality: '合格',
      manager: '甲',
      managerCertificate: '云 1',
    },
    ...{ technical: '1.00', price: '1.00', total: '2.00' },
  };
  const rows = [first, second].map((firm, i) => ({
    ...{ rank: i + 1, bid: v7(), bidder: firm.name, organisation: firm.organisation },
  }));
  for (const { rank, bid, bidder, organisation } of rows)
    work.create(AwardCandidate, {
      ...{ lot: lot.id, rank, bid, organisation, outReason: rank === 1 ? '放弃' : null },
      ...{ said: { ...said, rank, bid, bidder }, outAt: rank === 1 ? at : null },
    });
  const winner = { ...said, rank: 2, bid: rows[1]?.bid, bidder: second.name };
  const hash = 'ab'.repeat(32);
  const awardText = JSON.stringify({
    ...{ format: 'kaibiao-award/1', reference: 'X', project: v7(), lot: lot.id, code: 'X' },
    ...{ title: 'X', tenderer: 'X', agency: null, reportSha256: hash, candidatesSha256: hash },
    ...{ passedOver: [], winner, contractWithinDays: 30 },
  });
  work.create(Award, {
    round: 1,
    ...{ lot: lot.id, state: 'awarded', candidatesText: '{}', candidatesSha256: hash },
    ...{ candidatesSignature: Buffer.from('x'), candidatesCertificate: hash, remainingMs: null },
    ...{ candidatesEvent: v7(), publishedAt: at, windowEndsAt: at, awardText, awardedAt: at },
  });
  work.create(LotContract, { lot: lot.id });
  await work.flush();
  expect((await record(second)).score).toBe(100);
  await em().nativeUpdate(LotContract, { lot: lot.id }, { recordedAt: await city.now() });
  expect((await record(first)).score).toBe(100);
  expect(await record(second)).toMatchObject({
    score: 102,
    lines: [{ fact: { kind: 'contract-signed', id: `contract-signed:${lot.id}` } }],
  });
});

test('a contract that fell with its award counted until then; who declined is told by the decision, once', async () => {
  const lot = await aLotThatAsks({ due: 'opening' });
  const [winner] = await bidders();
  const at = await city.now();
  await transact(city.context(), async tx => {
    const data = { terms: {}, sha256: 'ab'.repeat(32), late: false };
    await tx.record({ type: 'contract.recorded', subject: lot.id, data });
  });
  await city.advance(new Date(at.getTime() + 3_600_000));
  const work = em();
  const struck = { outReason: '放弃中标', outAt: await city.now() };
  work.create(AwardCandidate, {
    ...{ lot: lot.id, rank: 1, bid: v7(), organisation: winner.organisation, ...struck },
    said: {
      ...{
        rank: 1,
        bid: v7(),
        bidder: winner.name,
        amount: '1.00',
        periodDays: 1,
        quality: '合格',
      },
      ...{ manager: '甲', managerCertificate: '云 1', technical: '1', price: '1', total: '2' },
    },
  });
  const signature = Buffer.from('x');
  work.create(AwardVoiding, {
    ...{ lot: lot.id, number: 1, ground: 'declined', consequence: 'next', reason: '拒签合同' },
    ...{ rank: 1, bidder: winner.name, authority: '局', text: '{}', sha256: 'ab'.repeat(32) },
    ...{ signature, certificateSha256: 'ab'.repeat(32), at: await city.now(), awardText: '{}' },
    ...{ awardSignature: signature, contractText: '{}', contractSignature: signature },
  });
  await work.flush();
  const own = { at: undefined, whole: true };
  const now = await recordOf(city.context(visitor), await codeOf(winner), own);
  expect(now.lines.map(l => [l.fact?.kind, l.counted, l.cause])).toEqual([
    ['award-declined', -12, null],
    ['contract-signed', 0, 'revoked'],
  ]);
  const then = { at: new Date(at.getTime() + 1_800_000).toISOString(), whole: true };
  expect(await recordOf(city.context(visitor), await codeOf(winner), then)).toMatchObject({
    score: 102,
  });
});

test('a bond is reduced only where the documents say so, by the band at publication', async () => {
  const [good, bad] = await bidders();
  await penalise(bad, 'penalty-serious');
  const plain = await aLotThatAsks({ due: 'commit' });
  expect(await readMyBond(ctx(good), plain.id)).toMatchObject({
    ...{ asked: '2000000.00', full: '2000000.00', credit: null },
  });
  const lot = await aLotThatAsks({ due: 'commit', ...relief });
  expect(await readMyBond(ctx(good), lot.id)).toMatchObject({
    ...{ asked: '1000000.00', full: '2000000.00' },
    credit: { band: 'A', score: 100, reduced: true },
  });
  expect(await readMyBond(ctx(bad), lot.id)).toMatchObject({
    ...{ asked: '2000000.00', credit: { band: 'B', score: 80, reduced: false } },
  });
  // What comes after the publication changes the bond of later tenders, not of this one.
  await penalise(good, 'penalty-serious');
  expect((await readMyBond(ctx(good), lot.id)).asked).toBe('1000000.00');
  const later = await aLotThatAsks({ due: 'commit', ...relief });
  expect((await readMyBond(ctx(good), later.id)).asked).toBe('2000000.00');
});

test('the commit takes the reduced bond of who has the credit, and no reduced one of who has not', async () => {
  const [good, bad] = await bidders();
  await penalise(bad, 'penalty-serious');
  const lot = await aLotThatAsks({ due: 'commit', ...relief });
  for (const firm of [good, bad]) await pay(lot, firm, '1000000.00');
  await submit(city, good, lot.id, '1.00');
  const sealed = await sealBid(city, bad, lot.id, '2.00');
  await upload(city, bad, lot.id, sealed);
  const refused = expect.objectContaining({
    code: 'BOND_MISSING',
    facts: expect.objectContaining({ asked: '2000000.00' }),
  });
  const said = async () => (await city.orm.em.fork().find(Event, {})).map(e => e.type).sort();
  const before = await said();
  await expect(submitBid(ctx(bad), lot.id, sealed.p7)).rejects.toEqual(refused);
  // The refusal leaves its own record, which the bidder can have signed, and nothing else.
  expect(await said()).toEqual([...before, 'bidding.refused'].sort());
  await pay(lot, bad, '1000000.00');
  await submitBid(ctx(bad), lot.id, sealed.p7);
});

test('at the opening a reduced bond is no fault, is on record with its sum, and is shown to supervision', async () => {
  const [good, bad, third] = await bidders();
  await penalise(bad, 'penalty-serious');
  const lot = await aLotThatAsks({ due: 'opening', ...relief });
  for (const firm of [good, bad]) await pay(lot, firm, '1000000.00');
  await pay(lot, third, '2000000.00');
  for (const firm of [good, bad, third]) await submit(city, firm, lot.id, '1.00');
  const reduced = () => em().find(Event, { type: 'bond.reduced', subject: lot.id });
  const own = async () =>
    (await watchCredit(city.context())).rows.filter(row => row.lot === lot.id);
  await close(city, lot.id);
  expect([await reduced(), await own()]).toEqual([[], []]);
  for (const firm of [good, bad, third]) await release(city, firm, lot.id);
  await endWindow(city, lot.id);
  const bids = await em().find(SealedBid, { lot: lot.id });
  const causeOf = (firm: Firm) =>
    bids.find(b => b.organisation === firm.organisation)?.cause ?? null;
  expect([causeOf(good), causeOf(third)]).toEqual([null, null]);
  expect(causeOf(bad)).toContain('投标保证金没有在截止前足额到账');
  const told = (await reduced()).map(e => JSON.parse(e.text).data);
  const bidOf = (firm: Firm) => bids.find(b => b.organisation === firm.organisation)?.bid;
  expect(told).toHaveLength(2);
  expect(told).toContainEqual({ bid: bidOf(good), band: 'A', score: 100, rules: '2026-1' });
  expect((await own()).map(row => [row.why, row.name]).sort()).toEqual(
    [good, third].map(firm => ['bond-reduced', firm.name]).sort(),
  );
});

test('a candidate of a low band is shown to supervision, one of a good band is not', async () => {
  const lot = await aLotThatAsks({ due: 'opening' });
  const [good, bad, third] = await bidders();
  for (const firm of [good, bad, third]) await submit(city, firm, lot.id, '1.00');
  await close(city, lot.id);
  for (const firm of [good, bad, third]) await release(city, firm, lot.id);
  const work = em();
  for (const [i, { organisation, name }] of [good, bad].entries())
    work.create(AwardCandidate, {
      ...{ lot: lot.id, rank: i + 1, bid: v7(), organisation, outReason: null, outAt: null },
      said: {
        ...{ rank: i + 1, bid: v7(), bidder: name, amount: '1.00', periodDays: 1, quality: '合格' },
        ...{ manager: '甲', managerCertificate: '云 1', technical: '1', price: '1', total: '2' },
      },
    });
  await work.flush();
  const shown = async () =>
    (await watchCredit(city.context())).rows.filter(row => row.lot === lot.id);
  await endWindow(city, lot.id);
  expect(await shown()).toEqual([]);
  await penalise(bad, 'penalty-serious');
  await penalise(bad, 'penalty-general');
  expect(await shown()).toMatchObject([{ name: bad.name, band: 'C', why: 'closer-supervision' }]);
});
