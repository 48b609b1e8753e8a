import { RuleError } from '../../kernel/rule-error.ts';
import type { Assessment } from '../combine/assess.ts';
import type { OwnEvidence } from '../combine/own-evidence.ts';
import type { TenderBids } from '../combine/tender.ts';
import { type Chosen, chanceOf, choose, without } from './choose.ts';
import { type Reference, referenceOf } from './drift.ts';
import { featuresOf, learnable } from './features.ts';
import { foldsOf } from './folds.ts';
import { aucAlone, type Measures, measure } from './measures.ts';
import type { Labels, Table } from './table.ts';

/** What a model knows of itself; printed beside it, stored with it. */
export interface Evaluation extends Measures {
  readonly method: string;
  /** On the same tenders, without training. */
  readonly untrained: { readonly score: number; readonly minusCv: number };
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

export interface Trained {
  readonly model: Model;
  /** By tender: the chance given by the fold's model that never saw it. Absent for tenders without label. */
  readonly outside: ReadonlyMap<string, number>;
}

const outerFolds = 5;
const leastOfEach = 20;
const seed = 1;

/**
 * Learns from decided tenders: nested cross-validation that leaves whole tenders out (choice, calibration and threshold
 * see the inner folds only), then one model on all of them. Refused below 20 rigged and 20 honest tenders.
 */
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
  const tested = crossValidate(table, labels, names, trees);
  const base = rows.map(at => assessment.scoreAt(at).score);
  const cvs = rows.map(at => -((assessment.own[at] as OwnEvidence).screens.cv ?? 0));
  const measures = measure(tested.chances, labels, tested.told);
  const untrained = { score: aucAlone(base, labels), minusCv: aucAlone(cvs, labels) };
  const evaluation: Evaluation = {
    method: `${outerFolds}-fold cross-validation by tender, choice inside; intervals of 90 % from 500 resamples of tenders`,
    ...measures,
    untrained,
    chosen: tested.chosen,
    usable: measures.auc.low > Math.max(untrained.score, 0.5),
  };
  const model: Model = {
    format: 'kaibiao-collusion-model/1',
    features: table.names,
    trainedOn: { tenders: labels.length, rigged: labels.filter(Boolean).length },
    evaluation,
    ...choose(table, labels, names, trees, seed),
    reference: referenceOf(table),
  };
  return { model, outside: new Map(names.map((name, at) => [name, tested.chances[at] as number])) };
}

function requireEnough(labels: Labels): void {
  const rigged = labels.filter(Boolean).length;
  if (Math.min(rigged, labels.length - rigged) < leastOfEach)
    throw new RuleError('MALFORMED', {
      zh: `已定性的标段太少：串标 ${rigged} 个、正常 ${labels.length - rigged} 个，各需 ${leastOfEach} 个以上。`,
      en: `Too few decided tenders: ${rigged} rigged, ${labels.length - rigged} honest; ${leastOfEach} of each are needed.`,
    });
}

function crossValidate(table: Table, labels: Labels, names: readonly string[], trees: number) {
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
  }
  return { chances, told, chosen };
}
