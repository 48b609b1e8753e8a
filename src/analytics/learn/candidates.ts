import { type Forest, forestOf } from './forest.ts';
import { type Logistic, logisticOf } from './logistic.ts';
import type { Learner } from './table.ts';

export type Part = Forest | Logistic;

/** The learners tried, and the mixtures of them that stand for election. A mixture answers with the mean of its parts. */
export function learnersOf(trees: number): Readonly<Record<string, Learner<Part>>> {
  const all = [
    logisticOf(3),
    logisticOf(30),
    forestOf('forest', trees),
    forestOf('extra-trees', trees),
  ];
  return Object.fromEntries(all.map(learner => [learner.name, learner as Learner<Part>]));
}

export const candidates = {
  'logistic-3': ['logistic-3'],
  'logistic-30': ['logistic-30'],
  forest: ['forest'],
  'extra-trees': ['extra-trees'],
  forests: ['forest', 'extra-trees'],
  mixture: ['forest', 'extra-trees', 'logistic-30'],
} as const satisfies Record<string, readonly string[]>;

export type CandidateName = keyof typeof candidates;

/** What one trained part says of a row. */
export const answerOf = (part: Part, row: readonly number[]): number =>
  part.kind === 'logistic'
    ? logisticOf(0).predict(part, row)
    : forestOf(part.kind, 0).predict(part, row);
