import { afterAll, beforeAll, expect, test } from 'vitest';
import { BidRefusal } from '../../src/bidding/entities.ts';
import { listMyTrades } from '../../src/bidding/list-trades.ts';
import { printReceipt, printRefusal } from '../../src/bidding/print.ts';
import { submitBid, withdrawBid } from '../../src/bidding/submit-bid.ts';
import { textOf } from '../platform/pdf-text.ts';
import { aWithdrawal, submit } from '../support/bid.ts';
import { aCity, aFirm, aLot, type City, type Firm } from '../support/trade.ts';

let city: City;
let bidder: Firm;
let lot: string;
beforeAll(async () => {
  city = await aCity();
  bidder = await aFirm(city);
  const tenderer = await aFirm(city, ['tenderer'], ['tenderer']);
  const deadline = new Date((await city.now()).getTime() + 3_600_000);
  lot = (await aLot(city, { deadline, tenderer })).id;
});
afterAll(() => city.drop());

const ctx = (who: Firm = bidder) => city.context(who.actor);
const site = 'https://example.test';
const pages = async (content: unknown) => (await textOf(content as Uint8Array)).join('');

test('a receipt prints with number, bidder, hash and what it replaced', async () => {
  await submit(city, bidder, lot, '1.00');
  const { receipt } = await submit(city, bidder, lot, '2.00');
  const { content, name } = await printReceipt(ctx(), receipt.bid, site);
  const text = await pages(content);
  expect(name).toBe(`${receipt.reference}.pdf`);
  expect(text).toContain(receipt.reference);
  expect(text).toContain(bidder.name);
  expect(text).toContain('第2次提交，替换');
  expect(text.replace(/\s/g, '')).toContain(receipt.manifestSha256.slice(0, 8));
  await expect(printReceipt(ctx(await aFirm(city)), receipt.bid, site)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('the same receipt prints to the same bytes, whenever it is printed and by two at once', async () => {
  const { receipt } = await submit(city, bidder, lot, '2.50');
  expect(receipt.envelopes.map(e => e.id)).toContain('opening');
  const print = async () =>
    Buffer.from((await printReceipt(ctx(), receipt.bid, site)).content as Uint8Array);
  const [first, beside] = await Promise.all([print(), print()]);
  // Dates in a PDF go by seconds.
  await new Promise(done => setTimeout(done, 1_100));
  expect((await print()).equals(first)).toBe(true);
  expect(beside.equals(first)).toBe(true);
});

test('a withdrawal prints as what it is', async () => {
  const receipt = await withdrawBid(ctx(), lot, await aWithdrawal(city, bidder, lot));
  expect(await pages((await printReceipt(ctx(), receipt.bid, site)).content)).toContain('撤回');
});

test('a refusal prints with its reason and article, for the one refused alone', async () => {
  await expect(submitBid(ctx(), lot, 'AAAA')).rejects.toMatchObject({ code: 'SIGNATURE_INVALID' });
  const { id, reference } = await city.orm.em.fork().findOneOrFail(BidRefusal, { lot });
  const text = await pages((await printRefusal(ctx(), id, site)).content);
  expect(text).toContain(reference);
  expect(text).toContain('SIGNATURE_INVALID');
  await expect(printRefusal(ctx(await aFirm(city)), id, site)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('one’s own trades list what one has sent, and nobody else’s', async () => {
  const { receipt } = await submit(city, bidder, lot, '3.00');
  expect((await listMyTrades(ctx())).rows).toMatchObject([{ lot, bid: receipt.bid }]);
  expect((await listMyTrades(ctx(await aFirm(city)))).rows).toEqual([]);
});
