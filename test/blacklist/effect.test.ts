import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BidRefusal } from '../../src/bidding/entities.ts';
import { putSegment } from '../../src/bidding/put-segment.ts';
import { listRefusals } from '../../src/bidding/read-bids.ts';
import { submitBid, withdrawBid } from '../../src/bidding/submit-bid.ts';
import { barOn } from '../../src/blacklist/bar-on.ts';
import type { SanctionBar } from '../../src/kernel/sanction-bar.ts';
import { transact } from '../../src/platform/command.ts';
import { registerOrganisation } from '../../src/registry/register-organisation.ts';
import { creditCheckCharacter } from '../../src/registry/rules.ts';
import { aWithdrawal, body, sealBid, submit, upload } from '../support/bid.ts';
import { codeOf, declareNow, type ListOptions, listNow } from '../support/listing.ts';
import { aCity, aFirm, aLot, type City, type Firm } from '../support/trade.ts';

let city: City;
let tenderer: Firm;
let firm: Firm;
let lot: string;
beforeAll(async () => {
  city = await aCity();
  tenderer = await aFirm(city, ['tenderer'], ['tenderer']);
});
afterAll(() => city.drop());
beforeEach(async () => {
  firm = await aFirm(city);
  const deadline = new Date((await city.now()).getTime() + 3_600_000);
  lot = (await aLot(city, { deadline, tenderer })).id;
});

const hasCode = (expected: string) => expect.objectContaining({ code: expected });
const list = async (of: Firm, more: ListOptions = {}) =>
  listNow(city.context(), { code: await codeOf(city.context(), of.organisation), ...more });
const barOf = async (of: Firm): Promise<SanctionBar | null> =>
  barOn(city.orm.em.fork(), { organisation: of.organisation }, await city.now());

describe('a bid', () => {
  test('a listing that lands between two segments stops the next one', async () => {
    const sealed = await sealBid(city, firm, lot, '1.00');
    const [first, second] = [...sealed.parts];
    const ctx = city.context(firm.actor);
    const [sha256, bytes] = first ?? ['', new Uint8Array()];
    await putSegment(ctx, { lot, sha256 }, body(bytes));
    await list(firm);
    const [next, rest] = second ?? ['', new Uint8Array()];
    await expect(putSegment(ctx, { lot, sha256: next }, body(rest))).rejects.toThrow(
      hasCode('SANCTIONED'),
    );
  });

  test('all uploaded, listed before the commit: refused under the lock, told only to the firm itself', async () => {
    const sealed = await sealBid(city, firm, lot, '1.00');
    await upload(city, firm, lot, sealed);
    const number = await list(firm);
    const refused = await submitBid(city.context(firm.actor), lot, sealed.p7).catch(e => e);
    expect(refused).toMatchObject({ code: 'SANCTIONED', facts: { number, reach: 'self' } });
    expect(refused.message).toContain(number);
    expect(refused.message).toMatch(/至 \d{4}-\d\d-\d\d.*异议.*住建局.*行政复议.*信用修复/);
    const own = await listRefusals(city.context(firm.actor), lot);
    expect(own.rows.map(r => r.code)).toEqual(['SANCTIONED']);
    const other = await aFirm(city);
    expect((await listRefusals(city.context(other.actor), lot)).rows).toEqual([]);
    expect(await city.orm.em.fork().count(BidRefusal, { lot })).toBe(1);
  });

  test('a firm that has been listed may still take its bid back, and not replace it', async () => {
    await submit(city, firm, lot, '1.00');
    await list(firm);
    const withdrawal = await aWithdrawal(city, firm, lot);
    const ctx = city.context(firm.actor);
    await expect(withdrawBid(ctx, lot, withdrawal)).resolves.toMatchObject({ sequence: 2 });
  });

  test('other firms bid as before', async () => {
    await list(firm);
    const { receipt } = await submit(city, await aFirm(city), lot, '2.00');
    expect(receipt.sequence).toBe(1);
  });
});

describe('whom a listing reaches', () => {
  test('the organisation itself, its branches, its successors, others of its legal representative when the decision says so', async () => {
    const ctx = city.context();
    const code = await codeOf(ctx, firm.organisation);
    const mark = '5a'.repeat(32);
    const [branch, heir, sister, stranger] = await Promise.all([1, 2, 3, 4].map(() => aFirm(city)));
    if (!branch || !heir || !sister || !stranger) throw new Error('firms');
    await declareNow(ctx, branch.organisation, { parent: code });
    await declareNow(ctx, heir.organisation, { predecessors: [code] });
    await declareNow(ctx, sister.organisation, { mark });
    await declareNow(ctx, stranger.organisation, { mark: '5b'.repeat(32) });
    await list(firm, { mark });
    expect((await barOf(firm))?.reach).toBe('self');
    expect((await barOf(branch))?.reach).toBe('branch');
    expect((await barOf(heir))?.reach).toBe('successor');
    expect((await barOf(sister))?.reach).toBe('representative');
    expect(await barOf(stranger)).toBeNull();
    // What was taken over stays taken over; who is the parent now is what counts now.
    await declareNow(ctx, heir.organisation, { predecessors: [] });
    await declareNow(ctx, branch.organisation, { parent: null });
    expect((await barOf(heir))?.reach).toBe('successor');
    expect(await barOf(branch)).toBeNull();
  });

  test('not the others of its legal representative when the decision does not extend to the person', async () => {
    const ctx = city.context();
    const sister = await aFirm(city);
    await declareNow(ctx, firm.organisation, { mark: '6a'.repeat(32) });
    await declareNow(ctx, sister.organisation, { mark: '6a'.repeat(32) });
    await list(firm);
    expect(await barOf(sister)).toBeNull();
  });

  test('a suspended listing does not; one that has ended does not, recorded or not', async () => {
    await list(firm, { state: 'suspended' });
    await list(firm, { forMs: 0 });
    expect(await barOf(firm)).toBeNull();
    await list(firm, { forMs: null });
    expect(await barOf(firm)).toMatchObject({ until: null });
  });
});

test('a listing waits for acts that have asked, so that none slips between the answer and the commit', async () => {
  let listed = false;
  let publishing: Promise<unknown> = Promise.resolve();
  await transact(city.context(firm.actor), async tx => {
    expect(await barOn(tx.em, { organisation: firm.organisation }, await tx.now())).toBeNull();
    publishing = list(firm).then(() => {
      listed = true;
    });
    await new Promise(done => setTimeout(done, 300));
    expect(listed).toBe(false);
  });
  await publishing;
  expect((await barOf(firm))?.reach).toBe('self');
});

test('a listed organisation is not registered as a bidder; with another role it is', async () => {
  const first = '91990100MA1K7Q3D8'.slice(0, 17);
  const code = first + creditCheckCharacter(first);
  await listNow(city.context(), { code });
  const register = (kinds: ('bidder' | 'tenderer')[]) =>
    registerOrganisation(city.context(), {
      name: '某公司',
      code,
      city: '云江',
      kinds,
      basicAccount: null,
    });
  await expect(register(['bidder'])).rejects.toThrow(hasCode('SANCTIONED'));
  await expect(register(['tenderer'])).resolves.toMatchObject({ code });
});
