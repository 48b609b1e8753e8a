/**
 * What the score rests on before any case was decided here. Fixed, written down, and changed only by a new version:
 * log-odds, so that each contribution can be read and added by hand. docs/analytics/score.md says where each comes from.
 */
export const priorWeights = {
  version: 'prior/2',
  closeness: {
    /** ln of how much closer cartels' bids lie than honest ones in the published Swiss and Japanese markets (CV 3.5 against 8.5 %). */
    distance: 0.9,
    /** Deviation of ln CV between tenders of one kind, besides sampling. */
    between: 0.6,
    /** Markets differ in CV for many reasons: the level of a whole market counts half. */
    marketShare: 0.5,
    /** How many tenders the prior level is worth against the file's own median. */
    tenders: 20,
  },
  /** Winner apart, losers together (RD, RDNOR): per normal score. */
  gap: 0.3,
  /** A close ring among wider bids: per normal score. */
  ring: 0.2,
  /** Per power of ten of rarity beyond one in ten. */
  pattern: { ties: 0.4, progressions: 0.4, clusters: 0.1, most: 2 },
  /** Lowest bid near or over the estimate, against the market's usual: per robust deviation. */
  estimate: 0.4,
  /** Auctions won by the average: companions drag it away, so width points to collusion; per unit of ln CV. */
  average: 0.7,
  /** No single contribution but closeness is worth more. */
  most: 1.5,
} as const;

/** Change of the log-odds per unit of closeness: fewer bids, flatter. */
export function slopeOf(variance: number): number {
  return -priorWeights.closeness.distance / (priorWeights.closeness.between ** 2 + variance);
}

/** Between honest (z = 0) and collusive (z = −distance): where closeness says nothing. */
export const neutral = -priorWeights.closeness.distance / 2;
