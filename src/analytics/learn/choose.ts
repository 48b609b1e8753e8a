import { answerOf, type CandidateName, candidates, learnersOf, type Part } from './candidates.ts';
import { foldsOf } from './folds.ts';
import { type Logistic, logisticOf } from './logistic.ts';
import { aucAlone, bestThreshold } from './measures.ts';
import type { Labels, Table } from './table.ts';

/** A mixture chosen, trained and calibrated on one set of tenders. */
export interface Chosen {
  readonly name: CandidateName;
  readonly parts: readonly Part[];
  /** Turns the parts' mean into a chance: logistic regression on its log-odds (Platt 1999). */
  readonly calibration: Logistic;
  /** From this score on a tender is called rigged. */
  readonly threshold: number;
  /** AUC of each candidate in the inner folds. */
  readonly inner: Readonly<Record<CandidateName, number>>;
}

const innerFolds = 3;

export const without = <T>(items: readonly T[], fold: readonly number[], left: number): T[] =>
  items.filter((_, at) => fold[at] !== left);

/** Chooses among the candidates by cross-validation inside these tenders only, then trains the choice on all of them. */
export function choose(
  table: Table,
  labels: Labels,
  names: readonly string[],
  trees: number,
  seed: number,
): Chosen {
  const learners = learnersOf(trees);
  const answers = innerAnswers(table, labels, names, trees, seed);
  const mixed = (name: CandidateName) =>
    mix(candidates[name].map(part => answers[part] as number[]));
  const all = Object.keys(candidates) as CandidateName[];
  const inner = Object.fromEntries(
    all.map(name => [name, aucAlone(mixed(name), labels)]),
  ) as Record<CandidateName, number>;
  const name = all.reduce((best, one) => (inner[one] > inner[best] ? one : best));
  const scores = mixed(name);
  const calibration = logisticOf(0.1).train(
    { names: ['log-odds'], rows: scores.map(score => [logOdds(score)]) },
    labels,
    seed,
  );
  const chances = scores.map(score => calibrated(calibration, score));
  const parts = candidates[name].map(part => learners[part]?.train(table, labels, seed) as Part);
  return { name, parts, calibration, threshold: bestThreshold(chances, labels), inner };
}

/** Each learner's answer for every tender, from the folds that do not hold it. */
function innerAnswers(
  table: Table,
  labels: Labels,
  names: readonly string[],
  trees: number,
  seed: number,
): Record<string, number[]> {
  const fold = foldsOf(names, labels, innerFolds, seed);
  const learners = Object.values(learnersOf(Math.ceil(trees / 2)));
  const answers = Object.fromEntries(
    learners.map(({ name }) => [name, Array<number>(labels.length)]),
  );
  for (let left = 0; left < innerFolds; left += 1) {
    const seen = { names: table.names, rows: without(table.rows, fold, left) };
    const known = without(labels, fold, left);
    for (const learner of learners) {
      const model = learner.train(seen, known, seed + left);
      table.rows.forEach((row, at) => {
        if (fold[at] === left)
          (answers[learner.name] as number[])[at] = learner.predict(model, row);
      });
    }
  }
  return answers;
}

const mix = (lists: readonly (readonly number[])[]): number[] =>
  (lists[0] as readonly number[]).map(
    (_, at) => lists.reduce((sum, list) => sum + (list[at] as number), 0) / lists.length,
  );

/** Log-odds, kept finite. */
const logOdds = (p: number): number => {
  const inside = Math.min(0.995, Math.max(0.005, p));
  return Math.log(inside / (1 - inside));
};

/** Below the calibration's ends the raw answer still orders tenders. */
function calibrated(calibration: Logistic, score: number): number {
  return 0.999 * logisticOf(0.1).predict(calibration, [logOdds(score)]) + 0.001 * score;
}

/** The chance that a tender with these features is rigged. */
export function chanceOf(
  chosen: Pick<Chosen, 'parts' | 'calibration'>,
  row: readonly number[],
): number {
  const answers = chosen.parts.map(part => answerOf(part, row));
  const score = answers.reduce((sum, answer) => sum + answer, 0) / answers.length;
  return calibrated(chosen.calibration, score);
}
