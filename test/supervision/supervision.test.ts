import { afterAll, beforeAll, expect, test } from 'vitest';
import { withdrawBid } from '../../src/bidding/submit-bid.ts';
import { fromHex } from '../../src/kernel/bytes.ts';
import { signIn } from '../../src/opening/sign-in.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { proveEvent } from '../../src/supervision/prove-event.ts';
import { readTimeline } from '../../src/supervision/read-timeline.ts';
import { readWall } from '../../src/supervision/read-wall.ts';
import { supervisionRoutes } from '../../src/supervision/routes.ts';
import type { Lot } from '../../src/tender/entities.ts';
import { openCheckpoint } from '../../src/transparency/checkpoint.ts';
import { verifyInclusion } from '../../src/transparency/proof.ts';
import { parseTlogProof } from '../../src/transparency/tlog-proof.ts';
import { aWithdrawal, submit } from '../support/bid.ts';
import { aSite, type Site } from '../support/http.ts';
import { quietSequencer, testLogKey, until } from '../support/ledger.ts';
import { close, endWindow, release } from '../support/opening.ts';
import { aCity, aFirm, aLot, type City, type Firm } from '../support/trade.ts';

let city: City;
let site: Site;
let lot: Lot;
let supervisor: Firm;
let operator: Firm;
let bidders: Firm[];

beforeAll(async () => {
  city = await aCity();
  site = await aSite(city, supervisionRoutes);
  supervisor = await aFirm(city, ['supervision'], ['supervisor']);
  operator = await aFirm(city, ['centre'], ['operator']);
  const tenderer = await aFirm(city, ['tenderer'], ['tenderer']);
  bidders = [];
  for (let n = 0; n < 4; n++) bidders.push(await aFirm(city));
  lot = await aLot(city, {
    deadline: new Date((await city.now()).getTime() + 3_600_000),
    tenderer,
  });
}, 120_000);
afterAll(async () => {
  await site.close();
  await city.drop();
});

const as = (firm: Firm) => city.context(firm.actor);
const tile = async () => {
  const { rows } = await readWall(as(supervisor));
  const found = rows.find(r => r.lot === lot.id);
  if (!found) throw new Error('the lot is not on the wall');
  return found;
};
const paths = () => ['/supervision/wall', `/supervision/projects/${lot.project.id}/timeline`];
const timeline = async () => (await readTimeline(as(supervisor), lot.project.id)).rows;
/** All that supervisor and operator can read, with what changes by itself (time, own looks) taken out. */
async function allThatIsRead(): Promise<string> {
  const seen: string[] = [];
  for (const path of paths())
    for (const who of [supervisor, operator]) {
      const { status, body } = await site.get(path, who);
      const kept = body.includes('"rows"')
        ? JSON.parse(body).rows.filter((r: { type?: string }) => r.type !== 'supervision.looked')
        : null;
      seen.push(`${status} ${JSON.stringify(kept)}`);
    }
  return seen.join('\n');
}

test('before the close nothing that supervisor or operator reads changes with bids, sign-ins and withdrawals (C21)', async () => {
  const before = await allThatIsRead();
  expect(before).toContain('"progress":null');
  for (const firm of bidders) await submit(city, firm, lot.id, '210000000.00');
  await signIn(as(bidders[0] as Firm), lot.id);
  const gone = bidders[3] as Firm;
  await withdrawBid(as(gone), lot.id, await aWithdrawal(city, gone, lot.id));
  expect(await allThatIsRead()).toBe(before);
  const everything = await allThatIsRead();
  for (const { name, organisation, person } of bidders)
    for (const canary of [name, organisation, person]) expect(everything).not.toContain(canary);
});

test('before the close an event of a bid is not found, even by its id', async () => {
  const event = await city.orm.em.fork().findOneOrFail(Event, { type: 'bidding.submitted' });
  await expect(proveEvent(as(supervisor), event.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('bidders, tenderers and visitors have no wall and no timeline', async () => {
  for (const path of paths()) {
    expect((await site.get(path, null)).status).toBe(401);
    expect((await site.get(path, bidders[0] as Firm)).status).toBe(403);
  }
  expect((await site.get(paths()[1] ?? '', operator)).status).toBe(403);
});

test('each look at a timeline is itself in the timeline', async () => {
  const looks = async () => (await timeline()).filter(r => r.type === 'supervision.looked').length;
  const before = await looks();
  expect(await looks()).toBe(before + 1);
});

test('after the close the wall counts releases, and the timeline names the bids', async () => {
  await close(city, lot.id);
  expect(await tile()).toMatchObject({
    stage: 'releasing',
    progress: expect.stringMatching(/^0\//),
  });
  for (const firm of bidders.slice(0, 2)) await release(city, firm, lot.id);
  expect((await tile()).progress).toMatch(/^2\//);
  const rows = await timeline();
  expect(
    rows.some(r => r.type === 'bidding.submitted' && r.text.zh.includes(bidders[0]?.name ?? '?')),
  ).toBe(true);
  expect(rows.filter(r => r.type === 'opening.released')).toHaveLength(2);
  expect(rows.find(r => r.type === 'opening.closed')?.text.zh).toContain('封存');
});

test('after the reveal the lot stands under reading', async () => {
  await endWindow(city, lot.id);
  expect(await tile()).toMatchObject({ stage: 'reading' });
});

test('an event is proved by a C2SP tlog-proof that anyone checks against the log key', async () => {
  const sequencer = quietSequencer(city.url);
  try {
    const rows = await timeline();
    const id = rows.find(r => r.type === 'opening.revealed')?.id ?? '';
    const proved = await until(async () => {
      const found = await proveEvent(as(operator), id);
      return found.proof === null ? null : found;
    });
    const proof = parseTlogProof(proved.proof ?? '');
    const { size, root } = openCheckpoint(proof.checkpoint, testLogKey.verifier);
    const tree = { start: 0, end: size };
    expect(proof.index).toBe(proved.leafIndex);
    expect(verifyInclusion(fromHex(proved.leafHash), proof.index, tree, proof.hashes, root)).toBe(
      true,
    );
    const other = rows.find(r => r.type === 'opening.closed')?.leafHash ?? '';
    expect(verifyInclusion(fromHex(other), proof.index, tree, proof.hashes, root)).toBe(false);
  } finally {
    await sequencer.stop();
  }
});

test('a project that nobody has published, or that does not exist, has no timeline', async () => {
  await expect(readTimeline(as(supervisor), lot.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
