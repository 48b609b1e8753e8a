import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MyBond, type PaymentLine } from '../../contracts/bond.ts';
import type { BondTerms } from '../../contracts/tender/lot-rules.ts';
import { submitBid, withdrawBid } from '../../src/bidding/submit-bid.ts';
import { BondPayment } from '../../src/bond/entities.ts';
import { listPayments, readBondLots, readMyBond } from '../../src/bond/read-bond.ts';
import { recordPayments } from '../../src/bond/record-payments.ts';
import { releaseBonds, returnPayment } from '../../src/bond/return-payment.ts';
import { chinaCalendar, endOfPeriod } from '../../src/kernel/calendar.ts';
import { SealedBid } from '../../src/opening/entities.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { Organisation } from '../../src/registry/entities.ts';
import { Lot } from '../../src/tender/entities.ts';
import { rulesSha256 } from '../../src/tender/rules/lot-rules.ts';
import { aWithdrawal, sealBid, submit, upload } from '../support/bid.ts';
import { close, endWindow, release } from '../support/opening.ts';
import { aCity, aFirm, aLot, type City, type Firm } from '../support/trade.ts';

let city: City;
let tenderer: Firm;
let finance: Firm;
let bidders: Firm[];
let lot: Lot;
let number = 0;
const account = (i: number) => `62000000${String(i).padStart(4, '0')}`;

beforeAll(async () => {
  city = await aCity();
  tenderer = await aFirm(city, ['tenderer'], ['tenderer']);
  finance = await aFirm(city, ['centre'], ['finance']);
  bidders = [];
  for (let i = 0; i < 3; i++) {
    const firm = await aFirm(city);
    const em = city.orm.em.fork();
    (await em.findOneOrFail(Organisation, { id: firm.organisation })).basicAccount = account(i);
    await em.flush();
    bidders.push(firm);
  }
});
afterAll(() => city.drop());

const em = () => city.orm.em.fork();
const code = (expected: string) => expect.objectContaining({ code: expected });
const firm = (i: number): Firm => bidders[i] as Firm;
const ctx = (who: Firm) => city.context(who.actor);

async function lotThatAsks(due: BondTerms['due']): Promise<Lot> {
  const deadline = new Date((await city.now()).getTime() + 3_600_000);
  const { id } = await aLot(city, { deadline, tenderer });
  const work = em();
  const made = await work.findOneOrFail(Lot, { id }, { populate: ['project'] });
  made.rules = {
    ...made.rules,
    estimate: '240000000.00',
    bond: '2000000.00',
    bondTerms: { ...made.rules.bondTerms, forms: ['transfer'], due },
  };
  made.rulesSha256 = rulesSha256(made.rules);
  await work.flush();
  return made;
}

async function line(i: number, change: Partial<PaymentLine> = {}): Promise<PaymentLine> {
  return {
    form: 'transfer',
    reference: `B${String(++number).padStart(6, '0')}`,
    payerName: firm(i).name,
    payerAccount: account(i),
    amount: '2000000.00',
    at: (await city.now()).toISOString(),
    ...change,
  };
}

const pay = async (i: number, change: Partial<PaymentLine> = {}) =>
  recordPayments(ctx(finance), lot.id, [await line(i, change)]);
const mine = (i: number) => readMyBond(ctx(firm(i)), lot.id);

describe('a payment', () => {
  beforeEach(async () => {
    lot = await lotThatAsks('opening');
  });

  test('from the basic account counts, once, and only its own bidder and the finance see it (C21)', async () => {
    const one = await line(0);
    const twice = () => recordPayments(ctx(finance), lot.id, [one]);
    expect(await twice()).toEqual({ recorded: 1, known: 0, refused: 0 });
    expect(await twice()).toEqual({ recorded: 0, known: 1, refused: 0 });
    expect(MyBond.parse(await mine(0))).toMatchObject({
      arrived: true,
      payments: [{ fault: null }],
    });
    expect(await mine(1)).toMatchObject({ arrived: false, payments: [] });
    const { rows } = await listPayments(ctx(finance), lot.id);
    expect(rows.map(r => r.bidder)).toEqual([firm(0).name]);
    const about = { text: { $like: `%${one.reference}%` } };
    const events = await em().find(Event, about);
    expect(events.map(e => [e.type, e.room ?? null])).toEqual([['bond.received', null]]);
    expect(events[0]?.subject).not.toBe(lot.id);
  });

  test('in parts adds up', async () => {
    await pay(0, { amount: '1200000.00' });
    expect((await mine(0)).arrived).toBe(false);
    await pay(0, { amount: '800000.00' });
    expect((await mine(0)).arrived).toBe(true);
  });

  test.each([
    ['from another account', { payerAccount: '99999999' }, 'not-basic-account'],
    ['under another name', { payerName: '别人有限公司' }, 'not-basic-account'],
    ['in a form that is not accepted', { form: 'guarantee' as const }, 'form-refused'],
  ])('%s does not count and is due back in five days', async (_, change, fault) => {
    expect(await pay(0, change)).toEqual({ recorded: 0, known: 0, refused: 1 });
    expect((await mine(0)).arrived).toBe(false);
    const { rows } = await listPayments(ctx(finance), lot.id);
    const since = new Date(rows[0]?.refund?.since ?? '');
    expect(rows[0]).toMatchObject({ fault, refund: { cause: fault } });
    expect(rows[0]?.refund?.dueAt).toBe(endOfPeriod(since, 5, chinaCalendar).toISOString());
    // The account stays on record: bonds from one account are a presumption of collusion (B40).
    expect(rows[0]?.payerAccount).toBe('payerAccount' in change ? change.payerAccount : account(0));
  });

  test('at the deadline is late; one that comes in the future is not taken', async () => {
    await city.advance(lot.deadline);
    expect(await pay(0, { at: lot.deadline.toISOString() })).toMatchObject({ refused: 1 });
    expect((await mine(0)).payments[0]?.fault).toBe('late');
    const future = new Date(lot.deadline.getTime() + 86_400_000).toISOString();
    const before = await em().count(Event, {});
    await expect(pay(1, { at: future })).rejects.toThrow(code('MALFORMED'));
    expect(await em().count(Event, {})).toBe(before);
  });
});

