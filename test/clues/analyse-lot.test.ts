import { afterAll, beforeAll, expect, it } from 'vitest';
import { askForMissed, askForOpened } from '../../src/clues/ask-due.ts';
import { Clue, EvidenceMark, LotAnalysis } from '../../src/clues/entities.ts';
import { readIndicators, tryThreshold } from '../../src/clues/indicators.ts';
import { holdClue, judgeClue } from '../../src/clues/judge-clue.ts';
import { listClues } from '../../src/clues/list-clues.ts';
import { readClue } from '../../src/clues/read-clue.ts';
import type { JobQueue } from '../../src/platform/jobs/queue.ts';
import { Event } from '../../src/platform/ledger/entities.ts';
import { aCity, aFirm, type City, type Firm } from '../support/trade.ts';
import { analyse, anOpenedLot } from './opened-lot.ts';

let city: City;
let officer: Firm;
let other: Firm;
beforeAll(async () => {
  city = await aCity();
  officer = await aFirm(city, ['supervision'], ['supervisor']);
  other = await aFirm(city, ['supervision'], ['supervisor']);
});
afterAll(() => city.drop());

/** `disks` tells on which computer each was sealed. */
const opened = (firms: readonly Firm[], disks: string) =>
  anOpenedLot(
    city,
    firms.map((firm, i) => ({ firm, disk: disks[i] ?? 'a', price: prices[i] ?? '' })),
  );
const prices = ['9480000.00', '8120000.00', '8960000.00', '7650000.00'];
const run = (lot: string) => analyse(city, lot);
const clueOf = (lot: string) => city.orm.em.fork().findOne(Clue, { lot, state: { $ne: 'case' } });

it('two bids from one computer become a clue that says why, what else it may be, and who looked', async () => {
  const firms = await Promise.all([0, 1, 2, 3].map(() => aFirm(city)));
  const lot = await opened(firms, 'abac');
  const asked: string[] = [];
  const queue = { ask: async (_: unknown, __: string, about: string) => asked.push(about) };
  await askForOpened(queue as unknown as JobQueue).run(city.context());
  expect(asked).toEqual([lot]);

  await run(lot);
  const rows = await city.orm.em.fork().find(EvidenceMark, { lot, kind: 'disk' });
  expect(rows).toHaveLength(4);
  const found = await clueOf(lot);
  expect(found?.bids).toHaveLength(2);
  expect(found?.score).toBeGreaterThan(0.5);

  await askForOpened(queue as unknown as JobQueue).run(city.context());
  expect(asked).toHaveLength(1);

  const ctx = city.context(officer.actor);
  const { rows: listed } = await listClues(ctx, { text: '' });
  const row = listed.find(r => r.lot === lot);
  expect(row?.title.zh).toBe('两家疑似在同一台电脑上制作');
  expect(row?.bidders.map(b => b.name).sort()).toEqual([firms[0]?.name, firms[2]?.name].sort());

  const clue = await readClue(ctx, found?.id ?? '', 'supervision');
  const disk = clue.reasons.find(reason => reason.rule === 'same-disk');
  expect(disk).toMatchObject({ article: '招标投标法实施条例第四十条第一项', bids: found?.bids });
  expect(disk?.innocent.length).toBeGreaterThan(0);
  expect(clue.links.map(link => link.rule)).toContain('same-disk');
  expect(clue.bids.filter(bid => bid.inClue)).toHaveLength(2);
  const looks = await city.orm.em.fork().find(Event, { type: 'clues.looked', subject: clue.id });
  expect(looks.map(e => [e.actor, JSON.parse(e.text).data.purpose])).toEqual([
    [officer.person, 'supervision'],
  ]);

  await run(lot);
  expect(await city.orm.em.fork().count(Clue, { lot })).toBe(1);
});

it('four bids that have nothing in common are analysed and raise nothing', async () => {
  const firms = await Promise.all([0, 1, 2, 3].map(() => aFirm(city)));
  const lot = await opened(firms, '1234');
  const asked: string[] = [];
  const queue = { ask: async (_: unknown, __: string, about: string) => asked.push(about) };
  await city.advance(new Date((await city.now()).getTime() + 3 * 86_400_000));
  await askForOpened(queue as unknown as JobQueue).run(city.context());
  expect(asked).toEqual([]);
  await askForMissed(queue as unknown as JobQueue).run(city.context());
  expect(asked).toEqual([lot]);

  await run(lot);
  await askForMissed(queue as unknown as JobQueue).run(city.context());
  expect(asked).toHaveLength(1);
  expect(await clueOf(lot)).toBeNull();
  const analysis = await city.orm.em.fork().findOneOrFail(LotAnalysis, { lot, stage: 'opening' });
  expect(analysis.score).toBeLessThan(0.5);
  expect(Object.keys(analysis.screens)).toContain('cv');
});

it('a verdict is its owner’s, has a reason, teaches the indicator, and is not overwritten by the next run', async () => {
  const [clue] = await city.orm.em.fork().find(Clue, { state: 'new' });
  const id = clue?.id ?? '';
  const verdict = { verdict: 'dismissed' as const, reason: '两家在同一打印店封装，已核对监控' };
  await expect(judgeClue(city.context(officer.actor), id, verdict)).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  await holdClue(city.context(officer.actor), id);
  await expect(judgeClue(city.context(other.actor), id, verdict)).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  await expect(holdClue(city.context(other.actor), id)).rejects.toMatchObject({
    code: 'WRONG_STATE',
  });
  await judgeClue(city.context(officer.actor), id, verdict);
  await expect(judgeClue(city.context(officer.actor), id, verdict)).rejects.toMatchObject({
    code: 'WRONG_STATE',
  });
  const before = await city.orm.em.fork().findOneOrFail(Clue, { id });
  await run(clue?.lot ?? '');
  const after = await city.orm.em.fork().findOneOrFail(Clue, { id });
  expect(after).toMatchObject({ state: 'dismissed', verdict: verdict.reason });
  expect(after.reasons).toEqual(before.reasons);

  const { rows } = await readIndicators(city.context(officer.actor));
  const disk = rows.find(row => row.rule === 'same-disk');
  expect(disk).toMatchObject({ confirmed: 0, dismissed: 1 });
  expect(disk?.adjustment).toBeLessThan(0);
  const tried = await tryThreshold(city.context(officer.actor), 0.01);
  expect(tried).toMatchObject({ clues: 1, dismissed: 1, open: 0, lots: 2 });
  expect((await tryThreshold(city.context(officer.actor), 0.999)).clues).toBe(0);
});

it('taken up again a clue has its time anew; confirmed, it must become a case in its time', async () => {
  const [clue] = await city.orm.em.fork().find(Clue, { state: 'dismissed' });
  const id = clue?.id ?? '';
  const due = async () => (await city.orm.em.fork().findOneOrFail(Clue, { id })).dueBy.getTime();
  const first = await due();
  await city.advance(new Date((await city.now()).getTime() + 30 * 86_400_000));
  await holdClue(city.context(officer.actor), id);
  const again = await due();
  expect(again).toBeGreaterThan(first);
  await judgeClue(city.context(officer.actor), id, {
    verdict: 'confirmed',
    reason: '两家投标文件由同一人编制',
  });
  expect(await due()).toBeGreaterThan(again);
  const row = async () =>
    (await listClues(city.context(officer.actor), { text: '' })).rows.find(r => r.id === id);
  expect((await row())?.card).toBe('none');
  await city.advance(new Date(await due()));
  expect(await row()).toMatchObject({ state: 'confirmed', card: 'red' });
});
