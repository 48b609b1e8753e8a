import { type Finding, found, strengthOf, tooLittle } from '../finding.ts';
import type { Prices } from './prices.ts';
import { rarity } from './rarity.ts';
import { type ScreenName, screens } from './screens.ts';

const least: Partial<Record<ScreenName, number>> = { kurtosis: 4, ringCv: 4, coreCv: 4 };

/**
 * One screen as a clue: its value, and how rare that is among honest tenders with as many bids. Where the screen is not
 * defined although there are bids enough (equal prices divide by zero), it says nothing; `ties` does. `level` is ln of how
 * wide this market usually is against the literature: a screen of width must be rare by both.
 */
export function screenFinding(
  name: ScreenName,
  prices: Prices,
  value: number | null = screens[name].value(prices),
  level = 0,
): Finding {
  const n = prices.length;
  const needed = least[name] ?? 3;
  if (n < needed) return tooLittle(name, 'bids', needed, n);
  if (value === null)
    return { ...found(name, 0, {}), why: { code: 'equal-prices', params: { n } } };
  const p = Math.max(rarity(name, value, n), rarity(name, levelled(name, value, level), n));
  return found(
    name,
    strengthOf(p),
    { value: value.toPrecision(3), n, p: percent(p) },
    { value, p },
  );
}

/** How a screen moves with the width of the whole market; the others see shape only. */
const widths: Partial<Record<ScreenName, 1 | -1>> = { cv: 1, spread: 1, diffp: 1, ks: -1 };

const levelled = (name: ScreenName, value: number, level: number): number =>
  value * Math.exp(-(widths[name] ?? 0) * level);

const percent = (p: number) => `${(p * 100).toPrecision(2)} %`;
