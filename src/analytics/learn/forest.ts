import { seeded } from '../statistics/seeded.ts';
import { binsOf } from './bins.ts';
import type { Learner } from './table.ts';
import { type Growth, growTree, pathOf, type Tree } from './tree.ts';

export interface Forest {
  readonly kind: 'forest' | 'extra-trees';
  readonly trees: readonly Tree[];
}

const four = (x: number) => Number(x.toPrecision(4));

/**
 * Many trees, each grown on a random sample of the tenders and trying random features, averaged. `forest`: Breiman 2001
 * (Machine Learning 45), samples with repeats and best cuts; `extra-trees`: Geurts, Ernst & Wehenkel 2006 (Machine
 * Learning 63), all tenders and random cuts. The same seed gives the same trees.
 */
export function forestOf(kind: Forest['kind'], trees: number): Learner<Forest> {
  return {
    name: kind,
    train(table, labels, seed) {
      const bins = binsOf(table);
      const random = seeded(seed);
      const n = table.rows.length;
      const growth: Growth = {
        tries: Math.ceil(Math.sqrt(table.names.length) * (kind === 'forest' ? 1 : 2)),
        leastLeaf: 3,
        cuts: kind === 'forest' ? 'best' : 'random',
      };
      const sampleOf = () =>
        Int32Array.from({ length: n }, (_, at) => (kind === 'forest' ? random.below(n) : at));
      return {
        kind,
        trees: Array.from({ length: trees }, () =>
          shortened(growTree(bins, labels, sampleOf(), growth, random)),
        ),
      };
    },
    predict: ({ trees: grown }, row) =>
      grown.reduce((sum, tree) => sum + leafRate(tree, row), 0) / grown.length,
  };
}

const shortened = (tree: Tree): Tree => ({ ...tree, rate: tree.rate.map(four) });

/** Where the path ends; written out, since an explanation asks for it some hundred thousand times. */
function leafRate({ feature, cut, left, rate }: Tree, row: readonly number[]): number {
  let node = 0;
  for (let f = feature[0] as number; f >= 0; f = feature[node] as number)
    node = (left[node] as number) + ((row[f] as number) > (cut[node] as number) ? 1 : 0);
  return rate[node] as number;
}

/**
 * What each feature moved: along a row's paths, the change of the rate at each cut goes to the cut's feature; with the
 * roots' mean rate they add up to the forest's answer (Saabas 2014).
 */
export function forestContributions(
  forest: Forest,
  row: readonly number[],
  features: number,
): number[] {
  const moved = Array<number>(features).fill(0);
  for (const tree of forest.trees) {
    let before = -1;
    for (const node of pathOf(tree, row)) {
      if (before >= 0) {
        const feature = tree.feature[before] as number;
        const change = (tree.rate[node] as number) - (tree.rate[before] as number);
        moved[feature] = (moved[feature] as number) + change / forest.trees.length;
      }
      before = node;
    }
  }
  return moved;
}
