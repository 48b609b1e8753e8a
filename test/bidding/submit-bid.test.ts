import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Receipt } from '../../contracts/bidding.ts';
import { completeReceipts } from '../../src/bidding/complete-receipts.ts';
import { Bid, BidRefusal } from '../../src/bidding/entities.ts';
import { putSegment } from '../../src/bidding/put-segment.ts';
import {
  checkReceipt,
  listRefusals,
  readMyBids,
  readReceipt,
} from '../../src/bidding/read-bids.ts';
import { readSealingTicket } from '../../src/bidding/read-ticket.ts';
import { submitBid, withdrawBid } from '../../src/bidding/submit-bid.ts';
import { fromBase64, utf8 } from '../../src/kernel/bytes.ts';
import { verifyTimestamp } from '../../src/pki/timestamp/verify.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { Certificate } from '../../src/registry/entities.ts';
import { Lot } from '../../src/tender/entities.ts';
import { leafEntry } from '../../src/transparency/leaf.ts';
import {
  aWithdrawal,
  body,
  digest,
  sealBid,
  signContent,
  signStatement,
  submit,
  upload,
} from '../support/bid.ts';
import { sequenced, until } from '../support/ledger.ts';
import { aCity, aFirm, aLot, type City, type Firm, issueTo } from '../support/trade.ts';

let city: City;
let tenderer: Firm;
let bidder: Firm;
let lot: string;
beforeAll(async () => {
  city = await aCity();
  tenderer = await aFirm(city, ['tenderer'], ['tenderer']);
  bidder = await aFirm(city);
});
afterAll(() => city.drop());
beforeEach(async () => {
  const deadline = new Date((await city.now()).getTime() + 3_600_000);
  lot = (await aLot(city, { deadline, tenderer })).id;
});

const ctx = (firm: Firm = bidder) => city.context(firm.actor);
const code = (expected: string) => expect.objectContaining({ code: expected });
const em = () => city.orm.em.fork();

/** Everything that a submission could leave behind. */
const traces = async () => ({
  bids: await em().count(Bid, { lot }),
  refusals: (await em().find(BidRefusal, { lot })).map(r => r.code),
  events: (await em().find(Event, { text: { $like: `%${lot}%` } })).map(e => e.type),
});

