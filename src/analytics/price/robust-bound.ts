import { type Finding, found, tooLittle } from '../finding.ts';
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

/** Two-sided 5 % over up to three moments at once (Bonferroni). */
const reach = 2.394;
/** What clamping beliefs to 0.001 … 0.999 may miss by, in squares of up to four moments. */
const rounding = 1e-5;
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
 * The robust bound for a market: `bids` in units of the ceiling; the strength is the least share of bids that no
 * competitive bidder can have made. 0 means that competition explains the data, not that there was competition; a
 * positive one says how many bids, not which. Doc: docs/analytics/robust-bound.md.
 */
export function robustBound(
  all: readonly AuctionBids[],
  { deviations, markup, information }: RobustSettings = usualSettings,
): Finding {
  const auctions: Auction[] = readAuctions(all).filter(auction => !isTied(auction));
  if (auctions.length < least) return tooLittle('robust-bound', 'tenders', least, auctions.length);
  const rhos = withOwnBid([...deviations]);
  const demands = rhos.map(rho => demandByAuction(auctions, rho));
  const errors = rhos.map(rho => reach * demandError(auctions, rho));
  const tolerance = errors.reduce((sum, error) => sum + error ** 2, rounding);
  const beliefs = plausibleBeliefs(demands, information);
  const explanation = minimumNoncompetitiveShare({
    competitive: beliefs.filter(b => isRationalisable(b, rhos, markup)),
    noncompetitive: beliefs.filter(b => !isRationalisable(b, rhos, markup)),
    demands,
    tolerance,
    moments: 'levels',
  });
  // The demand seen is itself among the beliefs, so that there always is an explanation.
  if (!explanation) throw new Error('the demand is not among the plausible beliefs');
  const { share } = explanation;
  const params = { share: `${(100 * share).toFixed(1)} %`, auctions: auctions.length };
  return found('robust-bound', share, params, { deviations: rhos, demands, tolerance });
}
