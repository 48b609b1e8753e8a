import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Candidate } from '../../contracts/award.ts';
import { listResults as contract } from '../../contracts/results.ts';
import { listResults } from '../../src/contract/list-results.ts';
import { aCity, aFirm, aLot, type City } from '../support/trade.ts';

/** Who has won what: newest first, page after page, by what the papers say. */
let city: City;
const lots: string[] = [];
const said: Candidate = {
  ...{
    rank: 1,
    bid: v7(),
    bidder: '云江同泽建筑工程有限公司',
    amount: '9000000.00',
    periodDays: 300,
  },
  ...{
    manager: '宋闻远',
    managerCertificate: '一建',
    quality: '合格',
    technical: '30',
    price: '60',
  },
  total: '90',
};
const read = async (stage: 'awarded' | 'candidates', after?: string) =>
  contract.reply.parse(await listResults(city.context(), { stage, after }));

/** A lot like the one that is there, with the papers of its award. */
async function awarded(like: string, at: string): Promise<string> {
  const id = v7();
  const em = city.orm.em.fork();
  await em.execute(
    `insert into lot select ? as id, project_id, position, title, 'awarded', resumes_to, rules, rules_sha256, deadline,
       committee_spki, committee_k, committee_n, committee_key_sha256, draw_seed_commit, stopped_at from lot where id = ?`,
    [id, like],
  );
  await em.execute(
    `insert into award (lot, state, candidates_text, candidates_sha256, candidates_signature, candidates_certificate,
       candidates_event, published_at, window_ends_at, award_text, awarded_at, round)
     values (?, 'awarded', '{}', '', '', '', ?, ?, ?, ?, ?, 1)`,
    [id, id, at, at, JSON.stringify({ winner: said }), at],
  );
  return id;
}

beforeAll(async () => {
  city = await aCity();
  const tenderer = await aFirm(city, ['tenderer'], ['tenderer']);
  const deadline = new Date((await city.now()).getTime() + 3_600_000);
  const { id } = await aLot(city, { deadline, tenderer });
  // Several of one minute: a page ends among them.
  for (let n = 0; n < 45; n++)
    lots.push(await awarded(id, `2026-03-01T0${Math.floor(n / 9)}:00:00Z`));
}, 60_000);
afterAll(() => city.drop());

test('each award stands on one page and only one, the newest first', async () => {
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const { rows, next } = await read('awarded', after);
    expect(rows.map(row => row.awardedAt)).toEqual(
      rows
        .map(row => row.awardedAt)
        .sort()
        .reverse(),
    );
    seen.push(...rows.map(row => row.lot));
    after = next ?? undefined;
  } while (after);
  expect(seen).toHaveLength(45);
  expect(new Set(seen)).toEqual(new Set(lots));
});

test('a lot back at its candidates shows the first that is left, with no award', async () => {
  const [lot = ''] = lots;
  const em = city.orm.em.fork();
  const insert = `insert into award_candidate (lot, rank, bid, organisation, said, out_reason) values (?, ?, ?, ?, ?, ?)`;
  const named = (rank: number) => JSON.stringify({ ...said, rank, bidder: `第${rank}名` });
  await em.execute(insert, [lot, 1, v7(), v7(), named(1), '放弃中标']);
  await em.execute(insert, [lot, 2, v7(), v7(), named(2), null]);
  await em.execute(`update lot set state = 'candidates' where id = ?`, [lot]);
  await em.execute('update award set award_text = null, awarded_at = null where lot = ?', [lot]);
  const { rows } = await read('candidates');
  expect(rows).toMatchObject([
    { lot, first: { bidder: '第2名' }, awardedAt: null, contract: null },
  ]);
});

test('a contract is in the row once it is recorded', async () => {
  const [, lot = ''] = lots;
  const em = city.orm.em.fork();
  const terms = { amount: '9000000.00', signedOn: '2026-03-20', manager: '宋闻远' };
  const insert = 'insert into lot_contract (lot, terms, recorded_at) values (?, ?, ?)';
  await em.execute(insert, [lot, JSON.stringify(terms), '2026-03-21T00:00:00Z']);
  const all = [];
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const { rows, next } = await read('awarded', after);
    all.push(...rows);
    after = next ?? undefined;
  }
  expect(all.filter(row => row.contract)).toMatchObject([
    { lot, contract: { amount: '9000000.00', signedOn: '2026-03-20' } },
  ]);
});

test('a cursor that is none is refused', async () => {
  await expect(read('awarded', "1'_x")).rejects.toMatchObject({ code: 'MALFORMED' });
});
