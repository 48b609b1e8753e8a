import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  listSegments,
  putSegment,
  readMyBids,
  readSealingTicket,
  submitBid,
} from '../../contracts/bidding.ts';
import { type Client, makeClient } from '../../contracts/client.ts';
import { readLogKey } from '../../contracts/log.ts';
import { readHall } from '../../contracts/opening.ts';
import {
  advanceDemoClock,
  fetchDemoKey,
  listDemoAccounts,
  readTime,
  signInAsDemo,
} from '../../contracts/registry.ts';
import { releaseLot } from '../../src/cli/release.ts';
import { fromBase64 } from '../../src/kernel/bytes.ts';
import { Hall } from '../../src/opening/entities.ts';
import { openP12 } from '../../src/pki/pkcs12/open.ts';
import type { OpenedP12 } from '../../src/pki/pkcs12/opened.ts';
import { connect, type Orm } from '../../src/platform/database.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { folderVault } from '../../src/platform/vault.ts';
import { schema } from '../../src/schema.ts';
import { softwareKey } from '../../src/sealing/bidder-key.ts';
import type { Checkpoint } from '../../src/transparency/checkpoint.ts';
import { leafEntry } from '../../src/transparency/leaf.ts';
import { parseVerifier } from '../../src/transparency/note.ts';
import { verifyTlogProof } from '../../src/transparency/tlog-proof.ts';
import { aFile, type Sealed, sealFor } from '../support/bid.ts';
import { until } from '../support/ledger.ts';
import { inclusionOf, isContinued, seeCheckpoint } from '../support/seen-log.ts';
import { type Service, startService } from '../support/service.ts';
import { aLot } from '../support/trade.ts';

interface Bidder {
  readonly person: string;
  readonly keys: OpenedP12;
  readonly sealed: Sealed;
}

let service: Service;
let orm: Orm;
let host: string;
let lot: string;
let deadline: Date;
const bidders: Bidder[] = [];
const bids: string[] = [];
/** The log as it was seen before each kill. */
const seen: Checkpoint[] = [];

beforeAll(async () => {
  service = await startService();
  orm = await connect(service.databaseUrl, schema, 2);
  host = (await demoPeople('tenderer'))[0]?.person ?? '';
  const tenderer = { organisation: await organisationOf(host), name: '招标人' };
  const vault = await folderVault(join(service.dataDir, 'keys'));
  deadline = new Date((await now()).getTime() + 3_600_000);
  lot = (await aLot({ orm, vault, now }, { deadline, tenderer })).id;
  for (const { person } of (await demoPeople('bidder')).slice(0, 4))
    bidders.push(await aSealedBid(person, bidders.length));
}, 180_000);
afterAll(async () => {
  await orm.close(true);
  await service.remove();
}, 60_000);

const visitor = () => makeClient({ origin: service.url });
const pause = (ms: number) => new Promise(done => setTimeout(done, ms));
const now = async () => new Date((await visitor().call(readTime)).now);

/** Sessions outlive a crash; a fresh one is only simpler. */
async function asPerson(person: string): Promise<Client> {
  const { token } = await visitor().call(signInAsDemo, { body: { person } });
  return makeClient({ origin: service.url, token: () => token });
}

async function demoPeople(role: string) {
  const { rows } = await visitor().call(listDemoAccounts);
  return rows.filter(row => row.roles.some(r => r === role));
}

/** Kills the service while `acts` are under way and starts it again; gives what each act came to. */
async function killDuring<T>(
  afterMs: number,
  acts: Promise<T>[],
): Promise<PromiseSettledResult<T>[]> {
  const settled = Promise.allSettled(acts);
  seen.push(await seeCheckpoint(service.url, visitor()));
  await pause(afterMs);
  await service.kill();
  const outcomes = await settled;
  await service.restart();
  return outcomes;
}

const put = (client: Client, lot: string, [sha256, bytes]: [string, Uint8Array]) =>
  client.callWithBytes(putSegment, {
    params: { lot, sha256 },
    content: new Uint8Array(bytes),
  });

async function held(client: Client, lot: string): Promise<Set<string>> {
  return new Set((await client.call(listSegments, { params: { lot } })).held);
}

async function aSealedBid(person: string, i: number): Promise<Bidder> {
  const { p12, passphrase } = await visitor().call(fetchDemoKey, { params: { person } });
  const keys = await openP12(fromBase64(p12), passphrase);
  const { signing, encryption, chain } = keys;
  if (!signing || !encryption) throw new Error('both keys expected');
  const client = await asPerson(person);
  const ticket = await client.call(readSealingTicket, { params: { lot } });
  const key = softwareKey(encryption.certificate.der, encryption.key);
  const annex = aFile('附件.bin', new Uint8Array(i === 0 ? 40_000_000 : 100));
  const files = { opening: [aFile('opening.json', formOf(i)), annex] };
  const how = { at: await now(), files };
  return {
    person,
    keys,
    sealed: await sealFor(ticket, { key, signer: { ...signing, chain } }, '', how),
  };
}

