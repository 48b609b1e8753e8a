import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OcspResponder } from '../../certs/ocsp-responder.ts';
import { Bid, BidRefusal, BidRevocation } from '../../src/bidding/entities.ts';
import { submitBid } from '../../src/bidding/submit-bid.ts';
import { SealedBid } from '../../src/opening/entities.ts';
import { checkOcsp } from '../../src/pki/ocsp/verify.ts';
import { sealBid, submit, upload } from '../support/bid.ts';
import { close, release, turn } from '../support/opening.ts';
import { aCity, aFirm, aLot, type City, type Firm } from '../support/trade.ts';

/** A city without lists: what is not learnt from the responder is not known. */
let city: City;
let responder: OcspResponder | null = null;
let tenderer: Firm;
let lot: string;

const start = async () => {
  responder = await city.ca.startResponder(city.now);
};
const stop = async () => {
  await responder?.close();
  responder = null;
};

beforeAll(async () => {
  city = await aCity('ocsp');
  await start();
  tenderer = await aFirm(city, ['tenderer'], ['tenderer']);
});
beforeEach(async () => {
  const deadline = new Date((await city.now()).getTime() + 3_600_000);
  lot = (await aLot(city, { deadline, tenderer })).id;
});
afterEach(async () => {
  if (!responder) await start();
});
afterAll(async () => {
  await stop();
  await city.drop();
});

const em = () => city.orm.em.fork();
const answers = (bid: string) => em().find(BidRevocation, { bid });

describe('the certificate of a bid', () => {
  test('is asked about; the answer is kept with the bid as it came', async () => {
    const firm = await aFirm(city);
    const { receipt } = await submit(city, firm, lot, '1.00');
    const [row, ...others] = await answers(receipt.bid);
    expect(others).toEqual([]);
    const issuer = firm.signer.chain?.[0];
    if (!row || !issuer) throw new Error('no answer kept');
    const { certificate } = firm.signer;
    expect(await checkOcsp(new Uint8Array(row.response), certificate, issuer)).toMatchObject({
      ok: true,
      answer: { status: 'good' },
    });
    await expect(em().execute('delete from bid_revocation')).rejects.toThrow('refused');
  });

  test('revoked a moment ago: the bid is refused, and only the refusal is on record', async () => {
    const firm = await aFirm(city);
    const sealed = await sealBid(city, firm, lot, '1.00');
    await upload(city, firm, lot, sealed);
    await city.ca.revoke(firm.signer.certificate.serial, await city.now());
    await expect(submitBid(city.context(firm.actor), lot, sealed.p7)).rejects.toMatchObject({
      code: 'CERTIFICATE_INVALID',
      facts: { reason: 'revoked' },
    });
    expect(await em().count(Bid, { lot })).toBe(0);
    expect((await em().find(BidRefusal, { lot })).map(row => row.code)).toEqual([
      'CERTIFICATE_INVALID',
    ]);
  });
});

describe('where the responder does not answer, the bid is accepted provisionally', () => {
  /** Three bids; the first while the responder is down. Its certificate is revoked at the time given. */
  async function judged(revokedAt: ((receivedAt: Date) => Date) | null) {
    const firms = [await aFirm(city), await aFirm(city), await aFirm(city)] as const;
    await stop();
    const { receipt } = await submit(city, firms[0], lot, '100.00');
    expect(receipt.certificateStatus).toBe('provisional');
    expect(await answers(receipt.bid)).toEqual([]);
    await start();
    for (const firm of firms.slice(1)) await submit(city, firm, lot, '110.00');
    if (revokedAt) {
      const at = revokedAt(new Date(receipt.receivedAt));
      await city.ca.revoke(firms[0].signer.certificate.serial, at);
    }
    await close(city, lot);
    for (const firm of firms) await release(city, firm, lot);
    await turn(city);
    const sealed = await em().findOneOrFail(SealedBid, { bid: receipt.bid });
    return { sealed, kept: await answers(receipt.bid) };
  }

  test('and checked again before the opening: good counts, and the answer is kept', async () => {
    const { sealed, kept } = await judged(null);
    expect(sealed).toMatchObject({ fate: 'opened', cause: null });
    expect(kept).toHaveLength(1);
  });
  test('revoked before it was received: the cause is put to the committee', async () => {
    const { sealed } = await judged(at => new Date(at.getTime() - 60_000));
    expect(sealed).toMatchObject({ owner: 'bidder', cause: expect.stringContaining('吊销') });
  });
  test('revoked only after it was received: it counts', async () => {
    const { sealed } = await judged(at => new Date(at.getTime() + 60_000));
    expect(sealed).toMatchObject({ fate: 'opened', cause: null });
  });
});
