import type { ClueLink, ClueMoment, ClueParty } from '../../contracts/clues/clue.ts';
import { type CoBidding, coBidding, pairCoBidding } from '../analytics/behaviour/co-bidding.ts';
import { type Context, transact } from '../platform/command.ts';
import type { Work } from '../platform/jobs/worker.ts';
import { Organisation, Person } from '../registry/entities.ts';
import { Clue } from './entities.ts';
import { readAdjustments } from './indicators.ts';
import { readHistory, readTechnicalMarks } from './intake/history.ts';
import { lockClue } from './judge-clue.ts';
import { raiseOrRenew } from './raise-clues.ts';
import { adjusted } from './rules/feedback.ts';
import { weigh } from './rules/group.ts';
import { groupsOverTime } from './rules/group-behaviour.ts';
import type { LotHistory } from './rules/lot-history.ts';
import { isSame, momentOf, type OverTime, partiesOf } from './rules/over-time.ts';
import { tiesOverTime } from './rules/tie-behaviour.ts';
import { weights } from './rules/weights.ts';

/** Lots of about ten years of a big city. */
const most = 150_000;
/** A series longer than this is nobody's to read; the newest lots say what matters. */
const shown = 120;
/** More members than this make no picture. */
const drawn = 12;

/** Looks by night at what firms did over the years: rings, and firms that do well with one agency or expert. */
export const watchBehaviour: Work = {
  queue: 'behaviour',
  nightly: '0 3 * * *',
  async run(ctx, _about, progress) {
    await progress(0, 4);
    const history = await readHistory(ctx, most);
    await progress(1, 4);
    const names = await readNames(ctx);
    const nameOf = (id: string) => names.get(id) ?? '';
    const groups = groupsOverTime(history, nameOf);
    await progress(2, 4);
    const ties = tiesOverTime(history, await readTechnicalMarks(ctx), nameOf);
    await progress(3, 4);
    await raiseAll(ctx, [...groups, ...ties], history, nameOf);
    await progress(4, 4);
  },
};

async function readNames(ctx: Context): Promise<Map<string, string>> {
  const em = ctx.em.fork();
  const firms = await em.find(Organisation, {}, { fields: ['id', 'name'] });
  const people = await em.find(Person, {}, { fields: ['id', 'name'] });
  return new Map([...firms, ...people].map(({ id, name }) => [id, name]));
}

/** Those that reach the threshold, and those that are clues already: a judged one is known and stays as it was seen. */
async function raiseAll(
  ctx: Context,
  found: readonly OverTime[],
  history: readonly LotHistory[],
  nameOf: (id: string) => string,
): Promise<void> {
  const adjust = await readAdjustments(ctx);
  const byLot = new Map(history.map(lot => [lot.tender, lot]));
  const graph = coBidding(history.map(recordOf));
  const over = await ctx.em.fork().find(Clue, { lot: null }, { fields: ['about', 'parties'] });
  for (const each of found.map(one => adjustedTo(one, adjust))) {
    const parties = partiesOf(each, nameOf);
    const same = over.find(clue => clue.about === each.about && isSame(clue.parties, parties));
    if (!same && each.score < weights.raiseFrom) continue;
    const series = seriesOf(each, parties, byLot);
    const of = { project: null, lot: null, stage: 'history' as const };
    const subject = { about: each.about, ...of, version: weights.version };
    const group = { ...each, bids: parties.map(party => party.number) };
    const links = each.about === 'group' ? linksOf(parties, graph) : [];
    await transact(ctx, async tx => {
      const known = same ? await lockClue(tx.em, same.id) : null;
      await raiseOrRenew(tx, known, { ...subject, parties, series }, group, links);
    });
  }
}

function adjustedTo(one: OverTime, adjust: ReadonlyMap<string, number>): OverTime {
  const reasons = one.reasons.map(reason => adjusted(reason, adjust));
  const { score, low, high } = weigh([], reasons, one.base);
  return { ...one, reasons, score, low, high };
}

const recordOf = ({ tender, date, bidders }: LotHistory) => ({
  ...{ tender, date: date ?? '', winner: null },
  bidders: bidders.filter(bidder => bidder !== null),
});

function seriesOf(
  { lots, lifts, about }: OverTime,
  parties: readonly ClueParty[],
  byLot: ReadonlyMap<string, LotHistory>,
): ClueMoment[] {
  return lots
    .flatMap(id => byLot.get(id) ?? [])
    .map(lot => momentOf(lot, parties, lifts.get(lot.tender) ?? null))
    .filter(({ acts }) => acts.length > (about === 'group' ? 1 : 0))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.lot < b.lot ? -1 : 1))
    .slice(-shown);
}

/** How often each two met; a large group is a table. */
function linksOf(parties: readonly ClueParty[], graph: CoBidding): ClueLink[] {
  const few = parties.slice(0, drawn);
  return few.flatMap((a, i) =>
    few.slice(i + 1).flatMap(b => {
      const finding = pairCoBidding(graph, a.id, b.id);
      if (finding.needs !== null || finding.strength === 0) return [];
      const met = Number(finding.evidence.together);
      const words = { zh: `同场 ${met} 次，多于偶然`, en: `Met ${met} times, more than by chance` };
      const source = { zh: '历次投标', en: 'bids over the years' };
      const { strength } = finding;
      return [{ a: a.number, b: b.number, rule: finding.id, words, source, strength }];
    }),
  );
}
