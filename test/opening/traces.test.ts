import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { committeeOf } from '../../src/opening/verdict.ts';
import { visitor } from '../../src/platform/identity.ts';
import { keepTrace, openTraces, SealedTrace } from '../../src/platform/sealed-trace.ts';
import { soleCommittee } from '../../src/sealing/committee.ts';
import { Lot } from '../../src/tender/entities.ts';
import { aLotWithBids, close, release } from '../support/opening.ts';
import { aCity, aFirm, type City } from '../support/trade.ts';

let city: City;
beforeAll(async () => {
  city = await aCity();
});
afterAll(() => city.drop());

const lotOf = (id: string) => city.orm.em.fork().findOneOrFail(Lot, { id });

it('where uploads and releases came from is kept, and only the committee of the lot reads it (C21, C49)', async () => {
  const firms = await Promise.all([aFirm(city), aFirm(city), aFirm(city)]);
  const bids = firms.map((firm, i) => ({ firm, price: `${9_800_000 + i * 10_000}.00` }));
  const { lot } = await aLotWithBids(city, bids);
  await close(city, lot);
  for (const firm of firms) await release(city, firm, lot);

  const rows = await city.orm.em.fork().find(SealedTrace, { lot });
  expect(rows).toHaveLength(6);
  const stored = Buffer.concat(rows.map(row => row.sealed)).toString('latin1');
  for (const { organisation, person } of firms)
    for (const word of [organisation, person, '127.0.0.1', 'upload'])
      expect(stored).not.toContain(word);

  const sealed = await lotOf(lot);
  const { trustees } = await committeeOf(city.context(), sealed);
  const traces = await openTraces(city.context(), sealed, trustees);
  for (const { organisation, person } of firms) {
    const own = traces.filter(trace => trace.organisation === organisation);
    expect(own.map(trace => trace.act).sort()).toEqual(['release', 'upload']);
    expect(own.every(t => t.person === person && t.address === '127.0.0.1')).toBe(true);
  }

  const stranger = { ...sealed, committeeSpki: Buffer.from(soleCommittee().key.spki), id: lot };
  await expect(openTraces(city.context(), stranger, trustees)).rejects.toMatchObject({
    code: 'BID_MALFORMED',
  });
});

it('a download by nobody in particular is kept with its address alone, once an hour', async () => {
  const { key } = soleCommittee();
  const lot = {
    ...{ id: randomUUID(), committeeSpki: key.spki },
    ...{ committeeK: 1, committeeN: 1 },
  };
  const anyone = { ...city.context(visitor), address: '203.0.113.9' };
  await keepTrace(anyone, [lot], 'download');
  await keepTrace(anyone, [lot], 'download');
  await keepTrace({ ...anyone, address: '203.0.113.10' }, [lot], 'download');
  expect(await city.orm.em.fork().count(SealedTrace, { lot: lot.id })).toBe(2);
});
