import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Hall as HallReply } from '../../contracts/opening.ts';
import type { PriceFormula } from '../../contracts/tender/lot-rules.ts';
import { Bid } from '../../src/bidding/entities.ts';
import { submitBid, withdrawBid } from '../../src/bidding/submit-bid.ts';
import { fromBase64, hex, utf8 } from '../../src/kernel/bytes.ts';
import { canonicalText } from '../../src/kernel/canonical.ts';
import { closeLots } from '../../src/opening/close-lot.ts';
import { OpenedEnvelope, SealedBid } from '../../src/opening/entities.ts';
import { finishReading } from '../../src/opening/finish-reading.ts';
import { printRecord } from '../../src/opening/print-record.ts';
import { answer, ask } from '../../src/opening/questions.ts';
import { readHall } from '../../src/opening/read-hall.ts';
import { readOuter } from '../../src/opening/read-outer.ts';
import { releaseBid } from '../../src/opening/release-bid.ts';
import { reportFailure } from '../../src/opening/report-failure.ts';
import { revealLots } from '../../src/opening/reveal.ts';
import { openingRoom } from '../../src/opening/room.ts';
import { signIn } from '../../src/opening/sign-in.ts';
import { readRecord, signRecord } from '../../src/opening/sign-record.ts';
import { sha256Hex } from '../../src/platform/digest.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { Lot } from '../../src/tender/entities.ts';
import { openTenderRules } from '../../src/tender/methods/open-tender.ts';
import { drawFaults } from '../../src/tender/rules/price-draw.ts';
import { leafHash } from '../../src/transparency/hash.ts';
import { leafEntry } from '../../src/transparency/leaf.ts';
import { paddedRoot } from '../../src/transparency/padded-root.ts';
import { textOf } from '../platform/pdf-text.ts';
import { aFile, aWithdrawal, sealBid, signContent, submit, upload } from '../support/bid.ts';
import { aLotWithBids, close, endWindow, release, turn, unlock } from '../support/opening.ts';
import { aCity, aFirm, type City, type Firm, issueTo } from '../support/trade.ts';

let city: City;
let firms: Firm[];
let supervisor: Firm;
beforeAll(async () => {
  city = await aCity();
  firms = [];
  for (let i = 0; i < 4; i++) firms.push(await aFirm(city));
  supervisor = await aFirm(city, ['supervision'], ['supervisor']);
});
afterAll(() => city.drop());

const firm = (i: number): Firm => firms[i] as Firm;
const ctx = (who: Firm) => city.context(who.actor);
const em = () => city.orm.em.fork();
const code = (expected: string) => expect.objectContaining({ code: expected });
const hallOf = async (lot: string, who = supervisor) =>
  HallReply.parse((await readHall(ctx(who), lot)).hall);
const three = () => [0, 1, 2].map(i => ({ firm: firm(i), price: `${i + 1}00000.00` }));
const benchmark = openTenderRules.price as Extract<PriceFormula, { id: 'benchmark-average' }>;
const stateOf = async (lot: string) => (await em().findOneOrFail(Lot, { id: lot })).state;
const said = async (lot: string) =>
  (await em().find(Event, { room: `opening:${lot}` }, { orderBy: { roomSeq: 'asc' } })).map(
    event => event.type,
  );

