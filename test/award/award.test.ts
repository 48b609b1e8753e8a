import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AwardView } from '../../contracts/award.ts';
import { AwardNotice, CandidatesNotice } from '../../contracts/award-notices.ts';
import { type ContractTerms, ContractView } from '../../contracts/contract.ts';
import { awardLot, disqualifyCandidate } from '../../src/award/award-lot.ts';
import { previewAward, previewCandidates } from '../../src/award/notices.ts';
import { answerObjection, objectToResult } from '../../src/award/objections.ts';
import { printAward, printCandidates, printResult } from '../../src/award/print.ts';
import { publishCandidates } from '../../src/award/publish-candidates.ts';
import { readAward } from '../../src/award/read-award.ts';
import { objectionStatement } from '../../src/award/rules/statements.ts';
import { readHistory } from '../../src/clues/intake/history.ts';
import { listResults } from '../../src/contract/list-results.ts';
import { readContract } from '../../src/contract/read-contract.ts';
import { recordContract, reportToSupervisor } from '../../src/contract/record-contract.ts';
import { contractStatement } from '../../src/contract/rules/contract.ts';
import { printReport } from '../../src/evaluation/print-report.ts';
import { recomputeDraw } from '../../src/experts/check-draw.ts';
import { readDraw } from '../../src/experts/read-draw.ts';
import { dayOf } from '../../src/kernel/calendar.ts';
import { canonicalText } from '../../src/kernel/canonical.ts';
import { Hall, SealedBid } from '../../src/opening/entities.ts';
import type { Context } from '../../src/platform/command.ts';
import { visitor } from '../../src/platform/identity.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { Organisation } from '../../src/registry/entities.ts';
import { Lot, Project } from '../../src/tender/entities.ts';
import { type OpenedLot, openedLot, seatCommittee } from '../evaluation/opened-lot.ts';
import { evaluate, type Judge, plausible } from '../evaluation/play.ts';
import { type City, startCity } from '../experts/city.ts';
import { codeOf, listNow } from '../support/listing.ts';

let city: City;
beforeAll(async () => {
  city = await startCity();
});
afterAll(() => city.close());

const code = (name: string) => expect.objectContaining({ code: name });
const anyone = (): Context => ({ ...city.platform, actor: visitor });

async function evaluatedLot(prices: string[], judge: Judge = plausible): Promise<OpenedLot> {
  const made = await openedLot(city, prices);
  await evaluate({ city, lot: made.lot, people: await seatCommittee(city, made.lot) }, judge);
  const em = city.orm.em.fork();
  const now = new Date();
  em.create(Hall, {
    ...{ lot: made.lot, stage: 'finished', closedAt: now, root: '00', closeEvent: made.lot },
    ...{ closeToken: null, windowEndsAt: now, revealedAt: now, record: null, recordSha256: null },
    ...{ recordEvent: null, recordedAt: null },
  });
  await em.flush();
  return made;
}

async function publish(lot: string): Promise<AwardView> {
  const tenderer = await city.as('lin.shuyao');
  const { text } = await previewCandidates(tenderer, lot);
  return publishCandidates(tenderer, lot, await city.sign(tenderer.actor.person, text));
}

async function award(lot: string): Promise<AwardView> {
  const tenderer = await city.as('lin.shuyao');
  const { text } = await previewAward(tenderer, lot);
  return awardLot(tenderer, lot, await city.sign(tenderer.actor.person, text));
}

async function object(made: OpenedLot, bidder: number, text: string): Promise<AwardView> {
  const { person } = made.bids[bidder] ?? { person: '' };
  const statement = canonicalText(objectionStatement(made.lot, text));
  const signature = await city.sign(person, statement);
  return objectToResult(await city.asPerson(person), made.lot, { text, signature });
}

const stateOf = async (lot: string) => (await city.orm.em.fork().findOneOrFail(Lot, lot)).state;
const untilEnd = async (lot: string) => {
  const { windowEndsAt } = await readAward(anyone(), lot);
  const now = await city.platform.clock.now(city.orm.em.fork());
  await city.advance(Date.parse(windowEndsAt ?? '') - now.getTime());
};

