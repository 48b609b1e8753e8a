import { afterAll, beforeAll, expect, it } from 'vitest';
import { Clue } from '../../src/clues/entities.ts';
import { holdClue, judgeClue } from '../../src/clues/judge-clue.ts';
import { listClues } from '../../src/clues/list-clues.ts';
import { type CaseDesk, openClueCase } from '../../src/clues/open-clue-case.ts';
import { readClue } from '../../src/clues/read-clue.ts';
import { watchBehaviour } from '../../src/clues/watch-behaviour.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { aCity, aFirm, type City, type Firm } from '../support/trade.ts';
import { type PastLot, pastLots } from './past-lots.ts';

let city: City;
let officer: Firm;
let tenderer: Firm;
let ring: Firm[];
let agency: Firm;
beforeAll(async () => {
  city = await aCity();
  officer = await aFirm(city, ['supervision'], ['supervisor']);
  tenderer = await aFirm(city, ['tenderer'], ['tenderer']);
  agency = await aFirm(city, ['agency'], ['agency']);
  const other = await aFirm(city, ['agency'], ['agency']);
  const firms = await Promise.all(Array.from({ length: 14 }, () => aFirm(city)));
  ring = firms.slice(0, 4);
  await pastLots(city, tenderer, [...turns(ring), ...open(firms.slice(4), [agency, other])]);
}, 120_000);
afterAll(() => city.drop());

const day = (i: number) => new Date(Date.UTC(2025, 0, 1 + 5 * i)).toISOString().slice(0, 10);

/** Four firms that meet nobody else and win in turn, never in a close race. */
const turns = (firms: readonly Firm[]): PastLot[] =>
  Array.from({ length: 32 }, (_, at) => ({
    ...{ firms, winner: at % 4, on: day(at) },
    prices: firms.map((_, i) =>
      i === at % 4 ? 900_000_00 : 960_000_00 + 1_000_00 * ((i * 7 + at) % 9),
    ),
  }));

/** Ten firms in changing company; the first of them wins whenever the first agency runs the lot. */
const open = (firms: readonly Firm[], [own, other]: readonly [Firm, Firm]): PastLot[] =>
  Array.from({ length: 40 }, (_, at) => {
    const four = [0, 1 + (at % 9), 1 + ((at + 3) % 9), 1 + ((at + 5) % 9)].map(
      i => firms[i] as Firm,
    );
    const ours = at % 2 === 0;
    return {
      ...{ firms: four, winner: ours ? 0 : 1 + (at % 3), on: day(at), agency: ours ? own : other },
      prices: four.map((_, i) => 900_000_00 + 10_000_00 * ((i * 5 + at * 3) % 11)),
    };
  });

const run = () => watchBehaviour.run(city.context(), 'all', async () => undefined);
const cluesOf = (about: Clue['about']) => city.orm.em.fork().find(Clue, { about });

it('firms that win in turn become a clue that shows its lots in order, and who did what in each', async () => {
  await run();
  const [found, ...others] = await cluesOf('group');
  expect(others).toEqual([]);
  const ctx = city.context(officer.actor);
  const clue = await readClue(ctx, found?.id ?? '', 'supervision');
  expect(clue.bidders.map(b => b.name).sort()).toEqual(ring.map(firm => firm.name).sort());
  expect(clue).toMatchObject({ about: 'group', lot: null, ceiling: null, span: { lots: 32 } });
  expect(clue.reasons.map(reason => reason.rule)).toEqual(
    expect.arrayContaining(['rotation', 'closed-group']),
  );
  expect(clue.series.map(moment => moment.at)).toEqual(
    clue.series.map(moment => moment.at).toSorted(),
  );
  for (const { acts } of clue.series) expect(acts.filter(act => act.did === 'won')).toHaveLength(1);
  expect(clue.links.length).toBeGreaterThan(0);
  const sum = clue.reasons.reduce((total, reason) => total + reason.logOdds, clue.base);
  expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(clue.score, 9);
  const [event] = await city.orm.em.fork().find(Event, { type: 'clues.raised', subject: clue.id });
  expect(JSON.parse(event?.text ?? '{}').data.parties).toHaveLength(4);
});

it('a firm and the agency in whose lots it wins become a clue of the two', async () => {
  const found = await cluesOf('tie');
  const one = found.find(clue => clue.parties.some(party => party.id === agency.organisation));
  expect(one?.parties.map(party => party.kind)).toEqual(['bidder', 'agency']);
  expect(one?.reasons.map(reason => reason.rule)).toEqual(['agency-winner']);
  const { rows } = await listClues(city.context(officer.actor), { text: '' });
  expect(rows.find(row => row.id === one?.id)?.title.zh).toBe('企业在同一代理机构的标段中标偏多');
});

it('another night renews what nobody has judged and leaves what somebody has', async () => {
  const [before] = await cluesOf('group');
  await run();
  expect((await cluesOf('group')).map(clue => clue.id)).toEqual([before?.id]);
  const id = before?.id ?? '';
  await holdClue(city.context(officer.actor), id);
  await judgeClue(city.context(officer.actor), id, {
    verdict: 'confirmed',
    reason: '账目往来已核实',
  });
  await pastLots(
    city,
    tenderer,
    turns(ring)
      .map(lot => ({ ...lot, on: '2026-01-05' }))
      .slice(0, 4),
  );
  await run();
  const [first] = ring;
  const after = (await cluesOf('group')).filter(clue =>
    clue.parties.some(party => party.id === first?.organisation),
  );
  expect(after).toHaveLength(1);
  expect(after[0]).toMatchObject({ state: 'confirmed', series: before?.series });
});

it('a clue over the years becomes a case of each firm that it names', async () => {
  const clue = (await cluesOf('group')).find(each => each.state === 'confirmed');
  const subjects: string[] = [];
  const desk: CaseDesk = {
    openCase: async (_, { subject }) => {
      subjects.push(subject.name);
      return { id: clue?.id ?? '' };
    },
    addClue: async () => undefined,
  };
  await openClueCase(city.context(officer.actor), desk, clue?.id ?? '');
  expect(subjects.sort()).toEqual(ring.map(firm => firm.name).sort());
});
