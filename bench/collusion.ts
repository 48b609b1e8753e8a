/**
 * What the price indicators and the score find in synthetic markets of known truth, and what they wrongly raise in honest
 * ones: `node bench/collusion.ts [tenders]`. The false alarms come first: they fall on people who did nothing.
 */
import { assess, flagFrom, flagsOf } from '../src/analytics/combine/assess.ts';
import { groupScores } from '../src/analytics/combine/group-score.ts';
import type { TenderBids } from '../src/analytics/combine/tender.ts';
import { aucAlone } from '../src/analytics/learn/measures.ts';
import { train } from '../src/analytics/learn/train.ts';
import { kinds, marketOf } from './market/market.ts';

const tenders = Number(process.argv[2] ?? 1500);
const share = 0.3;
const scoreFrom = 0.5;

interface Seen {
  readonly market: readonly TenderBids[];
  readonly scores: readonly number[];
  readonly minusCv: readonly number[];
  readonly flags: readonly ReadonlySet<string>[];
}

/**
 * AUC among tenders of equal number of bids, each number by its pairs. A ring whose members stay away leaves few bids,
 * and few bids have a small CV by themselves: −CV then tells the number of bids, which the score reads no collusion in.
 */
function aucAtEqualNumber(scores: readonly number[], { market }: Pick<Seen, 'market'>): number {
  let [sum, all] = [0, 0];
  for (const places of Map.groupBy(market.keys(), at => market[at]?.amounts.length).values()) {
    const labels = places.map(at => market[at]?.label === true);
    const rigged = labels.filter(Boolean).length;
    const pairs = rigged * (labels.length - rigged);
    if (pairs === 0) continue;
    sum +=
      pairs *
      aucAlone(
        places.map(at => scores[at] as number),
        labels,
      );
    all += pairs;
  }
  return sum / all;
}

/** `bare` leaves prices only, as in data that names nobody. */
function see(all: readonly TenderBids[], bare: boolean): Seen {
  const market = bare
    ? all.map(t => ({
        ...t,
        bidders: t.bidders.map(() => null),
        winners: t.winners.map(() => null),
        date: null,
        estimate: null,
      }))
    : all;
  const { scoreAt, own } = assess(market);
  const scored = market.map((_, at) => scoreAt(at));
  return {
    market,
    scores: scored.map(one => one.score),
    minusCv: own.map(one => -(one.screens.cv ?? 0)),
    flags: scored.map(one => new Set(flagsOf(one).map(flag => flag.id))),
  };
}

const percent = (part: number, whole: number) =>
  whole === 0 ? '  –  ' : `${((100 * part) / whole).toFixed(1)} %`.padStart(7);

function falseAlarms(name: string, { scores, flags }: Seen): void {
  const ids = [...new Set(flags.flatMap(set => [...set]))].sort();
  const raised = scores.filter(score => score >= scoreFrom).length;
  console.log(`${name}: score ≥ ${scoreFrom} ${percent(raised, scores.length)}`);
  const lines = ids.map(
    id => `${id} ${percent(flags.filter(set => set.has(id)).length, flags.length)}`,
  );
  console.log(`  indicators of strength ≥ ${flagFrom}: ${lines.join(', ')}`);
}

function found(name: string, { market, scores, minusCv, flags }: Seen, indicators: boolean): void {
  const labels = market.map(t => t.label === true);
  const rigged = labels.filter(Boolean).length;
  const counts = (raised: readonly boolean[]) => {
    const hits = raised.filter((yes, at) => yes && labels[at]).length;
    const all = raised.filter(Boolean).length;
    return `recall ${percent(hits, rigged)}, precision ${percent(hits, all)}`;
  };
  const auc = `AUC ${aucAlone(scores, labels).toFixed(3)} (−CV ${aucAlone(minusCv, labels).toFixed(3)})`;
  const equal = [scores, minusCv].map(list => aucAtEqualNumber(list, { market }).toFixed(3));
  const same = `at an equal number of bids ${equal[0]} (${equal[1]})`;
  console.log(
    `${name}: ${auc}, ${same}; score ≥ ${scoreFrom}: ${counts(scores.map(s => s >= scoreFrom))}`,
  );
  if (!indicators) return;
  for (const id of [...new Set(flags.flatMap(set => [...set]))].sort())
    console.log(`  ${id.padEnd(14)} ${counts(flags.map(set => set.has(id)))}`);
}

console.log('False alarms in honest markets');
for (const average of [false, true]) {
  const market = marketOf({ kind: null, tenders, share: 0, seed: 11, average });
  const name = average ? 'nearest the average wins' : 'lowest price wins';
  falseAlarms(`${name}, all columns`, see(market, false));
  falseAlarms(`${name}, prices only`, see(market, true));
}

console.log(`\nMarkets with ${share * 100} % of tenders rigged, without training`);
for (const kind of kinds) {
  const market = marketOf({ kind, tenders, share, seed: 12 });
  found(`${kind}, all columns`, see(market, false), false);
  found(`${kind}, prices only`, see(market, true), true);
}

console.log('\nGroups: the highest score of an honest market, and of one with a ring of eight');
for (const kind of [null, 'cover', 'rotation', 'partial'] as const) {
  const [first] = groupScores(marketOf({ kind, tenders, share, seed: 14 }));
  const ring = first?.members.filter(firm => /^F[1-8]$/.test(firm)).length ?? 0;
  const size = first?.members.length ?? 0;
  console.log(
    `${kind ?? 'honest'}: ${first?.score.toFixed(3)}, ${size} firms, ${ring} of the ring`,
  );
}

console.log('\nTrained on prices only, cross-validated by tender (90 % interval)');
for (const kind of kinds) {
  const { market } = see(
    marketOf({ kind, tenders: Math.min(tenders, 600), share, seed: 13 }),
    true,
  );
  const { model } = train(market, assess(market), 60);
  const { auc, untrained } = model.evaluation;
  const interval = `${auc.low.toFixed(3)}–${auc.high.toFixed(3)}`;
  console.log(
    `${kind}: AUC ${auc.value.toFixed(3)} (${interval}) by ${model.name}; untrained ${untrained.score.toFixed(3)}, −CV ${untrained.minusCv.toFixed(3)}`,
  );
}
