import { seeded } from '../statistics/seeded.ts';
import { leastBids, type Prices, type Screen } from './prices.ts';

/** At most this many subgroups are looked at; beyond it a sample that depends on n alone stands for all. */
const most = 250;

/** All choices of `size` out of `n` places when they are few, else `most` of them, the same for every tender of n bids. */
function choicesOf(n: number, size: 3 | 4): readonly (readonly number[])[] {
  const total = size === 3 ? (n * (n - 1) * (n - 2)) / 6 : (n * (n - 1) * (n - 2) * (n - 3)) / 24;
  return total <= most ? everyChoice(n, size) : sampledChoices(n, size);
}

function everyChoice(n: number, size: number, from = 0): number[][] {
  if (size === 0) return [[]];
  const choices: number[][] = [];
  for (let first = from; first <= n - size; first += 1)
    for (const rest of everyChoice(n, size - 1, first + 1)) choices.push([first, ...rest]);
  return choices;
}

/** Neighbours first, where a ring of close bids would sit; the rest by chance. */
function sampledChoices(n: number, size: number): number[][] {
  const random = seeded(n * 10 + size);
  const step = Math.max(1, Math.ceil((n - size + 1) / (most / 2)));
  const choices: number[][] = [];
  for (let at = 0; at + size <= n; at += step)
    choices.push(Array.from({ length: size }, (_, i) => at + i));
  while (choices.length < most) {
    const picked = new Set<number>();
    while (picked.size < size) picked.add(random.below(n));
    choices.push([...picked].sort((a, b) => a - b));
  }
  return choices;
}

const remembered = new Map<string, readonly (readonly number[])[]>();

/** What the subgroups' values of one screen come to. */
export interface SubgroupSummary {
  readonly min: number;
  readonly median: number;
  readonly mean: number;
  readonly max: number;
}

/**
 * A screen over all subgroups of 3 or 4 bids of a tender, summarised: where only some bidders collude, the honest ones
 * hide it from a screen over all bids, but not from the subgroup of the colluders. From as many bids as the subgroup.
 * Above 250 subgroups a fixed sample (neighbours, and the rest by chance) bounds the cost.
 * Wallimann, Imhof & Huber 2023 (Computational Economics 62).
 */
export function subgroups(prices: Prices, size: 3 | 4, screen: Screen): SubgroupSummary | null {
  if (prices.length < Math.max(size, leastBids)) return null;
  const key = `${prices.length}/${size}`;
  const choices = remembered.get(key) ?? choicesOf(prices.length, size);
  remembered.set(key, choices);
  const values: number[] = [];
  for (const choice of choices) {
    const value = screen(choice.map(at => prices[at] as number));
    if (value !== null) values.push(value);
  }
  return values.length === 0 ? null : summary(values.sort((a, b) => a - b));
}

function summary(sorted: readonly number[]): SubgroupSummary {
  const half = sorted.length >> 1;
  const [below, upper] = [sorted[half - 1] as number, sorted[half] as number];
  return {
    min: sorted[0] as number,
    median: sorted.length % 2 === 1 ? upper : (below + upper) / 2,
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    max: sorted.at(-1) as number,
  };
}
