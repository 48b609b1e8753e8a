import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AwardView } from '../../contracts/award.ts';
import { AwardNotice } from '../../contracts/award-notices.ts';
import type { VoidConsequence, VoidGround } from '../../contracts/award-voiding.ts';
import type { ContractTerms } from '../../contracts/contract.ts';
import { awardLot } from '../../src/award/award-lot.ts';
import { AwardVoiding } from '../../src/award/entities.ts';
import { previewAward, previewCandidates } from '../../src/award/notices.ts';
import { publishCandidates } from '../../src/award/publish-candidates.ts';
import { readAward } from '../../src/award/read-award.ts';
import { voidingStatement } from '../../src/award/rules/voiding.ts';
import { BondPayment } from '../../src/bond/entities.ts';
import { readContract } from '../../src/contract/read-contract.ts';
import { recordContract } from '../../src/contract/record-contract.ts';
import { contractStatement } from '../../src/contract/rules/contract.ts';
import { voidAward } from '../../src/contract/void-award.ts';
import { dayOf } from '../../src/kernel/calendar.ts';
import { canonicalText } from '../../src/kernel/canonical.ts';
import { SealedBid } from '../../src/opening/entities.ts';
import type { Context } from '../../src/platform/command.ts';
import { visitor } from '../../src/platform/identity.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { Lot, Project } from '../../src/tender/entities.ts';
import { type OpenedLot, openedLot, seatCommittee } from '../evaluation/opened-lot.ts';
import { evaluate } from '../evaluation/play.ts';
import { type City, startCity } from '../experts/city.ts';
import { codeOf, listNow } from '../support/listing.ts';

let city: City;
let tenderer: Context;
let supervisor: Context;
let made: OpenedLot;
const reason = '经查，投标文件由同一人编制，事实清楚。';

beforeAll(async () => {
  city = await startCity();
  tenderer = await city.as('lin.shuyao');
  supervisor = await city.as('fang.zhizhou');
});
afterAll(() => city.close());
beforeEach(async () => {
  made = await openedLot(city, ['900.00', '850.00', '800.00']);
  await evaluate({ city, lot: made.lot, people: await seatCommittee(city, made.lot) });
  const { text } = await previewCandidates(tenderer, made.lot);
  await publishCandidates(tenderer, made.lot, await city.sign(tenderer.actor.person, text));
  const { windowEndsAt } = await view();
  await city.advance(Date.parse(windowEndsAt ?? '') - (await now()).getTime());
  await award();
}, 60_000);

const em = () => city.orm.em.fork();
const anyone = (): Context => ({ ...city.platform, actor: visitor });
const code = (value: string) => expect.objectContaining({ code: value });
const now = () => city.platform.clock.now(em());
const view = async () => AwardView.parse(await readAward(anyone(), made.lot));
const lotState = async () => (await em().findOneOrFail(Lot, made.lot)).state;
const projectState = async () => (await em().findOneOrFail(Project, made.project)).state;

async function award() {
  const { text } = await previewAward(tenderer, made.lot);
  return awardLot(tenderer, made.lot, await city.sign(tenderer.actor.person, text));
}

async function conclude() {
  const { winner, noticeSha256 } = await view();
  const { asked } = await readContract(tenderer, made.lot);
  const terms: ContractTerms = {
    amount: winner?.amount ?? '',
    periodDays: winner?.periodDays ?? 0,
    manager: winner?.manager ?? '',
    signedOn: dayOf(await now()),
    performanceBond: asked,
    documentSha256: 'ab'.repeat(32),
  };
  const text = canonicalText(contractStatement(made.lot, noticeSha256 ?? '', terms));
  const signature = await city.sign(tenderer.actor.person, text);
  return recordContract(tenderer, made.lot, { terms, signature });
}

async function strike(
  ground: VoidGround,
  consequence: VoidConsequence,
  by = supervisor,
  signed: { reason?: string; awardSha256?: string } = {},
) {
  const { noticeSha256 } = await view();
  const said = { ground, consequence, reason };
  const of = signed.awardSha256 ?? noticeSha256 ?? '00'.repeat(32);
  const text = canonicalText(voidingStatement(made.lot, of, { ...said, ...signed }));
  const signature = await city.sign(by.actor.person, text);
  return voidAward(by, made.lot, { ...said, signature });
}

async function silently(act: () => Promise<unknown>, expected: string) {
  const before = await em().count(Event, {});
  await expect(act()).rejects.toThrow(code(expected));
  expect(await em().count(Event, {})).toBe(before);
  expect(await em().count(AwardVoiding, { lot: made.lot })).toBe(0);
}

async function listWinner(): Promise<string> {
  const { winner } = await view();
  const { organisation } = await em().findOneOrFail(SealedBid, { bid: winner?.bid ?? '' });
  return listNow(city.platform, { code: await codeOf(city.platform, organisation), forMs: 60_000 });
}

