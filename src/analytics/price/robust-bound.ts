import {
  type Auction,
  type AuctionBids,
  demandByAuction,
  demandError,
  isTied,
  readAuctions,
} from './counterfactual-demand.ts';
import {
  beliefBounds,
  isRationalisable,
  type Markup,
  minimumNoncompetitiveShare,
  withOwnBid,
} from './robust-screen.ts';

export interface RobustSettings {
  /** Relative changes of the bid that a bidder could have considered. */
  readonly deviations: readonly number[];
  readonly markup: Markup;
  /** A bidder's odds of winning are within e^k of those in the data. */
  readonly information: number;
}

/** Lowering by 2 % (missing bids just below the loser) and raising by 1 % (a winner with nobody near). */
export const usualSettings: RobustSettings = {
  deviations: [-0.02, 0.01],
  markup: { least: 0, most: 0.5 },
  information: 1,
};

export interface RobustBound {
  readonly auctions: number;
  /** Least share of bids that no competitive bidder can have made; null: not known, see `why`. */
  readonly share: number | null;
  readonly why: string;
}

/** Two-sided 5 % over up to three moments at once (Bonferroni). */
const reach = 2.394;
/** Fewer auctions give errors so wide that everything is explained. */
const least = 30;

/** The fractional part of multiples of a base: a sequence that fills the unit interval evenly (Halton 1960). */
function halton(index: number, base: number): number {
  let [value, part, rest] = [0, 1, index];
  while (rest > 0) {
    part /= base;
    value += part * (rest % base);
    rest = Math.floor(rest / base);
  }
  return value;
}

/** Beliefs that fill the plausible box evenly; a lower price never wins less often. */
function plausibleBeliefs(demands: readonly number[], information: number): number[][] {
  const clamped = demands.map(d => Math.min(Math.max(d, 0.001), 0.999));
  const bounds = beliefBounds(clamped, information);
  const bases = [2, 3, 5, 7];
  const filled = Array.from({ length: 8192 }, (_, i) =>
    bounds.map(
      ({ least: low, most: high }, d) => low + halton(i + 1, bases[d] ?? 11) * (high - low),
    ),
  );
  const falling = (beliefs: number[]) =>
    beliefs.every((b, i) => i === 0 || b <= (beliefs[i - 1] ?? 1));
  return [clamped, ...filled].filter(falling);
}

/**
 * The robust bound for a market: `bids` in units of the ceiling. A bound of 0 means that competition explains the
 * data, not that there was competition; a positive one says how many bids, not which.
 */
export function robustBound(
  all: readonly AuctionBids[],
  { deviations, markup, information }: RobustSettings = usualSettings,
): RobustBound {
  const auctions: Auction[] = readAuctions(all).filter(auction => !isTied(auction));
  if (auctions.length < least)
    return { auctions: auctions.length, share: null, why: `至少需要 ${least} 次有竞争的开标` };
  const rhos = withOwnBid([...deviations]);
  const demands = rhos.map(rho => demandByAuction(auctions, rho));
  const errors = rhos.map(rho => reach * demandError(auctions, rho));
  const tolerance = errors.reduce((sum, error) => sum + error ** 2, 1e-6);
  const beliefs = plausibleBeliefs(demands, information);
  const found = minimumNoncompetitiveShare({
    competitive: beliefs.filter(b => isRationalisable(b, rhos, markup)),
    noncompetitive: beliefs.filter(b => !isRationalisable(b, rhos, markup)),
    demands,
    tolerance,
    moments: 'levels',
  });
  if (!found)
    return { auctions: auctions.length, share: null, why: '合理的成本和预期都解释不了数据' };
  const why = found.share > 0 ? '部分报价放弃了可得的利润，竞争者不会如此' : '竞争可以解释全部报价';
  return { auctions: auctions.length, share: found.share, why };
}
