import type { ClueReason } from '../../../contracts/clues/clue.ts';
import { loserSubcontract } from '../../analytics/behaviour/loser-subcontract.ts';
import { burstOf, timingBursts } from '../../analytics/behaviour/timing-bursts.ts';
import { withdrawals } from '../../analytics/behaviour/withdrawals.ts';
import { type GroupScore, groupScores } from '../../analytics/combine/group-score.ts';
import type { Finding } from '../../analytics/finding.ts';
import { logOddsOf } from './finding-weight.ts';
import { weigh } from './group.ts';
import type { LotHistory } from './lot-history.ts';
import { type NameOf, type OverTime, reasonOf } from './over-time.ts';
import { baseOf } from './weights.ts';

/** A lot is a group's own when so many of its members met in it. */
const together = 2;
/** As each other finding over time: behaviour is never worth more by itself. */
const most = 2;

/** A finding of some members of a group, and how often one looked for its like. */
interface Seen {
  readonly finding: Finding;
  readonly of: readonly string[];
  readonly looks: number;
}

/** Every group of firms that meet, with what speaks for its being a ring; the strongest first. */
export function groupsOverTime(history: readonly LotHistory[], nameOf: NameOf): OverTime[] {
  // Sums of fractions differ by their order in the last digit: one order, one score.
  const lots = history.toSorted((a, b) => (a.tender < b.tender ? -1 : 1));
  const ownOf = lotsOfMembers(lots);
  return groupScores(lots)
    .map(group => groupOf(group, ownOf(group.members), nameOf))
    .sort((a, b) => b.score - a.score);
}

const present = ({ bidders, withdrew }: LotHistory): string[] => [
  ...new Set([...bidders.filter(bidder => bidder !== null), ...withdrew]),
];

/** Gives the lots in which so many of some firms met, by way of each firm's own: no walk over the city for each group. */
function lotsOfMembers(lots: readonly LotHistory[]) {
  const byFirm = new Map<string, LotHistory[]>();
  for (const lot of lots)
    for (const firm of present(lot)) {
      const list = byFirm.get(firm);
      if (list) list.push(lot);
      else byFirm.set(firm, [lot]);
    }
  return (members: readonly string[]): LotHistory[] => {
    const counts = new Map<LotHistory, number>();
    for (const member of members)
      for (const lot of byFirm.get(member) ?? []) counts.set(lot, (counts.get(lot) ?? 0) + 1);
    return [...counts].flatMap(([lot, count]) => (count >= together ? [lot] : []));
  };
}

function groupOf(
  { members, contributions, findings }: GroupScore,
  lots: readonly LotHistory[],
  nameOf: NameOf,
): OverTime {
  const parties = members.toSorted();
  const numbers = (of: readonly string[]) => of.map(id => parties.indexOf(id) + 1);
  const weightOf = new Map(contributions.map(({ id, logOdds }) => [id, logOdds]));
  const known = findings.map(finding =>
    reasonOf(finding, weightOf.get(finding.id) ?? 0, [], nameOf),
  );
  const more = strongestOfEach([
    ...withdrawn(lots, members),
    ...subcontracted(lots, members),
    ...burst(lots, members),
  ]).map(({ finding, of, looks }) =>
    reasonOf(finding, Math.min(most, logOddsOf(finding, looks)), numbers(of), nameOf),
  );
  const reasons = [...known, ...more].filter((reason): reason is ClueReason => reason !== null);
  const bids = parties.map((_, i) => i + 1);
  const weighed = weigh(bids, reasons, baseOf.group);
  const ids = lots.map(lot => lot.tender);
  const kind = { about: 'group', with: null, base: baseOf.group } as const;
  return { ...kind, parties, ...weighed, lots: ids, lifts: new Map() };
}

/** Each indicator counts once, by its rarest finding. */
function strongestOfEach(seen: readonly Seen[]): Seen[] {
  return [...Map.groupBy(seen, ({ finding }) => finding.id).values()].map(same =>
    same.reduce((x, y) => (y.finding.strength > x.finding.strength ? y : x)),
  );
}

const winnerOf = ({ bidders, winners }: LotHistory) => bidders[winners.indexOf(true)] ?? null;

const recordOf = (lot: LotHistory) => ({
  ...{ tender: lot.tender, date: lot.date ?? '', bidders: present(lot), winner: winnerOf(lot) },
  ...{ withdrew: lot.withdrew, subcontractors: lot.subcontractors },
});

/** Members that withdraw, each against each member that was there when it did. */
function withdrawn(lots: readonly LotHistory[], members: readonly string[]): Seen[] {
  const records = lots.map(recordOf);
  const pairs = records.flatMap(({ withdrew, bidders }) =>
    members.flatMap(firm =>
      withdrew.includes(firm)
        ? members.filter(rival => rival !== firm && bidders.includes(rival)).map(r => [firm, r])
        : [],
    ),
  );
  const distinct = [...new Map(pairs.map(pair => [pair.join(), pair])).values()];
  return distinct.map(([firm = '', rival = '']) => ({
    ...{ finding: withdrawals(records, firm, rival), of: [firm, rival], looks: distinct.length },
  }));
}

function subcontracted(lots: readonly LotHistory[], members: readonly string[]): Seen[] {
  const records = lots.filter(lot => lot.subcontractors.length > 0).map(recordOf);
  const winners = members.filter(firm => records.some(({ winner }) => winner === firm));
  return winners.map(firm => ({
    ...{ finding: loserSubcontract(records, firm), of: [firm], looks: winners.length },
  }));
}

/** Two members that hand in within moments, again and again. */
function burst(lots: readonly LotHistory[], members: readonly string[]): Seen[] {
  const inside = new Set(members);
  const counts = new Map<string, { of: string[]; bursts: number }>();
  for (const { submitted } of lots) {
    const pair = burstOf(submitted)?.toSorted();
    if (!pair?.every(firm => inside.has(firm))) continue;
    const known = counts.get(pair.join()) ?? { of: pair, bursts: 0 };
    counts.set(pair.join(), { ...known, bursts: known.bursts + 1 });
  }
  const looks = (members.length * (members.length - 1)) / 2;
  return [...counts.values()].map(({ of, bursts }) => {
    const met = lots.filter(
      ({ submitted }) =>
        new Set(submitted.map(act => act.bidder)).size >= 4 &&
        of.every(firm => submitted.some(act => act.bidder === firm)),
    );
    return { finding: timingBursts(met.length, bursts), of, looks };
  });
}
