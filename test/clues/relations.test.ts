import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRelations as contract } from '../../contracts/clues/relations.ts';
import { relate } from '../../src/clues/relate.ts';
import { clueRoutes } from '../../src/clues/routes.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { aSite, type Site } from '../support/http.ts';
import { aLotWithBids, close, release, turn } from '../support/opening.ts';
import { aCity, aFirm, type City, type Firm } from '../support/trade.ts';

/** The graph is made by a work, kept as the text that is sent, and sent again only to who does not hold it. */
let city: City;
let site: Site;
let supervisor: Firm;
const never = () => Promise.reject(new Error('nothing is asked for here'));
beforeAll(async () => {
  city = await aCity();
  site = await aSite(city, router =>
    clueRoutes(router, {
      queue: { ask: never, cancel: never, stop: never },
      cases: { openCase: never, addClue: never },
      origin: () => 'http://127.0.0.1',
    }),
  );
  supervisor = await aFirm(city, ['supervision'], ['supervisor']);
}, 60_000);
afterAll(async () => {
  await site.close();
  await city.drop();
});

const path = '/clues/relations?purpose=supervision';
const looks = () => city.orm.em.fork().count(Event, { type: 'clues.looked' });
const make = () => relate.run(city.context(), 'all', async () => undefined);

test('before the first night there is an empty graph', async () => {
  const { status, body } = await site.get(path, supervisor);
  expect(status).toBe(200);
  expect(contract.reply.parse(JSON.parse(body))).toMatchObject({ madeAt: null, nodes: [] });
});

test('what is sent is the graph by its contract; who holds it already is told so, and the look is on record all the same', async () => {
  const firms = [await aFirm(city), await aFirm(city), await aFirm(city)];
  const bids = firms.map((firm, i) => ({ firm, price: `${9_000_000 + i}.00` }));
  const { lot } = await aLotWithBids(city, bids);
  await close(city, lot);
  for (const firm of firms) await release(city, firm, lot);
  await turn(city);
  await make();
  const { body, tag } = await site.get(path, supervisor);
  const graph = contract.reply.parse(JSON.parse(body));
  expect(graph.nodes.map(node => node.id).sort()).toEqual(firms.map(f => f.organisation).sort());
  const before = await looks();
  expect(await site.get(path, supervisor, tag)).toMatchObject({ status: 304, body: '' });
  expect(await looks()).toBe(before + 1);
  await city.advance(new Date((await city.now()).getTime() + 60_000));
  await make();
  const again = await site.get(path, supervisor, tag);
  expect(again.status).toBe(200);
  expect(JSON.parse(again.body).madeAt > (graph.madeAt ?? '')).toBe(true);
}, 60_000);

test('nobody else reads it, whatever tag they send, and nothing is put on record', async () => {
  const { tag } = await site.get(path, supervisor);
  const before = await looks();
  const bidder = await aFirm(city);
  expect((await site.get(path, null, tag)).status).toBe(401);
  expect((await site.get(path, bidder, tag)).status).toBe(403);
  expect(await looks()).toBe(before);
});
