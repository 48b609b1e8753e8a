import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OrganisationProfile as Profile } from '../../contracts/organisation-profile.ts';
import { Clue, ExplainedValue } from '../../src/clues/entities.ts';
import { endExplained, explainValue, listExplained } from '../../src/clues/explained.ts';
import { canonicalText } from '../../src/kernel/canonical.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { Organisation, OrganisationProfile } from '../../src/registry/entities.ts';
import { aCity, aFirm, type City, type Firm } from '../support/trade.ts';
import { analyse, anOpenedLot } from './opened-lot.ts';

let city: City;
let officer: Firm;
beforeAll(async () => {
  city = await aCity();
  officer = await aFirm(city, ['supervision'], ['supervisor']);
});
afterAll(() => city.drop());

type Said = Partial<Pick<Profile, 'shareholders' | 'contact' | 'parent'>> & {
  readonly head?: string;
};
let marks = 0;
const aMark = () => (++marks).toString(16).padStart(64, '0a');

/** What a firm declared; what it does not say is its own alone. */
async function declare(firm: Firm, { head, ...said }: Said): Promise<void> {
  const em = city.orm.em.fork();
  const { code } = await em.findOneOrFail(Organisation, { id: firm.organisation });
  const mark = head ?? aMark();
  const profile: Profile = {
    format: 'kaibiao-organisation-profile/1',
    ...{ code, parent: null, predecessors: [], shareholders: [] },
    legalRepresentative: { name: '某某', mark },
    contact: {
      name: '某某',
      phone: `0510-8${String(1_000_000 + ++marks)}`,
      email: null,
      address: '某路 1 号',
    },
    facts: { established: null, capital: null, industry: '建筑' },
    ...said,
  };
  em.create(OrganisationProfile, {
    ...{
      organisation: firm.organisation,
      version: 1,
      text: canonicalText(profile),
      mark,
      event: v7(),
    },
    ...{
      signature: Buffer.alloc(1),
      certificateSha256: '',
      parent: profile.parent,
      predecessors: [],
    },
    declaredAt: await city.now(),
  });
  await em.flush();
}

const prices = ['9480000.00', '8900000.00', '9160000.00', '8650000.00'];
/** Four firms that bid; the first two declared this of themselves. */
async function reasonsOf(
  declared: (firms: readonly Firm[]) => Promise<[Said, Said]>,
  addresses: string[] = [],
) {
  const firms: Firm[] = [];
  for (const _ of prices) firms.push(await aFirm(city));
  const [first, second] = await declared(firms);
  for (const [i, firm] of firms.entries()) await declare(firm, [first, second][i] ?? {});
  const lot = await anOpenedLot(
    city,
    firms.map((firm, i) => ({
      firm,
      price: prices[i] ?? '',
      disk: `${marks}${i}`.slice(-1),
      address: addresses[i] ?? `198.51.100.${++marks}`,
    })),
  );
  await analyse(city, lot);
  const clue = await city.orm.em.fork().findOne(Clue, { lot });
  return { lot, clue, reasons: clue?.reasons ?? [] };
}
const one = (head: string): [Said, Said] => [{ head }, { head }];

it('the same legal head is a reason that shows no mark of a person', async () => {
  const head = aMark();
  const { reasons } = await reasonsOf(async () => one(head));
  const reason = reasons.find(each => each.rule === 'same-person');
  expect(reason?.logOdds).toBeGreaterThan(1);
  expect(JSON.stringify(reason)).not.toContain(head.slice(0, 16));
});

it('a firm that holds a third of its rival, and one telephone of two firms, are reasons; a tenth is none', async () => {
  const codeOf = async (firm: Firm | undefined) =>
    (await city.orm.em.fork().findOneOrFail(Organisation, { id: firm?.organisation ?? '' })).code;
  const holding = (share: string) =>
    reasonsOf(async ([a]) => [
      {},
      { shareholders: [{ name: '甲', code: await codeOf(a), mark: null, share }] },
    ]);
  expect((await holding('33.3')).reasons.map(r => r.rule)).toContain('same-owner');
  expect((await holding('10')).reasons.map(r => r.rule)).not.toContain('same-owner');
  const contact = { name: '代办', phone: '13800138000', email: null, address: '某路 2 号' };
  const { reasons } = await reasonsOf(async () => [{ contact }, { contact }]);
  expect(reasons.map(r => r.rule)).toContain('same-contact');
});

it('firms that declared nothing in common have no clue', async () => {
  expect((await reasonsOf(async () => [{}, {}])).clue).toBeNull();
});

const entry = {
  kind: 'address' as const,
  value: '203.0.113.0/24',
  why: 'campus' as const,
  reason: '创业园统一出口，园区已出具证明',
  weight: 0,
  from: '2020-01-01',
  until: '2020-12-31',
};

it('a shared address raises a clue; once the register explains it, it is shown and weighs what the register says', async () => {
  const shared = ['203.0.113.9', '203.0.113.9'];
  const before = await reasonsOf(async () => one(aMark()), shared);
  const full = before.reasons.find(r => r.rule === 'same-address')?.logOdds ?? 0;
  expect(full).toBeGreaterThan(1);
  const ctx = city.context(officer.actor);
  const today = (await city.now()).toISOString().slice(0, 10);
  const until = new Date(Date.parse(today) + 300 * 86_400_000).toISOString().slice(0, 10);
  const { id } = await explainValue(ctx, { ...entry, from: today, until });
  const { reasons } = await reasonsOf(async () => one(aMark()), ['203.0.113.77', '203.0.113.77']);
  const reason = reasons.find(each => each.rule === 'same-address');
  expect(reason).toMatchObject({ logOdds: 0, evidence: { weight: 0 } });
  expect(reason?.innocent[0]?.zh).toContain('创业园');

  await endExplained(ctx, id, '园区已搬迁');
  await expect(endExplained(ctx, id, '园区已搬迁')).rejects.toMatchObject({ code: 'WRONG_STATE' });
  const after = await reasonsOf(async () => one(aMark()), ['203.0.113.79', '203.0.113.79']);
  expect(after.reasons.find(r => r.rule === 'same-address')?.logOdds).toBeGreaterThan(0);
  expect((await listExplained(ctx)).rows).toMatchObject([{ id, endReason: '园区已搬迁' }]);
  const events = await city.orm.em.fork().find(Event, { subject: id }, { orderBy: { id: 'asc' } });
  expect(events.map(event => event.type)).toEqual(['clues.explained', 'clues.explanation-ended']);
}, 60_000);

it('what would explain a whole carrier, or for ever, or nothing, is refused and leaves nothing', async () => {
  const count = () => city.orm.em.fork().count(ExplainedValue, {});
  const before = [await count(), await city.orm.em.fork().count(Event, {})];
  const wrong = [
    { value: '203.0.0.0/8' },
    { value: '192.168.1.5' },
    { value: '203.0.113.0/x' },
    { until: '2022-01-01' },
    { until: '2020-01-01' },
    { kind: 'contact' as const, value: '400-800-8000' },
  ];
  for (const each of wrong)
    await expect(
      explainValue(city.context(officer.actor), { ...entry, ...each }),
    ).rejects.toMatchObject({
      code: 'MALFORMED',
    });
  expect([await count(), await city.orm.em.fork().count(Event, {})]).toEqual(before);
});