describe('the close', () => {
  test('seals the newest bids in an order that tells nothing, under a root that anyone can recompute', async () => {
    const { lot } = await aLotWithBids(city, three());
    const newer = await submit(city, firm(0), lot, '900000.00');
    await submit(city, firm(3), lot, '5.00');
    await withdrawBid(ctx(firm(3)), lot, await aWithdrawal(city, firm(3), lot));
    await close(city, lot);
    const hall = await hallOf(lot);
    expect(hall.stage).toBe('releasing');
    expect(hall.bids.map(b => b.organisation).sort()).toEqual(
      [0, 1, 2].map(i => firm(i).organisation).sort(),
    );
    expect(hall.bids.map(b => b.bid)).toContain(newer.receipt.bid);
    const bids = await em().find(Bid, { id: { $in: hall.bids.map(b => b.bid) } });
    const events = await em().find(Event, { id: { $in: bids.map(b => b.event) } });
    const entries = events.map(e => leafEntry(e.type, new Uint8Array(e.blind), e.text));
    entries.sort((a, b) => (hex(leafHash(a)) < hex(leafHash(b)) ? -1 : 1));
    expect(hall.sealedRoot).toBe(hex(paddedRoot(entries)));
    expect(await stateOf(lot)).toBe('opening');
  });
  test('destroys the outer packages of what was superseded, on record, and keeps what counts', async () => {
    const { lot } = await aLotWithBids(city, three());
    const older = (await em().findOneOrFail(Bid, { lot, organisation: firm(0).organisation })).id;
    const newer = await submit(city, firm(0), lot, '7.00');
    await close(city, lot);
    const [event] = await em().find(Event, { type: 'opening.destroyed', subject: older });
    const [gone] = (JSON.parse(event?.text ?? '{}') as { data: { outers: string[] } }).data.outers;
    expect(await city.storage.size(gone ?? '')).toBeNull();
    for (const sha256 of newer.sealed.parts.keys())
      expect(await city.storage.size(sha256)).not.toBeNull();
    await turn(city);
    expect(await em().count(Event, { type: 'opening.destroyed', subject: older })).toBe(1);
  });
  test('happens once, however many nodes run it', async () => {
    const { lot } = await aLotWithBids(city, three());
    const { deadline } = await em().findOneOrFail(Lot, { id: lot });
    await city.advance(deadline);
    await Promise.all([1, 2, 3].map(() => closeLots.run(city.context())));
    expect(await said(lot)).toEqual(['opening.closed']);
  });
  test('with fewer than three bidders opens nothing and names nobody (B44)', async () => {
    const { lot } = await aLotWithBids(city, three().slice(0, 2));
    await close(city, lot);
    const hall = await hallOf(lot);
    expect([hall.stage, hall.bids, await stateOf(lot)]).toEqual(['failed', [], 'failed']);
    // Whoever had bid reads there why; whoever had not learns nothing.
    const mine = await readHall(ctx(firm(0)), lot);
    expect([mine.hall.stage, mine.head.mine === null]).toEqual(['failed', false]);
    await expect(readHall(ctx(firm(3)), lot)).rejects.toEqual(code('FORBIDDEN'));
    const texts = (await em().find(Event, { room: `opening:${lot}` })).map(e => e.text).join();
    expect(texts).not.toContain(firm(0).name);
    expect(texts).not.toContain(firm(0).organisation);
    const refusal = code('WINDOW_CLOSED');
    await expect(readOuter(ctx(firm(0)), lot)).rejects.toThrow(refusal);
    await expect(readOuter(ctx(firm(0)), lot)).rejects.toThrow('少于三个');
  });
  test('passes over a suspended lot', async () => {
    const { lot } = await aLotWithBids(city, three());
    await em().nativeUpdate(Lot, { id: lot }, { state: 'suspended', resumesTo: 'bidding' });
    await close(city, lot);
    expect([await stateOf(lot), await said(lot)]).toEqual(['suspended', []]);
  });
  test('is time-stamped', async () => {
    const { lot } = await aLotWithBids(city, three());
    await close(city, lot);
    const [row] = await em().execute<{ n: number }[]>(
      'select count(close_token)::int as n from hall where lot = ?',
      [lot],
    );
    expect(row?.n).toBe(1);
  });
});

