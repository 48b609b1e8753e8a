import type { TenderBids } from '../../src/analytics/combine/tender.ts';
import { type Seeded, seeded } from '../../src/analytics/statistics/seeded.ts';
import { type Bid, type Firm, firmsOf, honestBids, type Job, jobOf, some } from './bids.ts';
import { averageBids, benchmark, type Plot, rings } from './rings.ts';

export const kinds = ['cover', 'rotation', 'suppression', 'partial', 'noise', 'benchmark'] as const;
export type Kind = (typeof kinds)[number];

export interface MarketPlan {
  /** Null: nobody colludes. */
  readonly kind: Kind | null;
  readonly tenders: number;
  /** Of all tenders, how many the ring rigs. */
  readonly share: number;
  readonly seed: number;
  /** Bids won by the average instead of the lowest; always so for `benchmark`. */
  readonly average?: boolean;
}

/** A market with known truth: the same plan gives the same market, to the fen. */
export function marketOf(plan: MarketPlan): TenderBids[] {
  const random = seeded(plan.seed);
  const average = plan.average === true || plan.kind === 'benchmark';
  const firms = firmsOf(average ? 160 : 40, random);
  const ring = firms.slice(0, 8);
  const others = firms.slice(8);
  let turn = 0;
  return Array.from({ length: plan.tenders }, (_, at) => {
    const rigged = plan.kind !== null && random.next() < plan.share;
    const bidders = average ? 15 + random.below(60) : Math.min(8, 3 + random.below(5));
    const job = jobOf(random);
    if (rigged) turn += 1;
    const plot = { ring, others, bidders, job, turn };
    const bids = rigged
      ? riggedBids(plan.kind as Kind, plot, random)
      : open(average, plot, firms, random);
    return tenderOf(`T${at + 1}`, at, bids, job, rigged, average);
  });
}

const riggedBids = (kind: Kind, plot: Plot, random: Seeded): Bid[] =>
  (kind === 'benchmark' ? benchmark : rings[kind])(plot, random);

function open(average: boolean, plot: Plot, firms: readonly Firm[], random: Seeded): Bid[] {
  const who = some(firms, plot.bidders, random);
  return average ? averageBids(who, plot.job, random) : honestBids(who, plot.job, random);
}

function tenderOf(
  tender: string,
  at: number,
  bids: readonly Bid[],
  job: Job,
  label: boolean,
  average: boolean,
): TenderBids {
  const prices = bids.map(bid => bid.price);
  const mean = prices.reduce((sum, price) => sum + price, 0) / prices.length;
  const far = (price: number) => (average ? Math.abs(price - mean) : price);
  const best = prices.reduce((b, price) => (far(price) < far(b) ? price : b));
  const winner = prices.indexOf(best);
  const day = new Date(Date.UTC(2020, 0, 1) + at * 2 * 86_400_000);
  return {
    tender,
    amounts: prices,
    bidders: bids.map(bid => bid.firm.id),
    winners: bids.map((_, i) => i === winner),
    date: day.toISOString().slice(0, 10),
    estimate: Math.round(job.cost * 1.25),
    label,
  };
}
