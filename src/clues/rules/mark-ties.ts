import type { Tie } from './group.ts';
import { markKinds } from './mark-kinds.ts';
import { weights } from './weights.ts';

/** A mark that bids of one lot have in common, and how common it is in this city's history. */
export interface SharedMark {
  readonly kind: string;
  readonly value: string;
  /** Numbers of the bids that bear it, ascending, at least two; of different organisations. */
  readonly bids: readonly number[];
  /** Organisations in the history that bear it, and organisations that bear any mark of the kind. */
  readonly bearers: number;
  readonly population: number;
}

/** Half a count more on both sides: a city's first lots must not make everything rare. */
const shrink = 20;

/** How often two organisations at random would share it, from 0 to 1. */
export function chanceOf({ bearers, population, kind }: SharedMark): number {
  const prior = markKinds[kind]?.commonness ?? 0.05;
  return (Math.max(0, bearers - 1) + shrink * prior) / (Math.max(1, population - 1) + shrink);
}

/** Log-odds of a mark: what is common here says little, however alike it looks. */
export function logOddsOf(mark: SharedMark): number {
  const kind = markKinds[mark.kind];
  if (!kind) return 0;
  return Math.min(weights.most, kind.weight * Math.max(0, -Math.log(chanceOf(mark))));
}

/** A tie between each two of the bids that share a mark. */
export function markTies(marks: readonly SharedMark[]): Tie[] {
  return marks.flatMap(mark => {
    const kind = markKinds[mark.kind];
    if (!kind) return [];
    const logOdds = logOddsOf(mark);
    const { bearers, population } = mark;
    const evidence = { mark: shortened(mark.value), bearers, population, chance: chanceOf(mark) };
    const { words, article } = kind;
    const innocent = [...kind.innocent];
    const reason = { rule: mark.kind, words, logOdds, innocent, article, evidence };
    return pairs(mark.bids).map(([a, b]) => ({ a, b, reason }));
  });
}

/** The whole value stays in the record; a screen shows enough of it to tell two apart. */
const shortened = (value: string): string => (value.length > 20 ? `${value.slice(0, 16)}…` : value);

function pairs(bids: readonly number[]): [number, number][] {
  return bids.flatMap((a, i) => bids.slice(i + 1).map((b): [number, number] => [a, b]));
}