describe('signing in', () => {
  test('before the close it is seen by nobody else, not even as a number; at the close by all', async () => {
    const { lot, tenderer } = await aLotWithBids(city, three());
    const others = [tenderer, supervisor, firm(1), firm(3)];
    const look = () => Promise.all(others.map(who => readHall(ctx(who), lot)));
    const before = await look();
    const { deadline } = await em().findOneOrFail(Lot, { id: lot });
    await city.advance(new Date(deadline.getTime() - 60_000));
    await signIn(ctx(firm(0)), lot);
    await signIn(ctx(firm(0)), lot);
    expect(await look()).toEqual(before);
    expect((await readHall(ctx(firm(0)), lot)).head.signedInAt).not.toBeNull();
    await close(city, lot);
    const signed = (await hallOf(lot)).bids.filter(b => b.signedInAt !== null);
    expect(signed.map(b => b.organisation)).toEqual([firm(0).organisation]);
  });
  test('is not possible more than an hour before the deadline', async () => {
    const deadline = new Date((await city.now()).getTime() + 3_700_000);
    const { lot } = await aLotWithBids(city, [], { deadline });
    await expect(signIn(ctx(firm(0)), lot)).rejects.toThrow(code('WRONG_STATE'));
  });
  test('after the close is for bidders of the sealed set', async () => {
    const { lot } = await aLotWithBids(city, three());
    await close(city, lot);
    await signIn(ctx(firm(1)), lot);
    expect(await said(lot)).toContain('opening.signed-in');
    await expect(signIn(ctx(firm(3)), lot)).rejects.toThrow(code('NOT_FOUND'));
  });
});

describe('who may be in the hall', () => {
  test('before the close any bidder; after it those of the sealed set, the host, centre and supervisor', async () => {
    const { lot, tenderer } = await aLotWithBids(city, three());
    const stranger = await aFirm(city, ['tenderer'], ['tenderer']);
    const visit = (who: Firm) => readHall(ctx(who), lot);
    await visit(firm(3));
    await expect(visit(stranger)).rejects.toThrow(code('FORBIDDEN'));
    await close(city, lot);
    for (const who of [firm(0), tenderer, supervisor]) await visit(who);
    await expect(visit(firm(3))).rejects.toThrow(code('FORBIDDEN'));
    expect(await openingRoom.authorize(ctx(firm(3)), lot)).toBeNull();
    expect(await openingRoom.authorize(ctx(firm(0)), lot)).toEqual({
      organisation: firm(0).organisation,
      staff: false,
    });
  });
});

