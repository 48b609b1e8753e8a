import { median } from '../statistics/moments.ts';
import type { OwnEvidence } from './own-evidence.ts';
import { neutral, priorWeights as w } from './prior-weights.ts';
import type { TenderBids } from './tender.ts';

/** What the whole file says about the market its tenders lie in. Labels are not read. */
export interface Survey {
  readonly tenders: number;
  /** The market's usual closeness, shrunk towards the prior where tenders are few. */
  readonly centre: number;
  /** How much closer (below 0) than in the literature its prices usually lie; 0 where tenders are few. */
  readonly level: number;
  /** 0: the lowest price wins; 1: the price nearest an average does. */
  readonly average: number;
  /** The usual ln(lowest bid ÷ estimate) and its robust deviation; null below 20 tenders with one. */
  readonly estimate: { readonly middle: number; readonly deviation: number } | null;
}

/** `own` stands beside `tenders`. */
export function surveyMarket(tenders: readonly TenderBids[], own: readonly OwnEvidence[]): Survey {
  const zs: number[] = [];
  const sizes: number[] = [];
  const ratios: number[] = [];
  const awards: Awards = { known: 0, notLowest: 0, nearAverage: 0 };
  tenders.forEach((tender, at) => {
    const { closeness, prices } = own[at] as OwnEvidence;
    if (!closeness) return;
    const lowest = prices[0] as number;
    zs.push(closeness.z);
    sizes.push(prices.length);
    countAward(tender, lowest, awards);
    if (tender.estimate !== null) ratios.push(Math.log(lowest / tender.estimate));
  });
  const weight = zs.length / (zs.length + w.closeness.tenders);
  const level = zs.length === 0 ? 0 : weight * median(zs);
  return {
    tenders: zs.length,
    level,
    centre: level + (1 - weight) * neutral,
    average: averageShare(sizes, awards),
    estimate: usual(ratios),
  };
}

/** How the winners of a file stand to the lowest price and to the average, where they are known. */
interface Awards {
  known: number;
  notLowest: number;
  /** Of the last, those among the third of the bids nearest the mean. */
  nearAverage: number;
}

function countAward({ winners, amounts }: TenderBids, lowest: number, awards: Awards): void {
  const at = winners.indexOf(true);
  if (at < 0) return;
  awards.known += 1;
  const won = amounts[at] as number;
  if (won <= lowest) return;
  awards.notLowest += 1;
  const mean = amounts.reduce((sum, amount) => sum + amount, 0) / amounts.length;
  const nearer = amounts.filter(amount => Math.abs(amount - mean) < Math.abs(won - mean));
  if (nearer.length < amounts.length / 3) awards.nearAverage += 1;
}

/**
 * Known winners tell: most are not the lowest, and most of these lie near the mean (where quality counts too, they lie
 * anywhere). Without them, a market where about thirty or more compete is hardly ever one of lowest price.
 */
function averageShare(sizes: readonly number[], awards: Awards): number {
  const { known, notLowest, nearAverage } = awards;
  if (known >= w.closeness.tenders)
    return notLowest / known > 0.5 && nearAverage / notLowest > 0.5 ? 1 : 0;
  if (sizes.length === 0) return 0;
  const share = 1 / (1 + Math.exp(-Math.log(median(sizes) / 30) / 0.08));
  return share < 0.01 ? 0 : share;
}

function usual(ratios: readonly number[]): Survey['estimate'] {
  if (ratios.length < w.closeness.tenders) return null;
  const middle = median(ratios);
  const deviation = 1.4826 * median(ratios.map(ratio => Math.abs(ratio - middle)));
  return deviation > 1e-6 ? { middle, deviation } : null;
}