describe('the receipt', () => {
  test('is signed by the centre, stamped, and names what was received and when', async () => {
    const { sealed, receipt } = await submit(city, bidder, lot, '1.00');
    expect(Receipt.parse(receipt)).toEqual(receipt);
    expect(receipt.reference).toMatch(/^R-\d{4}-\d{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$/);
    expect(receipt.manifestSha256).toBe(digest(Buffer.from(sealed.p7, 'base64')));
    const signed = await city.centre.verify(fromBase64(receipt.signature), await city.now());
    expect(Buffer.from(signed.content).toString()).toBe(receipt.text);
    const text = Buffer.from(digest(utf8(receipt.text)), 'hex');
    const stamp = await verifyTimestamp(fromBase64(receipt.timestampToken), text);
    expect(stamp.at.getTime()).toBeGreaterThanOrEqual(Date.parse(receipt.receivedAt));
  });
  test('is the same when the same manifest is sent again, also from many sides at once', async () => {
    const sealed = await sealBid(city, bidder, lot, '1.00');
    await upload(city, bidder, lot, sealed);
    const all = await Promise.all([1, 2, 3, 4].map(() => submitBid(ctx(), lot, sealed.p7)));
    expect(new Set(all.map(r => JSON.stringify(r))).size).toBe(1);
    expect(await traces()).toEqual({ bids: 1, refusals: [], events: ['bidding.submitted'] });
  });
  test('is made good when a crash came between commit and signature', async () => {
    const { receipt } = await submit(city, bidder, lot, '1.00');
    await em().execute('alter table bid disable trigger bid_kept');
    await em().execute('update bid set signature = null, timestamp_token = null where lot = ?', [
      lot,
    ]);
    await em().execute('alter table bid enable trigger bid_kept');
    await completeReceipts.run(city.context());
    await city.advance(new Date((await city.now()).getTime() + 10_001));
    await completeReceipts.run(city.context());
    const [row] = await em().execute<{ signed: boolean }[]>(
      'select signature is not null as signed from bid where id = ?',
      [receipt.bid],
    );
    expect(row?.signed).toBe(true);
    const again = await readReceipt(ctx(), receipt.bid);
    expect(again.text).toBe(receipt.text);
    await city.centre.verify(fromBase64(again.signature), await city.now());
    expect(await readReceipt(ctx(), receipt.bid)).toEqual(again);
  });
  test('leads its holder alone to its leaf in the public log', async () => {
    const { receipt } = await submit(city, bidder, lot, '1.00');
    const { event } = receipt;
    const logged = await sequenced(city.url, async sequencer => {
      sequencer.wake();
      return until(async () => {
        const now = await readReceipt(ctx(), receipt.bid);
        return now.proof === null ? null : now;
      });
    });
    const [row] = await em().execute<{ entry: Buffer }[]>(
      'select entry from log_leaf where "index" = ?',
      [logged.leafIndex],
    );
    const entry = leafEntry(event.type, fromBase64(event.blind), event.text);
    expect(row?.entry.equals(entry)).toBe(true);
    expect(logged.proof).toContain('c2sp.org/tlog-proof@v1');
  });
  test('can be checked by anyone who has its number and hash, and says nothing but the time', async () => {
    const { receipt } = await submit(city, bidder, lot, '1.00');
    const visitor = city.context();
    expect(await checkReceipt(visitor, receipt.reference, receipt.manifestSha256)).toEqual({
      known: true,
      receivedAt: receipt.receivedAt,
    });
    expect(await checkReceipt(visitor, receipt.reference, '0'.repeat(64))).toEqual({
      known: false,
      receivedAt: null,
    });
  });
  test('is nobody else’s to read', async () => {
    const { receipt } = await submit(city, bidder, lot, '1.00');
    const other = await aFirm(city);
    await expect(readReceipt(ctx(other), receipt.bid)).rejects.toThrow(code('NOT_FOUND'));
    expect(await readMyBids(ctx(other), lot)).toEqual({ receipts: [], current: null });
  });
});

describe('a refused commit leaves its own record and nothing else', () => {
  const refused = async (act: () => Promise<unknown>, expected: string) => {
    const before = await traces();
    await expect(act()).rejects.toThrow(code(expected));
    expect(await traces()).toEqual({
      bids: before.bids,
      refusals: [...before.refusals, expected],
      events: [...before.events, 'bidding.refused'],
    });
    const { rows } = await listRefusals(ctx(), lot);
    const proof = await city.centre.verify(fromBase64(rows[0]?.signature ?? ''), await city.now());
    expect(JSON.parse(Buffer.from(proof.content).toString())).toMatchObject({ code: expected });
  };

  test('late: at the deadline or after it (C27)', async () => {
    const sealed = await sealBid(city, bidder, lot, '1.00');
    await upload(city, bidder, lot, sealed);
    const { deadline } = await em().findOneOrFail(Lot, { id: lot });
    await city.advance(deadline);
    await refused(() => submitBid(ctx(), lot, sealed.p7), 'DEADLINE_PASSED');
  });
  test('malformed: not a manifest', async () => {
    const p7 = await signContent(city, bidder.signer, utf8('{"format":"zip"}'));
    await refused(() => submitBid(ctx(), lot, p7), 'BID_MALFORMED');
  });
  test('not even signed: a document sent in place of a manifest', async () => {
    const pdf = Buffer.from('%PDF-1.7 our price').toString('base64');
    await refused(() => submitBid(ctx(), lot, pdf), 'SIGNATURE_INVALID');
  });
  test('one flipped bit in the signed manifest', async () => {
    const sealed = await sealBid(city, bidder, lot, '1.00');
    const p7 = Buffer.from(sealed.p7, 'base64');
    const at = p7.indexOf('"createdAt"');
    p7[at + 15] = (p7[at + 15] ?? 0) ^ 1;
    await refused(() => submitBid(ctx(), lot, p7.toString('base64')), 'SIGNATURE_INVALID');
  });
  test('signed with a certificate of another organisation', async () => {
    const other = await aFirm(city);
    const sealed = await sealBid(city, bidder, lot, '1.00');
    const p7 = await signStatement(city, other, sealed.manifest);
    await refused(() => submitBid(ctx(), lot, p7), 'CERTIFICATE_INVALID');
  });
  test('signed with a certificate that was unbound', async () => {
    const renewed = await issueTo(city, bidder);
    const sealed = await sealBid(city, bidder, lot, '1.00');
    const p7 = await signStatement(city, renewed, sealed.manifest);
    const { sha256 } = renewed.signer.certificate;
    await em().nativeUpdate(Certificate, { sha256 }, { unboundAt: await city.now() });
    await refused(() => submitBid(ctx(), lot, p7), 'CERTIFICATE_INVALID');
  });
  test('segments missing: upload is not submission', async () => {
    const sealed = await sealBid(city, bidder, lot, '1.00');
    await refused(() => submitBid(ctx(), lot, sealed.p7), 'BID_INCOMPLETE');
  });
  test('segments that another bidder has sent are not one’s own', async () => {
    const other = await aFirm(city);
    const sealed = await sealBid(city, bidder, lot, '1.00');
    await upload(city, other, lot, sealed);
    await refused(() => submitBid(ctx(), lot, sealed.p7), 'BID_INCOMPLETE');
  });
  test('an acknowledged part that the storage has lost', async () => {
    const sealed = await sealBid(city, bidder, lot, '1.00');
    await upload(city, bidder, lot, sealed);
    await city.storage.remove([...sealed.parts.keys()][0] ?? '');
    await refused(() => submitBid(ctx(), lot, sealed.p7), 'BID_INCOMPLETE');
  });
  test('sealed under rules that have changed since', async () => {
    const change = { rulesSha256: 'ab'.repeat(32) };
    const sealed = await sealBid(city, bidder, lot, '1.00', { change: m => ({ ...m, ...change }) });
    await upload(city, bidder, lot, sealed);
    await refused(() => submitBid(ctx(), lot, sealed.p7), 'BID_STALE_RULES');
  });
  test('an older bid sent again after a newer one', async () => {
    const first = await submit(city, bidder, lot, '1.00');
    await submit(city, bidder, lot, '2.00');
    const again = await signStatement(city, bidder, first.sealed.manifest);
    await refused(() => submitBid(ctx(), lot, again), 'BID_WRONG_SEQUENCE');
  });
  test('an envelope that the rules do not know', async () => {
    const sealed = await sealBid(city, bidder, lot, '1.00', {
      change: m => ({ ...m, envelopes: m.envelopes.map(e => ({ ...e, id: 'gift' })) }),
    });
    await upload(city, bidder, lot, sealed);
    await refused(() => submitBid(ctx(), lot, sealed.p7), 'BID_MALFORMED');
  });
  test('a suspended lot', async () => {
    const sealed = await sealBid(city, bidder, lot, '1.00');
    await upload(city, bidder, lot, sealed);
    await em().nativeUpdate(Lot, { id: lot }, { state: 'suspended' });
    await refused(() => submitBid(ctx(), lot, sealed.p7), 'WRONG_STATE');
  });
  test('another’s refusals are not listed', async () => {
    const sealed = await sealBid(city, bidder, lot, '1.00');
    await expect(submitBid(ctx(), lot, sealed.p7)).rejects.toThrow(code('BID_INCOMPLETE'));
    expect((await listRefusals(ctx(await aFirm(city)), lot)).rows).toEqual([]);
  });
});

describe('uploading', () => {
  const put = (bytes: Uint8Array, sha256 = digest(bytes), headers = {}) =>
    putSegment(ctx(), { lot, sha256 }, body(bytes, headers));

  test('what is not encrypted is refused on record and not kept (C26)', async () => {
    const clear = utf8('投标总价：218940216.50 元 '.repeat(50));
    await expect(put(clear)).rejects.toThrow(code('BID_NOT_ENCRYPTED'));
    expect(await city.storage.size(digest(clear))).toBeNull();
    expect((await traces()).refusals).toEqual(['BID_NOT_ENCRYPTED']);
  });
  test('a sealed part with something in the clear after it is refused', async () => {
    const sealed = await sealBid(city, bidder, lot, '1.00');
    const [part] = sealed.parts.values();
    const more = Buffer.concat([part ?? Buffer.of(), Buffer.from('price 1.00')]);
    await expect(put(more)).rejects.toThrow(code('BID_NOT_ENCRYPTED'));
  });
  test('a part cut short is refused and may be sent again', async () => {
    const sealed = await sealBid(city, bidder, lot, '1.00');
    const [[sha256, part] = ['', Buffer.of()]] = sealed.parts;
    await expect(put(part.subarray(0, -1), sha256)).rejects.toThrow();
    expect(await put(part, sha256)).toEqual({ sha256, bytes: part.length });
    expect(await put(part, sha256)).toEqual({ sha256, bytes: part.length });
  });
  test('another content than the address or Content-Digest names is refused', async () => {
    const sealed = await sealBid(city, bidder, lot, '1.00');
    const [part = Buffer.of()] = sealed.parts.values();
    await expect(put(part, 'ab'.repeat(32))).rejects.toThrow(code('DIGEST_MISMATCH'));
    const wrong = { 'content-digest': `sha-256=:${Buffer.alloc(32).toString('base64')}:` };
    await expect(put(part, digest(part), wrong)).rejects.toThrow(code('DIGEST_MISMATCH'));
    const right = Buffer.from(digest(part), 'hex').toString('base64');
    await put(part, digest(part), { 'content-digest': `sha-256=:${right}:` });
  });
  test('after the deadline nothing is taken', async () => {
    const sealed = await sealBid(city, bidder, lot, '1.00');
    await city.advance((await em().findOneOrFail(Lot, { id: lot })).deadline);
    await expect(upload(city, bidder, lot, sealed)).rejects.toThrow(code('DEADLINE_PASSED'));
  });
});

describe('who may not bid', () => {
  test('the tenderer in its own lot, though registered as a bidder too', async () => {
    const both = await aFirm(city, ['tenderer', 'bidder'], ['tenderer', 'bidder']);
    const deadline = new Date((await city.now()).getTime() + 3_600_000);
    const own = await aLot(city, { deadline, tenderer: both });
    const sealed = await sealBid(city, both, own.id, '1.00');
    await expect(upload(city, both, own.id, sealed)).rejects.toThrow(code('NOT_ELIGIBLE'));
    await expect(submitBid(ctx(both), own.id, sealed.p7)).rejects.toThrow();
  });
});

describe('replacing and withdrawing', () => {
  test('each links to the one before; the newest counts', async () => {
    const first = await submit(city, bidder, lot, '1.00');
    const second = await submit(city, bidder, lot, '2.00');
    expect(second.sealed.manifest).toMatchObject({
      sequence: 2,
      previous: first.receipt.manifestSha256,
    });
    const mine = await readMyBids(ctx(), lot);
    expect([mine.receipts.length, mine.current]).toEqual([2, second.receipt.bid]);
  });
  test('a withdrawal has a receipt, after it there is no bid, and one may bid again', async () => {
    await submit(city, bidder, lot, '1.00');
    const statement = await aWithdrawal(city, bidder, lot);
    const receipt = await withdrawBid(ctx(), lot, statement);
    expect(receipt).toMatchObject({ kind: 'withdrawn', sequence: 2 });
    expect((await readMyBids(ctx(), lot)).current).toBeNull();
    expect(await withdrawBid(ctx(), lot, statement)).toEqual(receipt);
    const again = await submit(city, bidder, lot, '3.00');
    expect(again.receipt.sequence).toBe(3);
  });
  test('a bid is not taken as a withdrawal, nor a withdrawal as a bid', async () => {
    const { sealed } = await submit(city, bidder, lot, '1.00');
    const next = await readSealingTicket(ctx(), lot);
    const bid = await signStatement(city, bidder, { ...sealed.manifest, ...next.next });
    await expect(withdrawBid(ctx(), lot, bid)).rejects.toThrow(code('BID_MALFORMED'));
    const statement = await aWithdrawal(city, bidder, lot);
    await expect(submitBid(ctx(), lot, statement)).rejects.toThrow(code('BID_MALFORMED'));
  });
});