describe('the release', () => {
  test('is blind: it shows who released, and no price to anyone', async () => {
    const { lot } = await aLotWithBids(city, three());
    await close(city, lot);
    const first = await release(city, firm(0), lot);
    await turn(city);
    const hall = await hallOf(lot);
    expect(hall.stage).toBe('releasing');
    expect(hall.bids.filter(b => b.release === 'released').map(b => b.releasedAt)).toEqual([first]);
    expect(hall.bids.map(b => b.opened)).toEqual([null, null, null]);
    expect(await release(city, firm(0), lot)).toBe(first);
  });
  test('of anything but what was sealed is refused and leaves nothing', async () => {
    const { lot } = await aLotWithBids(city, three());
    await close(city, lot);
    const { bid } = await unlock(city, firm(0), lot);
    const other = await unlock(city, firm(1), lot);
    const wrong = { bid, packages: other.packages };
    await expect(releaseBid(ctx(firm(0)), lot, wrong)).rejects.toThrow(code('RELEASE_MISMATCH'));
    await expect(releaseBid(ctx(firm(0)), lot, other)).rejects.toThrow(code('NOT_FOUND'));
    await expect(releaseBid(ctx(firm(3)), lot, other)).rejects.toThrow(code('NOT_FOUND'));
    expect(await said(lot)).toEqual(['opening.closed']);
  });
  test('is not possible before the close or after the window', async () => {
    const { lot } = await aLotWithBids(city, three());
    await expect(readOuter(ctx(firm(0)), lot)).rejects.toThrow(code('WRONG_STATE'));
    await close(city, lot);
    await expect(readOuter(ctx(firm(3)), lot)).rejects.toThrow(code('NOT_FOUND'));
    const unlocked = await unlock(city, firm(0), lot);
    const { windowEndsAt } = await hallOf(lot);
    await city.advance(new Date(windowEndsAt ?? ''));
    await expect(releaseBid(ctx(firm(0)), lot, unlocked)).rejects.toThrow(code('WINDOW_CLOSED'));
  });
  test('with a renewed certificate works out of the recovery file, signed by the same unit', async () => {
    const { lot } = await aLotWithBids(city, three());
    await close(city, lot);
    const { bid, packages } = await unlock(city, firm(0), lot);
    const renewed = await issueTo(city, firm(0));
    const statement = utf8(
      canonicalText({
        ...{ format: 'kaibiao-recovery/1', lot, bid },
        packages: packages.map(({ envelope, inner }) => ({
          envelope,
          innerSha256: sha256Hex(fromBase64(inner)),
        })),
      }),
    );
    const by = (signer: Firm['signer'], content: Uint8Array) => signContent(city, signer, content);
    const send = async (recovery: string) =>
      releaseBid(ctx(firm(0)), lot, { bid, packages, recovery });
    await expect(send(await by(firm(1).signer, statement))).rejects.toThrow(
      code('CERTIFICATE_INVALID'),
    );
    await expect(send(await by(renewed.signer, utf8('{}')))).rejects.toThrow(
      code('SIGNATURE_INVALID'),
    );
    await send(await by(renewed.signer, statement));
    const line = (await hallOf(lot)).log.at(-1)?.text.zh;
    expect(line).toContain('用恢复文件解密');
  });
  test('that failed is on record with cause and owner; the detail is not for the others', async () => {
    const { lot } = await aLotWithBids(city, three());
    await close(city, lot);
    const report = { cause: 'wrong-certificate', detail: '序列号 90C3' } as const;
    await reportFailure(ctx(firm(0)), lot, report);
    await reportFailure(ctx(firm(0)), lot, report);
    expect(await said(lot)).toEqual(['opening.closed', 'opening.release-failed']);
    const seen = (await hallOf(lot, firm(1))).bids.find(
      b => b.organisation === firm(0).organisation,
    );
    expect(seen).toMatchObject({ release: 'failed', owner: 'bidder' });
    await release(city, firm(0), lot);
    expect((await hallOf(lot)).bids.filter(b => b.release === 'released')).toHaveLength(1);
  });
  test('that fails because the platform lost the package is the platform’s from the first moment', async () => {
    const { lot } = await aLotWithBids(city, three());
    await close(city, lot);
    const { manifest } = await em().findOneOrFail(Bid, {
      lot,
      organisation: firm(0).organisation,
    });
    const outer = /"outerSha256":"([0-9a-f]{64})"/.exec(manifest.toString('latin1'))?.[1] ?? '';
    await city.storage.remove(outer);
    await expect(readOuter(ctx(firm(0)), lot)).rejects.toThrow(code('INTERNAL'));
    await reportFailure(ctx(firm(0)), lot, { cause: 'package-damaged', detail: '' });
    const mine = (await hallOf(lot)).bids.find(b => b.organisation === firm(0).organisation);
    expect(mine?.owner).toBe('platform');
  });
});

