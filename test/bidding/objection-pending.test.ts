import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { putSegment } from '../../src/bidding/put-segment.ts';
import { submitBid, withdrawBid } from '../../src/bidding/submit-bid.ts';
import { closeLot, closeLots } from '../../src/opening/close-lot.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { Lot } from '../../src/tender/entities.ts';
import { aWithdrawal, sealBid, submit, upload } from '../support/bid.ts';
import { aCity, aFirm, aLot, type City, type Firm } from '../support/trade.ts';

let city: City;
let tenderer: Firm;
let bidder: Firm;
let lot: { id: string };
let deadline: Date;
const pending = expect.objectContaining({ code: 'OBJECTION_PENDING' });
const em = () => city.orm.em.fork();
const ctx = () => city.context(bidder.actor);
const standStill = async (stoppedAt: Date | null) =>
  em().nativeUpdate(Lot, { id: lot.id }, { stoppedAt });
const stateOf = async () => (await em().findOneOrFail(Lot, { id: lot.id })).state;

beforeAll(async () => {
  city = await aCity();
  tenderer = await aFirm(city, ['tenderer'], ['tenderer']);
  bidder = await aFirm(city);
});
afterAll(() => city.drop());
beforeEach(async () => {
  deadline = new Date((await city.now()).getTime() + 3_600_000);
  lot = await aLot(city, { deadline, tenderer });
});

test('while an objection waits a commit is refused, on record, even after the old deadline (B22)', async () => {
  const sealed = await sealBid(city, bidder, lot.id, '1.00');
  await upload(city, bidder, lot.id, sealed);
  await standStill(await city.now());
  await expect(submitBid(ctx(), lot.id, sealed.p7)).rejects.toThrow(pending);
  await city.advance(deadline);
  await expect(submitBid(ctx(), lot.id, sealed.p7)).rejects.toThrow(pending);
  const refusals = await em().find(Event, { type: 'bidding.refused' });
  expect(refusals.filter(e => e.text.includes('OBJECTION_PENDING'))).toHaveLength(2);
});

test('nor is a withdrawal or a segment taken', async () => {
  await submit(city, bidder, lot.id, '1.00');
  const withdrawal = await aWithdrawal(city, bidder, lot.id);
  await standStill(await city.now());
  await expect(withdrawBid(ctx(), lot.id, withdrawal)).rejects.toThrow(pending);
  const part = Object.assign((async function* () {})(), { headers: {} });
  const where = { lot: lot.id, sha256: '00'.repeat(32) };
  await expect(putSegment(ctx(), where, part)).rejects.toThrow(pending);
});

test('the close waits for the answer', async () => {
  await standStill(await city.now());
  await city.advance(deadline);
  await closeLots.run(city.context());
  await closeLot(city.context(), lot.id);
  expect(await stateOf()).toBe('bidding');
  await standStill(null);
  await closeLots.run(city.context());
  expect(await stateOf()).toBe('failed');
});
