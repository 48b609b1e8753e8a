/**
 * How often bids would have won, had each been changed by a factor 1 + ρ and the rivals' bids stayed: the sample
 * demand of Chassang, Kawai, Nakabayashi and Ortner, "Robust Screens for Noncompetitive Bidding in Procurement
 * Auctions", Econometrica 90 (2022), section 3. Bids are in units of the ceiling (reserve) price.
 */
export interface AuctionBids {
  readonly auction: string;
  readonly bids: readonly number[];
}

/** A bid and the price that it has to beat: the lowest rival bid, or the ceiling. */
interface Contest {
  readonly bid: number;
  readonly toBeat: number;
}

export interface Auction {
  readonly contests: readonly Contest[];
  readonly lowest: number;
  readonly second: number;
}

const close = (a: number, b: number, absolute: number) =>
  Math.abs(a - b) <= absolute + 1e-5 * Math.abs(b);

/** Auctions with a contest, thus two bids or more; a bid as low as the lowest has the second lowest to beat. */
export function readAuctions(all: readonly AuctionBids[]): Auction[] {
  return all
    .filter(({ bids }) => bids.length > 1)
    .map(({ bids }) => {
      const [lowest = 1, second = 1] = [...bids].sort((a, b) => a - b);
      const contests = bids.map(bid => ({
        bid,
        toBeat: close(bid, lowest, 1e-8) ? second : Math.min(lowest, 1),
      }));
      return { contests, lowest, second };
    });
}

/** Whether the two lowest bids are as good as equal: a tie may be broken by lot, and moves the demand at ρ = 0. */
export const isTied = ({ lowest, second }: Auction): boolean => close(lowest, second, 1e-4);

/** 1 for a bid that would win at 1 + ρ, ½ for a tie. */
function wins({ bid, toBeat }: Contest, rho: number): number {
  const moved = bid * (1 + rho);
  return moved < toBeat ? 1 : moved === toBeat ? 0.5 : 0;
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The share of bids that would win, each bid counted once. */
export const demand = (auctions: readonly Auction[], rho: number): number =>
  mean(auctions.flatMap(({ contests }) => contests.map(contest => wins(contest, rho))));

/** The same with each auction counted once, however many bids it drew: the form that confidence is computed on. */
export const demandByAuction = (auctions: readonly Auction[], rho: number): number =>
  mean(auctions.map(({ contests }) => mean(contests.map(contest => wins(contest, rho)))));

/** Standard error of the demand by auction, auctions being the independent draws: bids of one auction depend. */
export function demandError(auctions: readonly Auction[], rho: number): number {
  const each = auctions.map(({ contests }) => mean(contests.map(contest => wins(contest, rho))));
  const centre = mean(each);
  const variance = mean(each.map(value => (value - centre) ** 2));
  return Math.sqrt(variance / each.length);
}