describe('the reveal', () => {
  test('when all are in, shows all prices at once, in one event', async () => {
    const { lot } = await aLotWithBids(city, three());
    await close(city, lot);
    for (const i of [0, 1, 2]) await release(city, firm(i), lot);
    await Promise.all([turn(city), turn(city)]);
    const hall = await hallOf(lot);
    expect(hall.stage).toBe('reading');
    const prices = new Map(hall.bids.map(b => [b.organisation, b.opened?.price]));
    expect([0, 1, 2].map(i => prices.get(firm(i).organisation))).toEqual([
      '100000.00',
      '200000.00',
      '300000.00',
    ]);
    expect((await said(lot)).filter(type => type === 'opening.revealed')).toHaveLength(1);
    expect(await em().count(OpenedEnvelope, { bid: { $in: hall.bids.map(b => b.bid) } })).toBe(3);
  });
  test('draws what the price formula leaves to chance, with a key from which anyone draws it again', async () => {
    const price = { ...benchmark, draw: { float: ['0.01', '0.02', '0.03'] } };
    const { lot, tenderer } = await aLotWithBids(city, three(), { price });
    await close(city, lot);
    expect((await hallOf(lot)).drawn).toEqual({});
    for (const i of [0, 1, 2]) await release(city, firm(i), lot);
    await turn(city);
    const { drawn } = await hallOf(lot, firm(0));
    expect(Object.keys(drawn)).toEqual(['float']);
    expect(drawFaults(price, drawn)).toEqual([]);
    const record = await finishReading(ctx(tenderer), lot);
    expect(JSON.parse(record.text).drawn).toEqual(drawn);
    const { content } = await printRecord(city.context(), lot, 'https://example.test');
    const words = (await textOf(content as Uint8Array)).join('');
    expect(words).toContain(`${drawn.float?.value}（当场从0.01、0.02、0.03中抽取）`);
    expect(words).toContain(drawn.float?.key);
  });
  test('at the end of the window opens the others; who did not release has revoked (C31)', async () => {
    const { lot } = await aLotWithBids(city, three());
    await close(city, lot);
    for (const i of [0, 1]) await release(city, firm(i), lot);
    await endWindow(city, lot);
    const fates = new Map((await hallOf(lot)).bids.map(b => [b.organisation, b]));
    expect(fates.get(firm(2).organisation)).toMatchObject({
      release: 'revoked',
      owner: 'bidder',
      opened: null,
    });
    expect(fates.get(firm(0).organisation)?.opened?.price).toBe('100000.00');
    expect((await hallOf(lot)).log.at(-1)?.text.zh).toContain('少于 3 个');
  });
  test('one flipped byte in what the platform stores is the platform’s fault (C31)', async () => {
    const all = [...three(), { firm: firm(3), price: '400000.00' }];
    const { lot } = await aLotWithBids(city, all);
    await close(city, lot);
    for (const i of [0, 1, 2]) await release(city, firm(i), lot);
    await flip(lot, firm(2), 'released');
    await flip(lot, firm(3), 'waiting');
    await endWindow(city, lot);
    const fates = new Map((await hallOf(lot)).bids.map(b => [b.organisation, b]));
    for (const i of [2, 3])
      expect(fates.get(firm(i).organisation)).toMatchObject({
        release: 'withdrawn-by-platform',
        owner: 'platform',
        opened: null,
      });
    expect(fates.get(firm(0).organisation)?.opened?.price).toBe('100000.00');
  });
  test('a form that cannot be read out is a defect for the committee; the others go on', async () => {
    const { lot } = await aLotWithBids(city, three().slice(0, 2));
    const form = aFile('opening.json', '{"price":"1.00","price2":"2.00"}');
    const files = { opening: [form] };
    const sealed = await sealBid(city, firm(2), lot, '', { files });
    await upload(city, firm(2), lot, sealed);
    await submitBid(ctx(firm(2)), lot, sealed.p7);
    await close(city, lot);
    for (const i of [0, 1, 2]) await release(city, firm(i), lot);
    await turn(city);
    const hall = await hallOf(lot);
    const mine = hall.bids.find(b => b.organisation === firm(2).organisation);
    expect(mine).toMatchObject({ release: 'released', opened: null, owner: 'bidder' });
    expect(hall.bids.filter(b => b.opened)).toHaveLength(2);
  });
  test('a bid whose commitment to the plaintext does not hold is a defect too', async () => {
    const { lot } = await aLotWithBids(city, three().slice(0, 2));
    const sealed = await sealBid(city, firm(2), lot, '3.00', {
      change: m => ({
        ...m,
        envelopes: m.envelopes.map(e => ({ ...e, plainCommit: 'ab'.repeat(32) })),
      }),
    });
    await upload(city, firm(2), lot, sealed);
    await submitBid(ctx(firm(2)), lot, sealed.p7);
    await close(city, lot);
    for (const i of [0, 1, 2]) await release(city, firm(i), lot);
    await turn(city);
    const mine = await em().findOneOrFail(SealedBid, {
      lot,
      organisation: firm(2).organisation,
    });
    expect([mine.fate, mine.cause]).toEqual(['defective', expect.stringContaining('承诺值')]);
  });
  test('waits while the lot is suspended', async () => {
    const { lot } = await aLotWithBids(city, three());
    await close(city, lot);
    await em().nativeUpdate(Lot, { id: lot }, { state: 'suspended', resumesTo: 'opening' });
    await endWindow(city, lot);
    expect((await hallOf(lot)).stage).toBe('releasing');
    await em().nativeUpdate(Lot, { id: lot }, { state: 'opening', resumesTo: null });
    await revealLots.run(city.context());
    expect((await hallOf(lot)).stage).toBe('reading');
  });
});