const stageIs = (stage: string) =>
  until(async () => (await orm.em.fork().findOne(Hall, { lot }))?.stage === stage);

test('a segment that was acknowledged is there after kill -9; the upload goes on with what is missing', async () => {
  const [first, ...rest] = bidders as [Bidder, ...Bidder[]];
  const parts = [...first.sealed.parts];
  for (const afterMs of [30, 120]) {
    const client = await asPerson(first.person);
    const acts = parts.map(part => put(client, lot, part));
    const outcomes = await killDuring(afterMs, acts);
    const acknowledged = outcomes.flatMap(o => (o.status === 'fulfilled' ? [o.value.sha256] : []));
    const there = await held(await asPerson(first.person), lot);
    for (const sha256 of acknowledged) expect(there).toContain(sha256);
  }
  for (const bidder of [first, ...rest]) {
    const client = await asPerson(bidder.person);
    const there = await held(client, lot);
    const missing = [...bidder.sealed.parts].filter(([sha256]) => !there.has(sha256));
    for (const part of missing) await put(client, lot, part);
  }
}, 120_000);

test('a receipt that was given is for a bid that is stored; the same commit again gives the same one', async () => {
  for (const [i, bidder] of bidders.entries()) {
    const commit = { params: { lot }, body: { manifest: bidder.sealed.p7 } };
    const client = await asPerson(bidder.person);
    const act = client.call(submitBid, commit);
    const [outcome] = await killDuring([5, 15, 25, 40][i] ?? 0, [act]);
    const again = await asPerson(bidder.person);
    const { receipts } = await again.call(readMyBids, { params: { lot } });
    const given = outcome?.status === 'fulfilled' ? [outcome.value.bid] : [];
    expect(receipts.map(r => r.bid)).toEqual(expect.arrayContaining(given));
    const receipt = await again.call(submitBid, commit);
    expect([receipt.text]).toEqual(expect.arrayContaining(receipts.map(r => r.text)));
    bids.push(receipt.bid);
  }
}, 120_000);

test('a lot whose deadline came while the service was down is closed when it is back', async () => {
  await visitor().call(advanceDemoClock, { body: { toward: deadline.toISOString() } });
  await killDuring(20, []);
  await stageIs('releasing');
}, 60_000);

test('releases and the reveal survive kill -9: every bid is opened once', async () => {
  for (const [i, bidder] of bidders.entries()) {
    const act = releaseLot(await asPerson(bidder.person), lot, bidder.keys);
    if (i < 2) await killDuring(20 + i * 40, [act]);
    else await act;
  }
  for (const bidder of bidders.slice(0, 2))
    await releaseLot(await asPerson(bidder.person), lot, bidder.keys).catch(error => {
      // Released by the try that was killed, and revealed already.
      expect(error.problem?.code).toBe('WINDOW_CLOSED');
    });
  await killDuring(30, []);
  await stageIs('reading');
  const { hall } = await (await asPerson(host)).call(readHall, { params: { lot } });
  expect(hall.bids.map(b => b.bid).sort()).toEqual([...bids].sort());
  const prices = hall.bids.map(b => b.opened?.price).sort();
  expect(prices).toEqual(bidders.map((_, i) => `${i + 1}00000.00`));
}, 120_000);

test('through all of it the log only grew, and holds every event of the trade', async () => {
  const client = visitor();
  const { verifier } = await client.call(readLogKey);
  const events = await orm.em.fork().find(Event, { subject: { $in: [lot, ...bids] } });
  expect(new Set(events.map(e => e.type))).toContain('opening.revealed');
  for (const { id, type, blind, text } of events) {
    const proof = await until(async () => (await inclusionOf(client, id)).proof);
    verifyTlogProof(proof, leafEntry(type, blind, text), parseVerifier(verifier));
  }
  const now = await seeCheckpoint(service.url, client);
  expect(seen.length).toBeGreaterThan(5);
  for (const earlier of seen) expect(await isContinued(client, earlier, now)).toBe(true);
}, 60_000);

const formOf = (i: number): string =>
  JSON.stringify({
    ...{ price: `${i + 1}00000.00`, periodDays: 500, manager: '陆景和', bond: null },
    ...{ managerCertificate: '', quality: '合格' },
  });

async function organisationOf(person: string): Promise<string> {
  const [row] = await orm.em
    .fork()
    .execute<{ id: string }[]>('select organisation_id as id from person where id = ?', [person]);
  return row?.id ?? '';
}
