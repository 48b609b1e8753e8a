import { closedGroup } from '../behaviour/closed-group.ts';
import { type CoBidding, coBidding } from '../behaviour/co-bidding.ts';
import { communities } from '../behaviour/communities.ts';
import { constantLoser } from '../behaviour/constant-loser.ts';
import type { TenderRecord } from '../behaviour/market-record.ts';
import { rotation } from '../behaviour/rotation.ts';
import type { Finding } from '../finding.ts';
import { missingMass } from '../price/missing-mass.ts';
import { leastBids, pricesOf } from '../price/prices.ts';
import { baseRates } from './base-rates.ts';
import type { Contribution } from './contributions.ts';
import { priorWeights as w } from './prior-weights.ts';
import { logistic } from './score.ts';
import type { TenderBids } from './tender.ts';

/** A group of firms that bid with each other, and what speaks for and against its being a ring. */
export interface GroupScore {
  readonly members: readonly string[];
  readonly score: number;
  readonly contributions: readonly Contribution[];
  readonly findings: readonly Finding[];
}

/** Tenders in which at least so many members met are the group's own. */
const together = 2;

/**
 * Scores every community of three firms or more of a market, highest first: closure, turns, missing close races and members
 * who never win, each worth 0.8 for a power of ten of rarity beyond one in ten, at most 2; closure by its strength, at most 3.
 */
export function groupScores(
  tenders: readonly TenderBids[],
  market: readonly TenderRecord[] = tenders.map(recordOf),
  graph: CoBidding = coBidding(market),
): GroupScore[] {
  const groups = communities(graph).filter(members => members.length >= 3);
  const groupOf = new Map(groups.flatMap((members, at) => members.map(firm => [firm, at])));
  const own = groups.map(() => [] as number[]);
  market.forEach(({ bidders }, at) => {
    const counts = new Map<number, number>();
    for (const firm of new Set(bidders)) {
      const group = groupOf.get(firm);
      if (group !== undefined) counts.set(group, (counts.get(group) ?? 0) + 1);
    }
    for (const [group, count] of counts) if (count >= together) own[group]?.push(at);
  });
  return groups
    .map((members, group) => {
      const places = own[group] as number[];
      const records = places.map(at => market[at] as TenderRecord);
      const inside = places.map(at => tenders[at] as TenderBids);
      return weigh(members, closedGroup(graph, members), otherFindings(members, records, inside));
    })
    .sort((a, b) => b.score - a.score);
}

/** A tender as behaviour over time sees it. */
export function recordOf({ tender, date, bidders, winners }: TenderBids): TenderRecord {
  return {
    tender,
    date: date ?? '',
    bidders: bidders.filter(bidder => bidder !== null),
    winner: bidders[winners.indexOf(true)] ?? null,
  };
}

function otherFindings(
  members: readonly string[],
  records: readonly TenderRecord[],
  tenders: readonly TenderBids[],
): Finding[] {
  const entered = Map.groupBy(
    records.flatMap(record => [...new Set(record.bidders)].map(firm => ({ firm, record }))),
    ({ firm }) => firm,
  );
  const losers = members.map(firm =>
    constantLoser(
      (entered.get(firm) ?? []).map(({ record }) => record),
      firm,
    ),
  );
  const loser = losers.reduce((worst, one) => (one.strength > worst.strength ? one : worst));
  const races = tenders
    .filter(({ amounts }) => amounts.length >= leastBids)
    .map(({ amounts, estimate }) => ({ prices: pricesOf(amounts), reserve: estimate }));
  return [rotation(records, members), missingMass(races), many(loser, members.length)];
}

/** The rarest of several members is not so rare: its chance is multiplied by their number. */
function many(finding: Finding, members: number): Finding {
  if (finding.needs !== null) return finding;
  const p = Math.min(1, Number(finding.evidence.p) * members);
  return { ...finding, evidence: { ...finding.evidence, p } };
}

function weigh(
  members: readonly string[],
  closed: Finding,
  others: readonly Finding[],
): GroupScore {
  const contributions = [
    { id: 'base', logOdds: baseRates.group },
    { id: closed.id, logOdds: 3 * closed.strength },
    ...others.map(finding => ({ id: finding.id, logOdds: weightOf(finding) })),
  ];
  const sum = contributions.reduce((total, c) => total + c.logOdds, 0);
  return { members, score: logistic(sum), contributions, findings: [closed, ...others] };
}

function weightOf(finding: Finding): number {
  if (finding.needs !== null) return 0;
  const tens = -Math.log10(Math.max(Number(finding.evidence.p), 1e-12)) - 1;
  return Math.min(w.pattern.most, Math.max(0, 0.8 * tens));
}
