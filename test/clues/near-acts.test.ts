import { afterAll, beforeAll, expect, it } from 'vitest';
import { Clue } from '../../src/clues/entities.ts';
import { aCity, aFirm, type City, type Firm } from '../support/trade.ts';
import { analyse, anOpenedLot } from './opened-lot.ts';

let city: City;
let firms: Firm[];
beforeAll(async () => {
  city = await aCity();
  firms = await Promise.all(Array.from({ length: 5 }, () => aFirm(city)));
}, 60_000);
afterAll(() => city.drop());

const prices = ['9480000.00', '8120000.00', '8960000.00', '7650000.00', '8450000.00'];
const hourMs = 3_600_000;

/** Five bids, each so long after the one before; the second and third on one computer where `disks` says so. */
const lotOf = (waits: readonly number[], disks = '12234') =>
  anOpenedLot(
    city,
    firms.map((firm, i) => ({
      ...{ firm, price: prices[i] ?? '', disk: disks[i] ?? '' },
      afterMs: waits[i] ?? 0,
    })),
  );
const reasonsOf = async (lot: string) => {
  await analyse(city, lot);
  const clue = await city.orm.em.fork().findOne(Clue, { lot });
  return clue?.reasons ?? [];
};

it('two that upload and submit within moments, while the others are hours apart, have one reason more', async () => {
  const lot = await lotOf([0, 5 * hourMs, 0, 7 * hourMs, 9 * hourMs]);
  const reasons = await reasonsOf(lot);
  const near = reasons.find(reason => reason.rule === 'near-acts');
  expect(near?.bids).toEqual(reasons.find(reason => reason.rule === 'same-disk')?.bids);
  expect(near?.words.zh).toMatch(/两家(上传|提交)只相隔 \d+ 秒/);
  expect(near?.logOdds).toBeLessThanOrEqual(1.5);
  expect(near?.innocent.map(words => words.zh)).not.toContain('都在截止前的最后一小时赶着办');
}, 60_000);

it('moments alone raise nothing, and where all act at once they are not even a reason', async () => {
  expect(await reasonsOf(await lotOf([0, 5 * hourMs, 0, 7 * hourMs, 9 * hourMs], '12345'))).toEqual(
    [],
  );
  const queue = await reasonsOf(await lotOf([0, 0, 0, 0, 0]));
  expect(queue.map(reason => reason.rule)).toContain('same-disk');
  expect(queue.map(reason => reason.rule)).not.toContain('near-acts');
}, 60_000);
