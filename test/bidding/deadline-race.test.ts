import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Receipt } from '../../contracts/bidding.ts';
import { Bid, BidRefusal } from '../../src/bidding/entities.ts';
import { submitBid } from '../../src/bidding/submit-bid.ts';
import type { RuleError } from '../../src/kernel/rule-error.ts';
import { closeLots } from '../../src/opening/close-lot.ts';
import { SealedBid } from '../../src/opening/entities.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { Lot } from '../../src/tender/entities.ts';
import { type Sealed, sealBid, upload } from '../support/bid.ts';
import { until } from '../support/ledger.ts';
import { aCity, aFirm, aLot, type City, type Firm } from '../support/trade.ts';

let city: City;
beforeAll(async () => {
  city = await aCity();
});
afterAll(() => city.drop());

interface Racer {
  readonly firm: Firm;
  readonly sealed: Sealed;
}

const em = () => city.orm.em.fork();
const pause = (ms: number) => new Promise(done => setTimeout(done, Math.max(0, ms)));

/** Firms with everything sealed and uploaded: what remains is the commit. */
async function racers(lot: string, count: number): Promise<Racer[]> {
  const all: Racer[] = [];
  for (let i = 0; i < count; i += 4) {
    const some = Array.from({ length: 4 }, async () => {
      const firm = await aFirm(city);
      const sealed = await sealBid(city, firm, lot, '1.00');
      await upload(city, firm, lot, sealed);
      return { firm, sealed };
    });
    all.push(...(await Promise.all(some)));
  }
  return all;
}

/** A transaction that sits on the lot's row: whoever waits behind it waits into the deadline. */
async function hold(lot: string, forMs: number): Promise<void> {
  const client = new pg.Client({ connectionString: city.url });
  await client.connect();
  await client.query('begin');
  await client.query('select id from lot where id = $1 for update', [lot]);
  await pause(forMs);
  await client.query('commit');
  await client.end();
}

/** Several nodes that all try to close, all the time. */
function nodes(count: number): () => Promise<void> {
  let running = true;
  const node = async () => {
    while (running) {
      await closeLots.run(city.context());
      await pause(20);
    }
  };
  const all = Array.from({ length: count }, node);
  return async () => {
    running = false;
    await Promise.all(all);
  };
}

type Outcome = { receipt: Receipt } | { refusal: RuleError };

const commit = ({ firm, sealed }: Racer, lot: string): Promise<Outcome> =>
  submitBid(city.context(firm.actor), lot, sealed.p7).then(
    receipt => ({ receipt }),
    (refusal: RuleError) => ({ refusal }),
  );

test('200 submissions racing the deadline, past a held transaction: every receipt is in the closed set, none is late', async () => {
  const tenderer = await aFirm(city, ['tenderer'], ['tenderer']);
  const far = new Date((await city.now()).getTime() + 3_600_000);
  const { id: lot } = await aLot(city, { deadline: far, tenderer });
  const field = await racers(lot, 200);

  const early = await Promise.all(field.slice(0, 20).map(racer => commit(racer, lot)));
  const deadline = new Date((await city.now()).getTime() + 2500);
  await em().nativeUpdate(Lot, { id: lot }, { deadline });
  const stop = nodes(3);
  const held = [pause(600).then(() => hold(lot, 300)), pause(2200).then(() => hold(lot, 600))];
  const race = field.slice(20, 180).map(async racer => {
    await pause(400 + Math.random() * 2300);
    return commit(racer, lot);
  });
  const late = field.slice(180).map(async racer => {
    while ((await city.now()) < deadline) await pause(100);
    return commit(racer, lot);
  });
  const outcomes = [...early, ...(await Promise.all([...race, ...late]))];
  await Promise.all(held);
  await until(async () => (await em().findOneOrFail(Lot, { id: lot })).state !== 'bidding');
  await stop();

  const receipts = outcomes.flatMap(o => ('receipt' in o ? [o.receipt] : []));
  const refusals = outcomes.flatMap(o => ('refusal' in o ? [o.refusal] : []));
  expect(receipts.length).toBeGreaterThanOrEqual(20);
  expect(refusals.length).toBeGreaterThanOrEqual(20);
  expect(new Set(refusals.map(r => r.code))).toEqual(new Set(['DEADLINE_PASSED']));

  const sealed = await em().find(SealedBid, { lot });
  expect(sealed.map(b => b.bid).sort()).toEqual(receipts.map(r => r.bid).sort());
  for (const receipt of receipts)
    expect(Date.parse(receipt.receivedAt)).toBeLessThan(deadline.getTime());
  expect(await em().count(Bid, { lot })).toBe(receipts.length);
  expect(await em().count(BidRefusal, { lot })).toBe(refusals.length);
  expect(await em().count(Event, { room: `opening:${lot}`, type: 'opening.closed' })).toBe(1);
}, 180_000);
