import { cv } from './cv.ts';
import { diffp } from './diffp.ts';
import { ks } from './ks.ts';
import { kurtosis } from './kurtosis.ts';
import type { Prices, Screen } from './prices.ts';
import { rd } from './rd.ts';
import { rdalt } from './rdalt.ts';
import { rdnor } from './rdnor.ts';
import { skewness } from './skewness.ts';
import { spread } from './spread.ts';
import { type SubgroupSummary, subgroups } from './subgroups.ts';
import { uniformity } from './uniformity.ts';

/** The smallest CV of three bids over the CV of all: a tight ring among honest bids pulls it down. From 4 bids. */
export const ringCv: Screen = prices => ratioOfSubgroups(prices, 'min');

/** The middle CV of three bids over the CV of all: low when few strange prices make the whole look wide. From 4 bids. */
export const coreCv: Screen = prices => ratioOfSubgroups(prices, 'median');

function ratioOfSubgroups(prices: Prices, which: 'min' | 'median'): number | null {
  const all = cv(prices);
  const three = subgroupCv(prices);
  return prices.length < 4 || !all || !three ? null : three[which] / all;
}

let last: { prices: Prices; summary: SubgroupSummary | null } | null = null;

/** The two screens above ask for the same summary of the same prices one after the other. */
function subgroupCv(prices: Prices): SubgroupSummary | null {
  if (last?.prices !== prices) last = { prices, summary: subgroups(prices, 3, cv) };
  return last.summary;
}

/** Every screen, and the side on which collusion is expected to push it. */
export const screens = {
  cv: { value: cv, suspect: 'low' },
  spread: { value: spread, suspect: 'low' },
  diffp: { value: diffp, suspect: 'high' },
  rd: { value: rd, suspect: 'high' },
  rdnor: { value: rdnor, suspect: 'high' },
  rdalt: { value: rdalt, suspect: 'high' },
  skewness: { value: skewness, suspect: 'low' },
  kurtosis: { value: kurtosis, suspect: 'high' },
  ks: { value: ks, suspect: 'high' },
  uniformity: { value: uniformity, suspect: 'high' },
  ringCv: { value: ringCv, suspect: 'low' },
  coreCv: { value: coreCv, suspect: 'low' },
} as const satisfies Record<string, { value: Screen; suspect: 'low' | 'high' }>;

export type ScreenName = keyof typeof screens;
export const screenNames = Object.keys(screens) as ScreenName[];

/** All screens of one tender; null where one is not defined. */
export type ScreenValues = Readonly<Record<ScreenName, number | null>>;

export const screenValues = (prices: Prices): ScreenValues =>
  Object.fromEntries(
    screenNames.map(name => [name, screens[name].value(prices)]),
  ) as unknown as ScreenValues;
