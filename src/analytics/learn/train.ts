import { RuleError } from '../../kernel/rule-error.ts';
import type { Assessment } from '../combine/assess.ts';
import type { OwnEvidence } from '../combine/own-evidence.ts';
import type { TenderBids } from '../combine/tender.ts';
import { type Chosen, chanceOf, choose, without } from './choose.ts';
import { type Reference, referenceOf } from './drift.ts';
import { featuresOf, learnable } from './features.ts';
import { foldsOf } from './folds.ts';
import { aucAlone, gainOf, type Measured, type Measures, measure } from './measures.ts';
import type { Labels, Table } from './table.ts';

/** What a model knows of itself; printed beside it, stored with it. */
export interface Evaluation extends Measures {
  readonly method: string;
  /** On the same tenders, without training. */
  readonly untrained: { readonly score: number; readonly minusCv: number };
  /** AUC above the untrained score's, both on the same resamples. */
  readonly gain: Measured;
  /** Which candidate each outer fold chose. */
  readonly chosen: readonly string[];
  /** Better than the untrained score, and than chance, even at the low end of its interval: until then it may not be used. */
  readonly usable: boolean;
}

/** A model as it is stored: plain JSON, complete, of one version. */
export interface Model extends Chosen {
  readonly format: 'kaibiao-collusion-model/1';
  readonly features: readonly string[];
  readonly trainedOn: { readonly tenders: number; readonly rigged: number };
  readonly evaluation: Evaluation;
  readonly reference: Reference;
}

/** Decided tenders as a model learns from them, row by row. */
export interface Decided {
  readonly table: Table;
  readonly labels: Labels;
  /** The tender's own name, or that of the case in which several were decided: folds and resamples keep them together. */
  readonly names: readonly string[];
  /** What is said of them without training. */
  readonly untrained: readonly number[];
  readonly minusCv: readonly number[];
}

interface Learnt {
  readonly model: Model;
  /** By row: the chance given by the fold's model that never saw it. */
  readonly outside: readonly number[];
}

const outerFolds = 5;
const leastOfEach = 20;
const seed = 1;

/**
 * Learns from decided tenders: nested cross-validation that leaves whole tenders or cases out (choice, calibration and
 * threshold see the inner folds only), then one model on all of them. Rests after each fold, for who waits to stop it.
 */
export function* learning(decided: Decided, trees: number): Generator<void, Learnt> {
  const { table, labels, names, untrained, minusCv } = decided;
  const tested = yield* crossValidate(decided, trees);
  const measures = measure(tested.chances, labels, tested.told, names);
  const gain = gainOf(tested.chances, untrained, labels, names);
  const evaluation: Evaluation = {
    method: `${outerFolds}-fold cross-validation by tender or case, choice inside; intervals of 90 % from 500 resamples of them`,
    ...measures,
    untrained: { score: aucAlone(untrained, labels), minusCv: aucAlone(minusCv, labels) },
    gain,
    chosen: tested.chosen,
    usable: gain.low > 0 && measures.auc.low > 0.5,
  };
  const model: Model = {
    format: 'kaibiao-collusion-model/1',
    features: table.names,
    trainedOn: { tenders: labels.length, rigged: labels.filter(Boolean).length },
    evaluation,
    ...choose(table, labels, names, trees, seed),
    reference: referenceOf(table),
  };
  return { model, outside: tested.chances };
}

export interface Trained {
  readonly model: Model;
  /** By tender: the chance given by the fold's model that never saw it. Absent for tenders without label. */
  readonly outside: ReadonlyMap<string, number>;
}

/** Learns from the labelled tenders of a table. Refused below 20 rigged and 20 honest ones. */
export function train(
  tenders: readonly TenderBids[],
  assessment: Assessment,
  trees: number,
): Trained {
  const all = featuresOf(tenders, assessment);
  const rows = tenders.flatMap((t, at) => (t.label !== null && learnable(t) ? [at] : []));
  const table: Table = { names: all.names, rows: rows.map(at => all.rows[at] as number[]) };
  const labels = rows.map(at => tenders[at]?.label === true);
  const names = rows.map(at => tenders[at]?.tender as string);
  requireEnough(labels);
  const untrained = rows.map(at => assessment.scoreAt(at).score);
  const minusCv = rows.map(at => -((assessment.own[at] as OwnEvidence).screens.cv ?? 0));
  const steps = learning({ table, labels, names, untrained, minusCv }, trees);
  let step = steps.next();
  while (!step.done) step = steps.next();
  const { model, outside } = step.value;
  return { model, outside: new Map(names.map((name, at) => [name, outside[at] as number])) };
}

function requireEnough(labels: Labels): void {
  const rigged = labels.filter(Boolean).length;
  if (Math.min(rigged, labels.length - rigged) < leastOfEach)
    throw new RuleError('MALFORMED', {
      zh: `已定性的标段太少：串标 ${rigged} 个、正常 ${labels.length - rigged} 个，各需 ${leastOfEach} 个以上。`,
      en: `Too few decided tenders: ${rigged} rigged, ${labels.length - rigged} honest; ${leastOfEach} of each are needed.`,
    });
}

function* crossValidate({ table, labels, names }: Decided, trees: number) {
  const fold = foldsOf(names, labels, outerFolds, seed);
  const chances = Array<number>(labels.length).fill(0);
  const told = Array<boolean>(labels.length).fill(false);
  const chosen: string[] = [];
  for (let left = 0; left < outerFolds; left += 1) {
    const seen = { names: table.names, rows: without(table.rows, fold, left) };
    const model = choose(
      seen,
      without(labels, fold, left),
      without(names, fold, left),
      trees,
      seed + left,
    );
    chosen.push(model.name);
    table.rows.forEach((row, at) => {
      if (fold[at] !== left) return;
      chances[at] = chanceOf(model, row);
      told[at] = (chances[at] as number) >= model.threshold;
    });
    yield;
  }
  return { chances, told, chosen };
}