test('an award after the bids have ceased to bind is flagged, on record and for everybody (B25)', async () => {
  const made = await evaluatedLot(['900.00', '850.00', '800.00']);
  const em = city.orm.em.fork();
  const lot = await em.findOneOrFail(Lot, made.lot);
  await publish(made.lot);
  await untilEnd(made.lot);
  expect((await readAward(anyone(), made.lot)).afterValidity).toBe(false);
  // Its bids have been due so long ago that they bind no more.
  lot.deadline = new Date(lot.deadline.getTime() - 365 * 86_400_000);
  await em.flush();
  expect(await award(made.lot)).toMatchObject({ state: 'awarded', afterValidity: true });
  const said = await em.findOneOrFail(Event, { type: 'award.awarded', subject: made.lot });
  expect(said.text).toContain('"afterValidity":true');
});

describe('candidates, objections, award', () => {
  let made: OpenedLot;
  beforeAll(async () => {
    made = await evaluatedLot(['900.00', '850.50', '800.00', '1000.01', '780.00']);
  });

  test('nothing is public before the publication, and only the project’s own tenderer may publish', async () => {
    expect(await readAward(anyone(), made.lot)).toMatchObject({
      state: 'none',
      candidates: [],
      publishBy: null,
    });
    expect((await readAward(await city.as('lin.shuyao'), made.lot)).publishBy).not.toBeNull();
    expect((await readDraw(anyone(), made.lot)).opened).toBeNull();
    const other = await city.as('he.wangshu');
    await expect(previewCandidates(other, made.lot)).rejects.toThrow(code('NOT_FOUND'));
    await expect(previewAward(await city.as('lin.shuyao'), made.lot)).rejects.toThrow(
      code('NOT_FOUND'),
    );
  });

  test('at most three ranked candidates are published, signed over exactly the text', async () => {
    const tenderer = await city.as('lin.shuyao');
    const { text } = await previewCandidates(tenderer, made.lot);
    const notice = CandidatesNotice.parse(JSON.parse(text));
    expect(notice.candidates.map(c => c.rank)).toEqual([1, 2, 3]);
    expect(notice.rejected).toMatchObject([{ stage: '符合性审查' }]);
    expect(text).not.toMatch(/号成员/);
    const forged = await city.sign(tenderer.actor.person, text.replace('780.00', '870.00'));
    await expect(publishCandidates(tenderer, made.lot, forged)).rejects.toThrow(
      code('SIGNATURE_INVALID'),
    );
    const stranger = await city.sign(made.bids[0]?.person ?? '', text);
    await expect(publishCandidates(tenderer, made.lot, stranger)).rejects.toThrow(
      code('CERTIFICATE_INVALID'),
    );
    const view = await publish(made.lot);
    expect(AwardView.parse(view)).toMatchObject({ state: 'candidates', stopped: false });
    expect(await stateOf(made.lot)).toBe('candidates');
    await expect(publish(made.lot)).rejects.toThrow(code('WRONG_STATE'));
  });

  test('with the candidates, names and draw are open and anyone recomputes them (A37)', async () => {
    const { opened } = await readDraw(anyone(), made.lot);
    expect(opened?.result).toHaveLength(5);
    expect(opened?.result.every(r => r.name.length > 1)).toBe(true);
    const found = await recomputeDraw(await city.as('fang.zhizhou'), made.lot);
    expect(found.matches).toBe(true);
    expect(JSON.stringify(found.steps)).toContain(opened?.result[0]?.person);
  });

  test('an objection of a bidder stops the clock; what it says is not public; the award waits', async () => {
    const view = await object(made, 1, '请说明第一候选人业绩的规模');
    expect(view.stopped).toBe(true);
    expect(view.objections[0]).toMatchObject({ text: '请说明第一候选人业绩的规模' });
    const seen = await readAward(anyone(), made.lot);
    expect(seen.objections[0]).toMatchObject({ from: null, text: null, answer: null });
    await untilEnd(made.lot);
    await expect(award(made.lot)).rejects.toThrow(code('OBJECTION_PENDING'));
    const tenderer = await city.as('lin.shuyao');
    const id = view.objections[0]?.id ?? '';
    const answered = await answerObjection(tenderer, made.lot, id, '经复核满足要求');
    expect(answered.stopped).toBe(false);
    expect(Date.parse(answered.windowEndsAt ?? '')).toBeGreaterThan(
      Date.parse(seen.windowEndsAt ?? ''),
    );
    await expect(answerObjection(tenderer, made.lot, id, '再答一次')).rejects.toThrow(
      code('ALREADY_LOCKED'),
    );
    await expect(award(made.lot)).rejects.toThrow(code('WRONG_STATE'));
  });

  test('an objection is refused from others, over another lot’s statement, and after the window', async () => {
    const outsider = await city.as('beian');
    const text = '我认为结果不公';
    const statement = canonicalText(objectionStatement(made.lot, text));
    const signature = await city.sign(outsider.actor.person, statement);
    await expect(objectToResult(outsider, made.lot, { text, signature })).rejects.toThrow(
      code('NOT_ELIGIBLE'),
    );
    const bidder = made.bids[0]?.person ?? '';
    const other = await city.sign(bidder, canonicalText(objectionStatement(made.project, text)));
    await expect(
      objectToResult(await city.asPerson(bidder), made.lot, { text, signature: other }),
    ).rejects.toThrow(code('SIGNATURE_INVALID'));
    await untilEnd(made.lot);
    await expect(object(made, 0, text)).rejects.toThrow(code('DEADLINE_PASSED'));
  });

  test('the first-ranked wins by a signed notice; the project goes on to its contract (A45, B55)', async () => {
    const view = await award(made.lot);
    expect(view).toMatchObject({ state: 'awarded', winner: { rank: 1, amount: '780.00' } });
    expect(await stateOf(made.lot)).toBe('awarded');
    const project = await city.orm.em.fork().findOneOrFail(Project, made.project);
    expect(project.state).toBe('published');
    const notice = await previewAward(await city.as('lin.shuyao'), made.lot);
    expect(AwardNotice.parse(JSON.parse(notice.text)).winner.rank).toBe(1);
    expect(view.noticeSha256).toBe(notice.sha256);
    await expect(award(made.lot)).rejects.toThrow(code('WRONG_STATE'));
  });

  test('the contract as the bid is recorded by signature; the lot and its project are over (A46)', async () => {
    const tenderer = await city.as('lin.shuyao');
    const { winner, noticeSha256 } = await readAward(anyone(), made.lot);
    const now = await city.platform.clock.now(city.orm.em.fork());
    const terms = {
      amount: winner?.amount ?? '',
      periodDays: winner?.periodDays ?? 0,
      manager: winner?.manager ?? '',
      signedOn: dayOf(now),
      performanceBond: '78.00',
      documentSha256: 'ab'.repeat(32),
    };
    const record = async (said: ContractTerms, by = tenderer) => {
      const text = canonicalText(contractStatement(made.lot, noticeSha256 ?? '', said));
      const signature = await city.sign(tenderer.actor.person, text);
      return recordContract(by, made.lot, { terms: said, signature });
    };
    const traces = () => city.orm.em.fork().count(Event, {});
    const before = await traces();
    await expect(record({ ...terms, amount: '790.00' })).rejects.toThrow(code('CONTRACT_DEVIATES'));
    await expect(record(terms, await city.as('he.wangshu'))).rejects.toThrow(code('NOT_FOUND'));
    const loser = await city.orm.em
      .fork()
      .findOneOrFail(Organisation, made.bids[0]?.organisation ?? '');
    const part = { kind: 'special', part: '消防设施工程', amount: '80.00' } as const;
    const toLoser = { ...terms, subcontractors: [{ name: loser.name, code: loser.code, ...part }] };
    for (const change of [{ name: '另一家公司' }, { kind: 'main' as const }, { amount: '780.00' }])
      await expect(
        record({
          ...terms,
          subcontractors: toLoser.subcontractors.map(s => ({ ...s, ...change })),
        }),
      ).rejects.toThrow(code('SUBCONTRACT_UNLAWFUL'));
    expect(await traces()).toBe(before);
    expect((await readContract(tenderer, made.lot)).duties.map(d => d.colour)).toEqual([
      'green',
      'green',
    ]);
    expect((await readContract(anyone(), made.lot)).duties).toEqual([]);
    const view = ContractView.parse(await record(toLoser));
    expect(view).toMatchObject({ contract: { amount: '780.00', late: false } });
    const won = async (of: string) =>
      (await listResults(anyone(), { stage: 'awarded', winner: of })).rows.map(row => row.lot);
    const { organisation: winning } = await city.orm.em
      .fork()
      .findOneOrFail(SealedBid, { bid: winner?.bid ?? '' });
    expect(await won(await codeOf(city.platform, winning))).toContain(made.lot);
    expect(await won(loser.code)).not.toContain(made.lot);
    const history = await readHistory(city.platform, 100);
    const [own] = history.filter(past => past.tender === made.lot);
    expect(own).toMatchObject({ subcontractors: [loser.id] });
    expect(own?.bidders).toContain(loser.id);
    expect(await stateOf(made.lot)).toBe('contracted');
    const { state } = await city.orm.em.fork().findOneOrFail(Project, made.project);
    expect(state).toBe('finished');
    await expect(record(terms)).rejects.toThrow(code('WRONG_STATE'));
    const reported = await reportToSupervisor(tenderer, made.lot, '本标段招标已完成，情况如上。');
    expect(reported.duties.map(d => d.colour)).toEqual(['done', 'done']);
    await expect(
      reportToSupervisor(tenderer, made.lot, '本标段招标已完成，再报一次。'),
    ).rejects.toThrow(code('ALREADY_LOCKED'));
  });

  test('report, candidates, award notice and result print as PDF, the award under the centre’s seal', async () => {
    const origin = 'https://trade.example';
    const papers = [
      await printReport(await city.as('zhou.yanqiu'), made.lot, origin),
      await printCandidates(anyone(), made.lot, origin),
      await printAward(anyone(), made.lot, origin),
      await printResult(anyone(), made.lot, origin, readContract),
    ];
    for (const { content } of papers)
      expect(
        Buffer.from(content as Uint8Array)
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
    expect(Buffer.from(papers[2]?.content as Uint8Array).toString('latin1')).toContain(
      'ETSI.CAdES.detached',
    );
  });
});

describe('candidates that drop out', () => {
  test('the next follows, with the reason in the notice; when nobody stands the tender has failed', async () => {
    const made = await evaluatedLot(['900.00', '850.00', '800.00']);
    await publish(made.lot);
    const tenderer = await city.as('lin.shuyao');
    await disqualifyCandidate(tenderer, made.lot, 1, '放弃中标');
    await expect(disqualifyCandidate(tenderer, made.lot, 1, '再放弃一次')).rejects.toThrow(
      code('WRONG_STATE'),
    );
    await expect(
      disqualifyCandidate(await city.as('he.wangshu'), made.lot, 2, '放弃中标'),
    ).rejects.toThrow(code('NOT_FOUND'));
    const { text } = await previewAward(tenderer, made.lot);
    expect(AwardNotice.parse(JSON.parse(text))).toMatchObject({
      winner: { rank: 2 },
      passedOver: [{ rank: 1, reason: '放弃中标' }],
    });
    await disqualifyCandidate(tenderer, made.lot, 2, '资格被撤销');
    await disqualifyCandidate(tenderer, made.lot, 3, '资格被撤销');
    expect(await stateOf(made.lot)).toBe('failed');
    await untilEnd(made.lot);
    await expect(award(made.lot)).rejects.toThrow(code('WRONG_STATE'));
  });
});

describe('candidates that are listed', () => {
  const list = async (made: OpenedLot, rank: number) => {
    const { candidates } = await readAward(anyone(), made.lot);
    const bid = candidates.find(c => c.rank === rank)?.bid;
    const { organisation } = await city.orm.em.fork().findOneOrFail(SealedBid, { bid: bid ?? '' });
    const code = await codeOf(city.platform, organisation);
    return listNow(city.platform, { code, forMs: 90 * 86_400_000 });
  };

  test('before the publication: published as reported, disqualified in the same moment, for all to see', async () => {
    const made = await evaluatedLot(['900.00', '850.00', '800.00']);
    const [first] = made.bids;
    const code = await codeOf(city.platform, first?.organisation ?? '');
    const number = await listNow(city.platform, { code, forMs: 3_600_000 });
    const { candidates } = await publish(made.lot);
    const out = candidates.filter(c => c.out !== null);
    expect(out).toHaveLength(1);
    expect(out[0]?.out).toContain(number);
    expect(out[0]?.bid).toBe(first?.bid);
    await city.advance(3_600_000);
  });

  test('after the publication: the award is refused until the candidate is disqualified, then the next follows (B55, B56)', async () => {
    const made = await evaluatedLot(['900.00', '850.00', '800.00']);
    await publish(made.lot);
    const number = await list(made, 1);
    await untilEnd(made.lot);
    const refused = await award(made.lot).catch(error => error);
    expect(refused).toMatchObject({ code: 'SANCTIONED', facts: { number } });
    expect(refused.message).toContain('先取消第 1 名候选人的资格');
    expect(await stateOf(made.lot)).toBe('candidates');
    const tenderer = await city.as('lin.shuyao');
    await disqualifyCandidate(tenderer, made.lot, 1, `已列入黑名单 ${number}`);
    expect(await award(made.lot)).toMatchObject({ winner: { rank: 2 } });
  });
});
