import type { ClueReason } from '../../../contracts/clues/clue.ts';
import { expertBias, type Mark } from '../../analytics/behaviour/expert-bias.ts';
import { type Attended, personWinner } from '../../analytics/behaviour/person-winner.ts';
import type { Finding } from '../../analytics/finding.ts';
import { logOddsOf } from './finding-weight.ts';
import { weigh } from './group.ts';
import type { LotHistory } from './lot-history.ts';
import { type NameOf, type OverTime, reasonOf } from './over-time.ts';
import { baseOf } from './weights.ts';

/** What was found of a firm and a person, or the agency that ran its lots. */
interface Found {
  readonly firm: string;
  readonly person: string;
  readonly finding: Finding;
  readonly lots: readonly string[];
}

/** Firms with the agencies and the experts in whose lots they do better than in others; the strongest first. */
export function tiesOverTime(
  history: readonly LotHistory[],
  marks: readonly Mark[],
  nameOf: NameOf,
): OverTime[] {
  const byKind = [
    winners('agency-winner', history, lot => (lot.agency ? [lot.agency] : [])),
    winners('expert-winner', history, lot => lot.experts),
    biases(marks),
  ];
  // A chance counts as often as there were pairs to look at.
  const weighed = byKind.flatMap(found =>
    found.map(each => ({ ...each, logOdds: logOddsOf(each.finding, found.length) })),
  );
  const telling = weighed.filter(({ logOdds }) => logOdds > 0);
  const isBias = ({ finding }: Found) => finding.id === 'expert-bias';
  const pairs = Map.groupBy(
    [...telling.filter(each => !isBias(each)), ...withoutShadows(telling.filter(isBias))],
    ({ firm, person }) => `${firm} ${person}`,
  );
  return [...pairs.values()].map(of => tieOf(of, nameOf)).sort((a, b) => b.score - a.score);
}

function tieOf(of: readonly (Found & { logOdds: number })[], nameOf: NameOf): OverTime {
  const reasons = of
    .map(({ finding, logOdds }) => reasonOf(finding, logOdds, [1, 2], nameOf))
    .filter((reason): reason is ClueReason => reason !== null);
  const { firm, person, finding: first } = of[0] as Found;
  const lifts = of.find(({ finding }) => finding.id === 'expert-bias')?.finding.evidence;
  return {
    ...{ about: 'tie' as const, parties: [firm, person], base: baseOf.tie },
    with: first.id === 'agency-winner' ? 'agency' : 'expert',
    ...weigh([1, 2], reasons, baseOf.tie),
    lots: [...new Set(of.flatMap(({ lots }) => lots))],
    lifts: (lifts?.byTender as ReadonlyMap<string, number> | undefined) ?? new Map(),
  };
}

function winners(
  id: 'agency-winner' | 'expert-winner',
  history: readonly LotHistory[],
  personsOf: (lot: LotHistory) => readonly string[],
): Found[] {
  return [...recordsByFirm(history, personsOf)].flatMap(([firm, records]) => {
    const persons = new Set(records.flatMap(({ persons: there }) => there));
    return [...persons].flatMap(person => {
      const finding = personWinner(id, records, person, firm);
      if (finding.needs !== null) return [];
      return [{ firm, person, finding, lots: records.map(({ tender }) => tender) }];
    });
  });
}

function recordsByFirm(
  history: readonly LotHistory[],
  personsOf: (lot: LotHistory) => readonly string[],
): Map<string, Attended[]> {
  const byFirm = new Map<string, Attended[]>();
  for (const lot of history) {
    const { tender, date, winners: won } = lot;
    const bidders = lot.bidders.filter(bidder => bidder !== null);
    const winner = lot.bidders[won.indexOf(true)] ?? null;
    // Where nobody has won yet, nobody has won by anybody's help.
    if (winner === null) continue;
    const record = { tender, date: date ?? '', bidders, winner, persons: personsOf(lot) };
    for (const firm of new Set(bidders)) {
      const list = byFirm.get(firm);
      if (list) list.push(record);
      else byFirm.set(firm, [record]);
    }
  }
  return byFirm;
}

/** Experts who lift a firm against its rivals; each pair sees the marks of its own lots only. */
function biases(marks: readonly Mark[]): Found[] {
  const byLot = Map.groupBy(marks, mark => mark.tender);
  const pairs = Map.groupBy(marks, ({ expert, bidder }) => `${expert} ${bidder}`);
  return [...pairs.values()].flatMap(own => {
    const [{ expert, bidder }] = own as [Mark];
    const lots = [...new Set(own.map(({ tender }) => tender))].sort();
    const finding = expertBias(
      lots.flatMap(lot => byLot.get(lot) ?? []),
      expert,
      bidder,
    );
    return finding.needs === null ? [{ firm: bidder, person: expert, finding, lots }] : [];
  });
}

/**
 * Beside one who lifts a firm all colleagues seem to lift its rivals: of pairs that share most of their lots, the one with
 * the most points is what happened, the others are its shadow.
 */
function withoutShadows<F extends Found>(found: readonly F[]): F[] {
  const points = ({ finding }: F) => Number(finding.why.params.points ?? 0);
  const kept: F[] = [];
  for (const each of found.toSorted((a, b) => points(b) - points(a))) {
    const isShadow = kept.some(({ lots }) => {
      const known = new Set(lots);
      return 2 * each.lots.filter(lot => known.has(lot)).length > each.lots.length;
    });
    if (!isShadow) kept.push(each);
  }
  return kept;
}
