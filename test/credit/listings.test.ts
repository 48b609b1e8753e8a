import { afterAll, beforeAll, expect, test } from 'vitest';
import { listCredits } from '../../contracts/credit.ts';
import { readSanction } from '../../contracts/sanctions.ts';
import { openStage } from '../../src/demo/play/player.ts';
import { addMonths } from '../../src/kernel/calendar.ts';
import {
  aClue,
  act,
  appeal,
  type Cast,
  castOf,
  day,
  decide,
  file,
  listFirm,
  notify,
  settle,
} from '../blacklist/play.ts';
import { type Service, startService } from '../support/service.ts';
import { object, recordOf, refusedBy } from './play.ts';

let service: Service;
let cast: Cast;
beforeAll(async () => {
  service = await startService();
  cast = await castOf(await openStage(service.url));
});
afterAll(() => service.remove());

const refused = refusedBy(() => service);

const pass = async (days: number) =>
  cast.stage.advance(new Date((await cast.stage.now()).getTime() + days * day));
const record = (at?: Date) => recordOf(cast.stage, cast.firm, at);

test('a case counts nothing before its decision is published; then as its ground says, with its source', async () => {
  const { id, evidence } = await aClue(cast);
  const undecided = [
    () => file(cast, id),
    () => notify(cast, id, evidence),
    () => act(cast.firm, id, { act: 'waive' }),
    () => decide(cast, id),
    () => act(cast.officer, id, { act: 'serve', manner: 'platform', note: '' }),
  ];
  expect(await record()).toMatchObject({ score: 100, lines: [] });
  for (const step of undecided) {
    await step();
    expect(await record()).toMatchObject({ score: 100, band: 'A', lines: [] });
  }
  const before = await cast.stage.now();
  await pass(1);
  const { sanction: number } = await act(cast.decider, id, { act: 'publish' });
  const { score, band, lines } = await record();
  expect([score, band, lines.length]).toEqual([60, 'C', 1]);
  const { from, decision } = await cast.stage.open.call(readSanction, {
    params: { number: number ?? '' },
  });
  expect(lines[0]).toMatchObject({
    ...{ points: -40, counted: -40, expires: addMonths(new Date(from), 36).toISOString() },
    fact: {
      ...{ kind: 'listing-by-law', on: from },
      source: { reference: number, href: `/sanctions/${number}`, sha256: decision.sha256 },
    },
  });
  // The day before, nothing was known.
  expect(await record(before)).toMatchObject({ score: 100, lines: [] });
  await refused(() => object(cast.firm, `listing:${number}`), 'WRONG_STATE', 'listing');
  await settle(cast.other, await appeal(cast.firm, number ?? '', 'objection'), 'granted');
  expect(await record()).toMatchObject({ score: 100, band: 'A', lines: [] });
});

test('suspended it does not count, resumed it does; repaired it counts no more, and old sums still add up', async () => {
  const number = await listFirm(cast);
  const review = await appeal(cast.firm, number, 'review');
  await settle(cast.other, review, 'suspend');
  expect(await record()).toMatchObject({ score: 100, lines: [{ cause: 'suspended' }] });
  await pass(1);
  await settle(cast.other, review, 'rejected');
  expect((await record()).score).toBe(60);
  const then = await cast.stage.now();
  const { from } = await cast.stage.open.call(readSanction, { params: { number } });
  await cast.stage.advance(addMonths(new Date(from), 12));
  await settle(cast.other, await appeal(cast.firm, number, 'repair'), 'granted');
  expect(await record()).toMatchObject({ score: 100, lines: [] });
  const old = await record(then);
  expect(old.lines.map(l => [l.fact, l.counted])).toContainEqual([null, -40]);
  expect(old.score).toBe(old.lines.reduce((sum, l) => sum + l.counted, old.base));
});

test('bidders are found by name, each with its sum; the future cannot be asked for', async () => {
  const { rows } = await cast.stage.open.call(listCredits, { query: { text: '云江恒筑' } });
  expect(rows).toMatchObject([{ name: '云江恒筑建设集团有限公司', score: 100, band: 'A' }]);
  const { rows: all } = await cast.stage.open.call(listCredits);
  expect(all.length).toBe(8);
  const ahead = new Date((await cast.stage.now()).getTime() + 60_000);
  await refused(() => record(ahead), 'MALFORMED');
});
