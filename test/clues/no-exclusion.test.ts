import { afterAll, beforeAll, expect, test } from 'vitest';
import { awardLot } from '../../src/award/award-lot.ts';
import { previewAward, previewCandidates } from '../../src/award/notices.ts';
import { publishCandidates } from '../../src/award/publish-candidates.ts';
import { readAward } from '../../src/award/read-award.ts';
import { Hall, SealedBid } from '../../src/opening/entities.ts';
import { registerPerson } from '../../src/registry/register-person.ts';
import { type OpenedLot, openedLot, seatCommittee } from '../evaluation/opened-lot.ts';
import { evaluate, plausible } from '../evaluation/play.ts';
import { type City as ExpertCity, startCity } from '../experts/city.ts';
import { submit } from '../support/bid.ts';
import { clueNow } from '../support/clue.ts';
import { aLotWithBids, close, release, turn } from '../support/opening.ts';
import { aCity, aFirm, aLot, type City, type Firm } from '../support/trade.ts';

/** Every state that a clue can be in: what a person thinks of it is no determination either. */
const states = ['new', 'held', 'confirmed', 'case'] as const;

let city: City;
let experts: ExpertCity;
beforeAll(async () => {
  [city, experts] = await Promise.all([aCity(), startCity()]);
});
afterAll(() => Promise.all([city.drop(), experts.close()]));

async function suspected(firm: Firm): Promise<void> {
  const tenderer = await aFirm(city, ['tenderer'], ['tenderer']);
  const other = await aFirm(city);
  const third = await aFirm(city);
  const deadline = new Date((await city.now()).getTime() + 3_600_000);
  const { id, project } = await aLot(city, { deadline, tenderer });
  for (const bidder of [firm, other, third]) await submit(city, bidder, id, '9000000.00');
  await close(city, id);
  for (const bidder of [firm, other, third]) await release(city, bidder, id);
  await turn(city);
  for (const state of states)
    await clueNow(city.context(), { project: project.id, lot: id, bids: [1, 2, 3], state });
}

test('a firm under the strongest clue registers people, uploads, commits and is opened like any other', async () => {
  const firm = await aFirm(city);
  await suspected(firm);
  const ctx = city.context(firm.actor);
  expect(await ctx.barOn(ctx.em, { organisation: firm.organisation }, await city.now())).toBe(null);
  const operator = await aFirm(city, ['centre'], ['operator']);
  const person = { name: '新员工', login: 'new.hand', roles: ['bidder' as const] };
  const made = await registerPerson(city.context(operator.actor), {
    ...{ ...person, organisation: firm.organisation, password: 'a-long-pass-phrase-9' },
  });
  expect(made.organisation).toBe(firm.organisation);
  const rivals = [await aFirm(city), await aFirm(city)];
  const bidders = [firm, ...rivals].map(bidder => ({ firm: bidder, price: '9100000.00' }));
  const { lot } = await aLotWithBids(city, bidders);
  await close(city, lot);
  for (const bidder of [firm, ...rivals]) await release(city, bidder, lot);
  await turn(city);
  const opened = await city.orm.em
    .fork()
    .findOneOrFail(SealedBid, { lot, organisation: firm.organisation });
  expect(opened).toMatchObject({ fate: 'opened', opened: { price: '9100000.00' } });
});

async function published(prices: string[], clues: boolean) {
  const made = await openedLot(experts, prices);
  if (clues)
    for (const state of states)
      await clueNow(experts.platform, {
        ...{ project: made.project, lot: made.lot, bids: [1, 2, 3, 4], state },
      });
  await evaluate(
    { city: experts, lot: made.lot, people: await seatCommittee(experts, made.lot) },
    plausible,
  );
  await readOut(made);
  const tenderer = await experts.as('lin.shuyao');
  const { text } = await previewCandidates(tenderer, made.lot);
  return publishCandidates(
    tenderer,
    made.lot,
    await experts.sign(tenderer.actor.person, text),
  ).then(view => ({ made, view }));
}

async function readOut({ lot }: OpenedLot): Promise<void> {
  const em = experts.orm.em.fork();
  const now = new Date();
  em.create(Hall, {
    ...{ lot, stage: 'finished', closedAt: now, root: '00', closeEvent: lot, closeToken: null },
    ...{ windowEndsAt: now, revealedAt: now, record: null, recordSha256: null },
    ...{ recordEvent: null, recordedAt: null },
  });
  await em.flush();
}

test('draw, evaluation, candidates and award come out the same with the strongest clues as without', async () => {
  const prices = ['900.00', '850.00', '800.00', '780.00'];
  const plain = await published(prices, false);
  const { made, view } = await published(prices, true);
  const facts = (rows: typeof view.candidates) =>
    rows.map(({ rank, amount, total }) => [rank, amount, total]);
  expect(view.candidates).toHaveLength(3);
  expect(facts(view.candidates)).toEqual(facts(plain.view.candidates));
  const { windowEndsAt } = await readAward(experts.platform, made.lot);
  const now = await experts.platform.clock.now(experts.orm.em.fork());
  await experts.advance(Date.parse(windowEndsAt ?? '') - now.getTime());
  const tenderer = await experts.as('lin.shuyao');
  const { text } = await previewAward(tenderer, made.lot);
  const signature = await experts.sign(tenderer.actor.person, text);
  const awarded = await awardLot(tenderer, made.lot, signature);
  expect(awarded.state).toBe('awarded');
  expect(JSON.parse(text).winner.rank).toBe(1);
}, 120_000);