describe('questions and the record', () => {
  test('every question is answered before the record; all sign the same text; the host’s signature ends it', async () => {
    const { lot, tenderer } = await aLotWithBids(city, three());
    await close(city, lot);
    for (const i of [0, 1, 2]) await release(city, firm(i), lot);
    await turn(city);
    await ask(ctx(firm(0)), lot, '限价是否含暂列金额？');
    await expect(finishReading(ctx(tenderer), lot)).rejects.toThrow(code('OBJECTION_PENDING'));
    await expect(finishReading(ctx(firm(0)), lot)).rejects.toThrow(code('FORBIDDEN'));
    const question = (await hallOf(lot)).questions[0]?.id ?? '';
    await expect(answer(ctx(firm(1)), { lot, question }, '不知道')).rejects.toThrow(
      code('FORBIDDEN'),
    );
    await answer(ctx(tenderer), { lot, question }, '含，见招标文件第二章 2.3');
    await expect(answer(ctx(tenderer), { lot, question }, '再答')).rejects.toThrow(
      code('CONFLICT'),
    );
    await expect(readRecord(ctx(tenderer), lot)).rejects.toThrow(code('NOT_FOUND'));
    const record = await finishReading(ctx(tenderer), lot);
    expect(sha256Hex(record.text)).toBe(record.sha256);
    expect(JSON.parse(record.text)).toMatchObject({ effective: 3, questions: [{ id: question }] });
    await expect(ask(ctx(firm(0)), lot, '还有')).rejects.toThrow(code('WRONG_STATE'));
    const sign = async (who: Firm, text = record.text) =>
      signRecord(ctx(who), lot, await signContent(city, who.signer, utf8(text)));
    await expect(sign(firm(0), 'another text')).rejects.toThrow(code('SIGNATURE_INVALID'));
    await sign(firm(0));
    await sign(firm(0));
    expect((await hallOf(lot)).stage).toBe('signing');
    await sign(tenderer);
    await sign(firm(1));
    const hall = await hallOf(lot);
    expect([hall.stage, await stateOf(lot)]).toEqual(['finished', 'opened']);
    expect(hall.record?.signatures).toHaveLength(3);
    const pdf = await printRecord(city.context(), lot, 'https://example.test');
    expect(
      Buffer.from(pdf.content as Uint8Array)
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  });
});

/** Flips one bit of a stored segment (of the outer package for a bid not released) on the disk itself. */
async function flip(lot: string, who: Firm, state: 'released' | 'waiting'): Promise<void> {
  const { readFile, writeFile } = await import('node:fs/promises');
  const { manifest } = await em().findOneOrFail(Bid, { lot, organisation: who.organisation });
  const text = manifest.toString('latin1');
  const pattern =
    state === 'released' ? /"segments":\["([0-9a-f]{64})"/ : /"outerSha256":"([0-9a-f]{64})"/;
  const sha256 = pattern.exec(text)?.[1] ?? '';
  const path = `${city.folder}/blobs/${sha256.slice(0, 2)}/${sha256}`;
  const bytes = await readFile(path);
  bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
  await writeFile(path, bytes);
}