test.each([
  [
    'an objection to the documents',
    async (work: ReturnType<typeof em>, now: Date) => {
      (await work.findOneOrFail(Lot, { id: lot.id })).stoppedAt = now;
    },
  ],
  [
    'the supervisor',
    async (work: ReturnType<typeof em>, now: Date) => {
      const made = await work.findOneOrFail(Lot, { id: lot.id }, { populate: ['project'] });
      Object.assign(made, { state: 'suspended', resumesTo: 'bidding' });
      made.project.suspendedAt = now;
    },
  ],
])(
  'what comes while %s stops the trade is judged by the deadline that moves (B22)',
  async (_, stop) => {
    lot = await lotThatAsks('opening');
    const work = em();
    await stop(work, await city.now());
    await work.flush();
    const after = new Date(lot.deadline.getTime() + 60_000);
    await city.advance(after);
    expect(await pay(0, { at: after.toISOString() })).toMatchObject({ recorded: 1, refused: 0 });
    expect((await mine(0)).arrived).toBe(true);
  },
);

describe('where the lot takes no bid without its bond', () => {
  beforeEach(async () => {
    lot = await lotThatAsks('commit');
  });

  test('the commit is refused on record, and taken once it has come', async () => {
    const sealed = await sealBid(city, firm(0), lot.id, '1.00');
    await upload(city, firm(0), lot.id, sealed);
    await expect(submitBid(ctx(firm(0)), lot.id, sealed.p7)).rejects.toThrow(code('BOND_MISSING'));
    const refusals = await em().find(Event, { type: 'bidding.refused' });
    expect(refusals.at(-1)?.text).toContain('BOND_MISSING');
    await pay(0);
    await submitBid(ctx(firm(0)), lot.id, sealed.p7);
  });

  test('a withdrawal makes it due back in five days; a new bid before that takes it back (B35)', async () => {
    await pay(0);
    await submit(city, firm(0), lot.id, '1.00');
    await withdrawBid(ctx(firm(0)), lot.id, await aWithdrawal(city, firm(0), lot.id));
    const held = await mine(0);
    expect(held.payments[0]?.refund?.cause).toBe('withdrawn');
    const since = new Date(held.payments[0]?.refund?.since ?? '');
    expect(held.payments[0]?.refund?.dueAt).toBe(
      endOfPeriod(since, 5, chinaCalendar).toISOString(),
    );
    await submit(city, firm(0), lot.id, '2.00');
    expect((await mine(0)).payments[0]?.refund).toBeNull();
  });
});

describe('what becomes of it', () => {
  test('a bid without it is opened and read out, with the cause (A36); revoked keeps it, contract returns it', async () => {
    lot = await lotThatAsks('opening');
    await pay(0);
    await pay(2);
    for (const i of [0, 1, 2]) await submit(city, firm(i), lot.id, `${i + 1}.00`);
    await close(city, lot.id);
    for (const i of [0, 1]) await release(city, firm(i), lot.id);
    await endWindow(city, lot.id);
    const bids = await em().find(SealedBid, { lot: lot.id });
    const fateOf = (i: number) => bids.find(b => b.organisation === firm(i).organisation);
    expect(fateOf(0)).toMatchObject({ fate: 'opened', cause: null });
    expect(fateOf(1)).toMatchObject({ fate: 'opened', owner: 'bidder' });
    expect(fateOf(1)?.opened?.price).toBe('2.00');
    expect(fateOf(1)?.cause).toContain('投标保证金没有在截止前足额到账');
    expect(fateOf(2)).toMatchObject({ fate: 'revoked' });
    expect((await mine(2)).payments[0]?.kept).toContain('视为撤销');
    await em().nativeUpdate(Lot, { id: lot.id }, { state: 'contracted' });
    await releaseBonds.run(city.context());
    await releaseBonds.run(city.context());
    expect((await mine(0)).payments[0]?.refund?.cause).toBe('contracted');
    expect((await mine(2)).payments[0]?.refund).toBeNull();
    const due = await em().find(BondPayment, { lot: lot.id, refundCause: { $ne: null } });
    const id = due[0]?.id ?? '';
    expect((await readBondLots(ctx(finance))).rows.find(r => r.lot === lot.id)?.due).toBe(1);
    await returnPayment(ctx(finance), id);
    await expect(returnPayment(ctx(finance), id)).rejects.toThrow(code('WRONG_STATE'));
    const kept = await em().findOneOrFail(BondPayment, { lot: lot.id, kept: { $ne: null } });
    await expect(returnPayment(ctx(finance), kept.id)).rejects.toThrow(code('WRONG_STATE'));
    expect((await mine(0)).payments[0]?.returnedAt).not.toBeNull();
  });
});