describe('an award that the supervisor decides to be void', () => {
  test('gives way to the next candidate, by a notice of its own that says why (A53, A64)', async () => {
    const [before] = [await view()];
    await strike('collusion', 'next');
    const fallen = await view();
    expect(fallen).toMatchObject({ state: 'candidates', winner: null, noticeSha256: null });
    expect(fallen.voidings).toMatchObject([
      { number: 1, ground: 'collusion', rank: 1, bidder: before.winner?.bidder, contract: false },
    ]);
    expect(fallen.voidings[0]?.article.zh).toBe('招标投标法第五十三条');
    expect(await lotState()).toBe('candidates');
    const { text } = await previewAward(tenderer, made.lot);
    const notice = AwardNotice.parse(JSON.parse(text));
    expect(notice).toMatchObject({ winner: { rank: 2 }, passedOver: [{ rank: 1 }] });
    expect(notice.passedOver[0]?.reason).toContain(reason);
    expect(notice.reference).toMatch(/-ZB2$/);
    expect((await award()).winner?.rank).toBe(2);
    const [event] = await em().find(Event, { type: 'award.voided', subject: made.lot });
    expect(event?.text).toContain('"ground":"collusion"');
  });

  test('takes the contract with it, and a finished project goes on (A54)', async () => {
    await conclude();
    expect([await lotState(), await projectState()]).toEqual(['contracted', 'finished']);
    await strike('fraud', 'next');
    expect([await lotState(), await projectState()]).toEqual(['candidates', 'published']);
    expect((await view()).voidings).toMatchObject([{ contract: true }]);
    expect((await readContract(tenderer, made.lot)).contract).toBeNull();
    const [kept] = await em().find(AwardVoiding, { lot: made.lot });
    expect(kept?.contractText).toContain('kaibiao-contract/1');
    await award();
    await conclude();
    expect([await lotState(), await projectState()]).toEqual(['contracted', 'finished']);
  });

  test('may lead to a new tender: the lot has failed (A64)', async () => {
    await strike('negotiated', 'retender');
    expect(await view()).toMatchObject({ state: 'void', winner: null });
    expect([await lotState(), await projectState()]).toEqual(['failed', 'finished']);
    await expect(award()).rejects.toThrow(code('WRONG_STATE'));
  });

  test('of a winner that gives up: its bond is kept, nobody else’s (B74)', async () => {
    const work = em();
    const { winner } = await view();
    for (const [i, { organisation, bid }] of made.bids.entries())
      work.create(BondPayment, {
        ...{ id: crypto.randomUUID(), lot: made.lot, organisation, form: 'transfer' },
        ...{ reference: `R${i}`, payerName: bid, payerAccount: '62000000', amountFen: 100n },
        ...{ at: new Date(), recordedBy: '', address: '', recordedAt: new Date() },
      });
    await work.flush();
    await strike('declined', 'next');
    const kept = await em().find(BondPayment, { lot: made.lot, kept: { $ne: null } });
    expect(kept.map(p => p.payerName)).toEqual([winner?.bid]);
    expect(kept[0]?.keptAt).not.toBeNull();
    const events = await em().find(Event, { type: 'bond.kept', subject: kept[0]?.id ?? '' });
    expect(events).toHaveLength(1);
  });
});

describe('a decision is refused, without a trace,', () => {
  test('over other words, over another award, or by another’s signature', async () => {
    const other = { reason: '另一个理由，写得也够长。' };
    await silently(() => strike('fraud', 'next', supervisor, other), 'SIGNATURE_INVALID');
    const award = { awardSha256: '12'.repeat(32) };
    await silently(() => strike('fraud', 'next', supervisor, award), 'SIGNATURE_INVALID');
    const text = canonicalText(
      voidingStatement(made.lot, (await view()).noticeSha256 ?? '', {
        ...{ ground: 'fraud', consequence: 'next' },
        reason,
      }),
    );
    const signature = await city.sign(tenderer.actor.person, text);
    const said = { ground: 'fraud', consequence: 'next', reason, signature } as const;
    await silently(() => voidAward(supervisor, made.lot, said), 'CERTIFICATE_INVALID');
  });

  test('where the article lets something else follow (B81), or the contract is concluded (B55, B74)', async () => {
    await silently(() => strike('other-breach', 'next'), 'WRONG_STATE');
    await conclude();
    for (const ground of ['not-qualified', 'declined', 'no-performance-bond'] as const)
      await silently(() => strike(ground, 'next'), 'WRONG_STATE');
  });

  test('where no candidate is left to follow, and where there is no winner', async () => {
    await strike('collusion', 'next');
    await award();
    await strike('collusion', 'next');
    await award();
    const before = await em().count(Event, {});
    await expect(strike('collusion', 'next')).rejects.toThrow(code('WRONG_STATE'));
    await strike('collusion', 'retender');
    await expect(strike('collusion', 'retender')).rejects.toThrow(code('NOT_FOUND'));
    // The last decision, and that the lot has failed: nothing of the refused ones.
    expect(await em().count(Event, {})).toBe(before + 2);
  });
});

test('a winner listed since the award concludes no contract; the supervisor’s decision is the way on (B55)', async () => {
  const number = await listWinner();
  const told = await readContract(tenderer, made.lot);
  expect(told.barred?.zh).toContain(number);
  expect((await readContract(anyone(), made.lot)).barred).toBeNull();
  const before = await em().count(Event, {});
  const refused = await conclude().catch(error => error);
  expect(refused).toMatchObject({ code: 'SANCTIONED', facts: { number } });
  expect(refused.message).toContain('下一名候选人中标或者重新招标');
  expect(await em().count(Event, {})).toBe(before);
  expect(await lotState()).toBe('awarded');
  await strike('not-qualified', 'next');
  await award();
  expect((await conclude()).contract?.amount).toBe((await view()).winner?.amount);
});
