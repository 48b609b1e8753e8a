import { afterAll, beforeAll, expect, test } from 'vitest';
import { listEntries, readMyCredit, readSource } from '../../contracts/credit-entries.ts';
import { actOn as act } from '../../src/demo/play/credit.ts';
import { openStage } from '../../src/demo/play/player.ts';
import { chinaCalendar, endOfWorkingDays } from '../../src/kernel/calendar.ts';
import { type Cast, castOf, day } from '../blacklist/play.ts';
import { type Service, startService } from '../support/service.ts';
import { aStatement, decide, enter, object, recordOf, refusedBy, today } from './play.ts';

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
const score = async () => (await recordOf(cast.stage, cast.firm)).score;
const aFact = async (change: Parameters<typeof aStatement>[2] = {}) =>
  aStatement(cast.officer, cast.firm, { decidedOn: await today(cast.stage), ...change });
const published = async (change: Parameters<typeof aFact>[0] = {}) => {
  const confirmed = await act(
    cast.second,
    await enter(cast.officer, await aFact(change)),
    'confirm',
  );
  if (confirmed.answerBy) await cast.stage.advance(new Date(confirmed.answerBy));
  return act(cast.officer, confirmed, 'publish');
};

test('a fact is entered, confirmed by another, waited for, published; only then it counts', async () => {
  const entry = await enter(cast.officer, await aFact());
  expect(entry).toMatchObject({ state: 'entered', may: [] });
  expect(await score()).toBe(100);
  await refused(() => act(cast.officer, entry, 'confirm'), 'FORBIDDEN');
  await refused(() => act(cast.second, entry, 'publish'), 'WRONG_STATE');
  const confirmed = await act(cast.second, entry, 'confirm');
  const confirmedAt = new Date(confirmed.acts[1]?.at ?? '');
  expect(confirmed.answerBy).toBe(endOfWorkingDays(confirmedAt, 5, chinaCalendar).toISOString());
  expect(await score()).toBe(100);
  expect((await cast.firm.client.call(readMyCredit)).coming.map(c => c.number)).toEqual([
    entry.number,
  ]);
  await refused(() => act(cast.officer, confirmed, 'publish'), 'WRONG_STATE');
  await cast.stage.advance(new Date(confirmed.answerBy ?? ''));
  const done = await act(cast.officer, confirmed, 'publish');
  expect(done).toMatchObject({ state: 'published', may: [] });
  const { score: sum, band, lines } = await recordOf(cast.stage, cast.firm);
  expect([sum, band]).toEqual([80, 'B']);
  expect(lines[0]?.fact).toMatchObject({
    id: `entry:${entry.number}`,
    source: { reference: entry.number, sha256: done.statement.documentSha256 },
  });
  expect(lines[0]?.fact?.source.event).not.toBeNull();
  await act(cast.second, done, 'correct');
  expect(await recordOf(cast.stage, cast.firm)).toMatchObject({ score: 100, lines: [] });
});

test('praise is published at once', async () => {
  const praised = await published({ kind: 'award-city' });
  expect(praised.answerBy).toBeNull();
  expect(await score()).toBe(103);
  await act(cast.second, praised, 'correct');
  expect(await score()).toBe(100);
});

test('what is refused never counts, and its document may be entered anew', async () => {
  const statement = await aFact();
  const entry = await enter(cast.officer, statement);
  await refused(() => enter(cast.officer, statement), 'CONFLICT');
  await refused(() => act(cast.officer, entry, 'refuse'), 'FORBIDDEN');
  expect(await act(cast.second, entry, 'refuse')).toMatchObject({ state: 'refused', may: [] });
  expect((await enter(cast.officer, statement)).state).toBe('entered');
  expect(await score()).toBe(100);
});

test('an entry must be right to be taken', async () => {
  const tomorrow = new Date((await cast.stage.now()).getTime() + 2 * day)
    .toISOString()
    .slice(0, 10);
  const wrong: [Parameters<typeof aFact>[0], string, string?][] = [
    [{ decidedOn: tomorrow }, 'MALFORMED', 'future'],
    [{ name: '别的名称有限公司' }, 'MALFORMED', 'name'],
    [{ kind: 'penalty-minor' }, 'MALFORMED', 'kind'],
    [{ code: '91990100MA1K7Q3D00' }, 'MALFORMED', 'credit-code'],
    [{ documentSha256: 'ab'.repeat(32) }, 'NOT_FOUND'],
  ];
  const { rows: before } = await cast.officer.client.call(listEntries);
  for (const [change, code, reason] of wrong) {
    const statement = await aFact(change);
    await refused(() => enter(cast.officer, statement), code, reason);
  }
  const { rows: after } = await cast.officer.client.call(listEntries);
  expect(after.length).toBe(before.length);
});

