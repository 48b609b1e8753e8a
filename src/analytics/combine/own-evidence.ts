import type { Finding } from '../finding.ts';
import { clusters } from '../price/clusters.ts';
import type { Prices } from '../price/prices.ts';
import { progressions } from '../price/progressions.ts';
import { rarity } from '../price/rarity.ts';
import { type ScreenName, type ScreenValues, screenValues } from '../price/screens.ts';
import { ties } from '../price/ties.ts';
import { normalQuantile } from '../statistics/tails.ts';
import { type Closeness, closeness } from './closeness.ts';

/** What a tender's own prices say, before the market is known. */
export interface OwnEvidence {
  readonly n: number;
  readonly prices: Prices;
  readonly closeness: Closeness | null;
  readonly screens: ScreenValues;
  readonly patterns: readonly Finding[];
}

export function ownEvidence(prices: Prices): OwnEvidence {
  const screens = screenValues(prices);
  return {
    n: prices.length,
    prices,
    closeness: closeness(screens, prices.length),
    screens,
    patterns: [ties(prices), progressions(prices), clusters(prices)],
  };
}

/** Rarity of a screen as a normal score: 0 usual, 2 about one honest tender in forty; null where not defined. */
export function oddness(own: OwnEvidence, name: ScreenName): number | null {
  const value = own.screens[name];
  return value === null ? null : -normalQuantile(rarity(name, value, own.n));
}

/** The chance behind a pattern's strength, as powers of ten beyond one in ten. */
export function patternTens(own: OwnEvidence, id: string): number {
  const finding = own.patterns.find(f => f.id === id);
  const p = finding && finding.needs === null ? Number(finding.evidence.p) : 1;
  return Math.max(0, -Math.log10(Math.max(p, 1e-12)) - 1);
}
