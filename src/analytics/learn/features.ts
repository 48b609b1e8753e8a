import type { Assessment } from '../combine/assess.ts';
import { type OwnEvidence, patternTens } from '../combine/own-evidence.ts';
import { neighbourMeans } from '../combine/surroundings.ts';
import type { TenderBids } from '../combine/tender.ts';
import { cv } from '../price/cv.ts';
import { diffp } from '../price/diffp.ts';
import { kurtosis } from '../price/kurtosis.ts';
import { leastBids, type Screen } from '../price/prices.ts';
import { rd } from '../price/rd.ts';
import { rdalt } from '../price/rdalt.ts';
import { skewness } from '../price/skewness.ts';
import { subgroups } from '../price/subgroups.ts';
import { mean, median } from '../statistics/moments.ts';
import type { Table } from './table.ts';

/** Changed with what a feature is: a model sees with the eyes that it was taught with. */
export const featuresVersion = 'features/1';

const none = Number.NaN;
const log = (x: number | null) => (x === null ? none : Math.log(Math.max(x, 1e-6)));
/** Ratios that may be endless, brought between 0 and 1. */
const bounded = (x: number | null) => (x === null ? none : x / (1 + x));
const same = (x: number | null) => x ?? none;

const groups: readonly (readonly [string, 3 | 4, Screen, (x: number | null) => number])[] = [
  ['cv', 3, cv, log],
  ['diffp', 3, diffp, log],
  ['rd', 3, rd, bounded],
  ['skewness', 3, skewness, same],
  ['cv', 4, cv, log],
  ['rdalt', 4, rdalt, bounded],
  ['kurtosis', 4, kurtosis, same],
];

function groupFeatures({ prices }: OwnEvidence): [string, number][] {
  return groups.flatMap(([name, size, screen, shape]) => {
    const summary = subgroups(prices, size, screen);
    return (['min', 'median', 'mean', 'max'] as const).map(
      part => [`${name}-of-${size}-${part}`, shape(summary?.[part] ?? null)] as [string, number],
    );
  });
}

function screenFeatures({
  screens,
  n,
  closeness,
  prices,
  ...own
}: OwnEvidence): [string, number][] {
  const tens = (id: string) => patternTens({ screens, n, closeness, prices, ...own }, id);
  return [
    ['n', Math.log(n)],
    ['cv', log(screens.cv)],
    ['spread', log(screens.spread)],
    ['diffp', log(screens.diffp)],
    ['rd', bounded(screens.rd)],
    ['rdnor', log(screens.rdnor)],
    ['rdalt', bounded(screens.rdalt)],
    ['skewness', same(screens.skewness)],
    ['kurtosis', same(screens.kurtosis)],
    ['ks', log(screens.ks)],
    ['uniformity', same(screens.uniformity)],
    ['ring-cv', log(screens.ringCv)],
    ['core-cv', log(screens.coreCv)],
    ['closeness', closeness?.z ?? none],
    ['mean-to-median', Math.log(mean(prices) / median(prices))],
    ['highest-step', topStep(prices)],
    ['ties', tens('ties')],
    ['progressions', tens('progressions')],
    ['clusters', tens('clusters')],
    ['trailing-zeros', mean(prices.map(trailingZeros))],
  ];
}

/** The highest step as a share of the range. */
function topStep(prices: readonly number[]): number {
  const [below, top] = prices.slice(-2) as [number, number];
  const range = top - (prices[0] as number);
  return range === 0 ? none : (top - below) / range;
}

/** How round a price is written: zeros at the end of its digits, over all its digits. */
function trailingZeros(price: number): number {
  const digits = String(Math.round(price * 100));
  return (digits.length - digits.replace(/0+$/, '').length) / digits.length;
}

/** How often a tender's bidders were seen in the file, as ln against the usual tender's; NaN where nobody is named. */
function habits(tenders: readonly TenderBids[]): number[] {
  const seen = new Map<string, number>();
  for (const { bidders } of tenders)
    for (const b of new Set(bidders)) if (b !== null) seen.set(b, (seen.get(b) ?? 0) + 1);
  const means = tenders.map(({ bidders }) => {
    const counts = bidders.flatMap(b => (b === null ? [] : [Math.log(seen.get(b) as number)]));
    return counts.length === 0 ? none : mean(counts);
  });
  const known = means.filter(value => !Number.isNaN(value));
  const usual = known.length === 0 ? 0 : median(known);
  return means.map(value => value - usual);
}

/** Where the winner stands among the ordered prices, 0 the lowest to 1 the highest. */
function winnerPlace({ amounts, winners }: TenderBids): number {
  const at = winners.indexOf(true);
  if (at < 0) return none;
  const won = amounts[at] as number;
  return amounts.filter(amount => amount < won).length / (amounts.length - 1);
}

/** Tenders that can be learnt from: three bids or more. */
export const learnable = (tender: TenderBids): boolean => tender.amounts.length >= leastBids;

/**
 * What a model may see of each tender: its screens and their summaries over subgroups, patterns, the market round it. No
 * date, no name, no absolute amount: those are learnt by heart and say nothing of the next case. Labels are not read.
 * `only` leaves the rows of all other tenders empty.
 */
export function featuresOf(
  tenders: readonly TenderBids[],
  { own, survey, ownLogOdds }: Assessment,
  only?: number,
): Table {
  const around = neighbourMeans(tenders, ownLogOdds);
  const size = median(tenders.map(t => Math.log(mean(t.amounts))));
  const habit = habits(tenders);
  const rows = tenders.map((tender, at) => {
    const one = own[at] as OwnEvidence;
    if (one.n < leastBids || (only !== undefined && at !== only)) return [];
    const lowest = one.prices[0] as number;
    return [
      ...screenFeatures(one),
      ...groupFeatures(one),
      ['own', ownLogOdds[at] ?? none],
      ['around-in-time', around.byDate[at] ?? none],
      ['around-by-bidder', around.byBidder[at] ?? none],
      ['habit', habit[at] as number],
      ['size', Math.log(mean(one.prices)) - size],
      ['to-estimate', tender.estimate === null ? none : Math.log(lowest / tender.estimate)],
      ['winner-place', winnerPlace(tender)],
      ['average-auction', survey.average],
    ] as [string, number][];
  });
  const names = rows.find(row => row.length > 0)?.map(([name]) => name) ?? [];
  return { names, rows: rows.map(row => row.map(([, value]) => value)) };
}