test('an act is signed over the entry as it stands', async () => {
  const entry = await enter(cast.officer, await aFact());
  await act(cast.second, entry, 'confirm');
  await refused(() => act(cast.decider, entry, 'correct'), 'CONFLICT');
  const forged = {
    ...entry,
    acts: [{ ...entry.acts[0], sha256: 'cd'.repeat(32) }],
  } as typeof entry;
  await refused(() => act(cast.decider, forged, 'correct'), 'CONFLICT');
});

test('its document is for its authority and its subject, once confirmed', async () => {
  const stranger = await cast.stage.enter(cast.stage.accounts('bidder')[2] ?? cast.firm.account);
  const entry = await enter(cast.officer, await aFact());
  const params = { number: entry.number };
  const read = async (who: typeof stranger) => {
    const reply = await who.client.callForBytes(readSource, { params });
    return new TextDecoder().decode(await reply.arrayBuffer());
  };
  expect(await read(cast.other)).toContain(entry.statement.documentNumber);
  await refused(() => read(cast.firm), 'NOT_FOUND');
  await act(cast.second, entry, 'confirm');
  expect(await read(cast.firm)).toContain(entry.statement.documentNumber);
  await refused(() => read(stranger), 'NOT_FOUND');
});

test('an objection before the publication stops it; granted, nothing is published', async () => {
  const entry = await enter(cast.officer, await aFact());
  await refused(() => object(cast.firm, `entry:${entry.number}`), 'NOT_FOUND');
  const confirmed = await act(cast.second, entry, 'confirm');
  const filed = await object(cast.firm, `entry:${entry.number}`);
  await refused(() => object(cast.firm, filed.fact), 'CONFLICT', 'pending');
  await cast.stage.advance(new Date(confirmed.answerBy ?? ''));
  await refused(() => act(cast.officer, confirmed, 'publish'), 'OBJECTION_PENDING');
  for (const involved of [cast.officer, cast.second])
    await refused(() => decide(involved, filed, 'granted'), 'FORBIDDEN', 'involved');
  expect(await decide(cast.other, filed, 'granted')).toMatchObject({ state: 'granted' });
  await refused(() => act(cast.officer, confirmed, 'publish'), 'WRONG_STATE');
  await refused(() => decide(cast.other, filed, 'rejected'), 'ALREADY_LOCKED');
});

test('an objection after it: the fact is marked and counts meanwhile; granted, it ends, and the past stays', async () => {
  const entry = await published();
  const fact = `entry:${entry.number}`;
  const stranger = await cast.stage.enter(cast.stage.accounts('bidder')[2] ?? cast.firm.account);
  await refused(() => object(stranger, fact), 'NOT_FOUND');
  const rejected = await object(cast.firm, fact);
  expect((await recordOf(cast.stage, cast.firm)).lines[0]).toMatchObject({
    ...{ disputed: true, counted: -20 },
  });
  await decide(cast.other, rejected, 'rejected');
  expect(await score()).toBe(80);
  const then = await cast.stage.now();
  await pass(2);
  const mixed = { ...(await object(cast.firm, fact)), statementSha256: 'ef'.repeat(32) };
  await refused(() => decide(cast.other, mixed, 'granted'), 'MALFORMED');
  const [filed] = (await cast.firm.client.call(readMyCredit)).objections;
  await decide(cast.other, filed ?? mixed, 'granted');
  expect(await recordOf(cast.stage, cast.firm)).toMatchObject({ score: 100, lines: [] });
  // The old sum still adds up; what the corrected fact said is no longer told.
  const old = await recordOf(cast.stage, cast.firm, then);
  expect(old).toMatchObject({ score: 80, lines: [{ fact: null, counted: -20 }] });
  const own = await cast.firm.client.call(readMyCredit, { query: { at: then.toISOString() } });
  expect(own.record.lines.find(l => l.counted !== 0)?.fact?.id).toBe(fact);
  await refused(() => object(cast.firm, fact), 'WRONG_STATE');
});
