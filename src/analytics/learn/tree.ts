import type { Seeded } from '../statistics/seeded.ts';
import type { Bins } from './bins.ts';
import type { Labels } from './table.ts';

/**
 * A decision tree as flat lists, node 0 the root: a row goes to `left` when its feature is missing or ≤ `cut`, else to
 * `left + 1`. `feature` −1 is a leaf. `rate` is the share of rigged tenders among those that came to the node.
 */
export interface Tree {
  readonly feature: number[];
  readonly cut: number[];
  readonly left: number[];
  readonly rate: number[];
}

export interface Growth {
  /** Features tried at each node. */
  readonly tries: number;
  readonly leastLeaf: number;
  /** Best cut of each feature tried (Breiman 2001), or one at random (Geurts, Ernst & Wehenkel 2006). */
  readonly cuts: 'best' | 'random';
}

/** Below every number: only missing values go left. */
const belowAll = -1e308;

interface Cut {
  readonly feature: number;
  readonly bin: number;
  readonly gain: number;
}

/** Grows one tree on the rows named in `sample` (repeats count). */
export function growTree(
  bins: Bins,
  labels: Labels,
  sample: Int32Array,
  growth: Growth,
  random: Seeded,
): Tree {
  const tree: Tree = { feature: [-1], cut: [0], left: [0], rate: [0] };
  const open = [{ node: 0, from: 0, to: sample.length }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, from, to } = next;
    const rigged = countRigged(labels, sample, from, to);
    tree.rate[node] = rigged / (to - from);
    if (rigged === 0 || rigged === to - from || to - from < 2 * growth.leastLeaf) continue;
    const cut = bestCut(bins, labels, sample.subarray(from, to), rigged, growth, random);
    if (!cut) continue;
    const middle = partition(bins.codes[cut.feature] as Uint8Array, sample, from, to, cut.bin);
    const left = tree.feature.length;
    for (let child = 0; child < 2; child += 1) addLeaf(tree);
    tree.feature[node] = cut.feature;
    tree.cut[node] = cut.bin === 0 ? belowAll : (bins.edges[cut.feature]?.[cut.bin - 1] as number);
    tree.left[node] = left;
    open.push({ node: left, from, to: middle }, { node: left + 1, from: middle, to });
  }
  return tree;
}

function addLeaf(tree: Tree): void {
  tree.feature.push(-1);
  tree.cut.push(0);
  tree.left.push(0);
  tree.rate.push(0);
}

function countRigged(labels: Labels, sample: Int32Array, from: number, to: number): number {
  let rigged = 0;
  for (let at = from; at < to; at += 1) if (labels[sample[at] as number]) rigged += 1;
  return rigged;
}

function bestCut(
  bins: Bins,
  labels: Labels,
  rows: Int32Array,
  rigged: number,
  growth: Growth,
  random: Seeded,
): Cut | null {
  let best: Cut | null = null;
  for (let tried = 0; tried < growth.tries; tried += 1) {
    const feature = random.below(bins.codes.length);
    const counts = countBins(bins, labels, rows, feature);
    const only = growth.cuts === 'random' ? randomBin(counts.all, random) : null;
    const cut = cutOf(counts, rows.length, rigged, feature, growth.leastLeaf, only);
    if (cut && cut.gain > (best?.gain ?? 1e-9)) best = cut;
  }
  return best;
}

interface Counts {
  readonly all: Int32Array;
  readonly rigged: Int32Array;
}

function countBins(bins: Bins, labels: Labels, rows: Int32Array, feature: number): Counts {
  const codes = bins.codes[feature] as Uint8Array;
  const size = (bins.edges[feature]?.length as number) + 2;
  const [all, rigged] = [new Int32Array(size), new Int32Array(size)];
  for (const row of rows) {
    const code = codes[row] as number;
    all[code] = (all[code] as number) + 1;
    if (labels[row]) rigged[code] = (rigged[code] as number) + 1;
  }
  return { all, rigged };
}

function randomBin(all: Int32Array, random: Seeded): number {
  const first = all.findIndex(count => count > 0);
  const last = all.findLastIndex(count => count > 0);
  return first + random.below(Math.max(1, last - first));
}

/** The cut that makes both sides purest (Gini), or the named one. */
function cutOf(
  counts: Counts,
  total: number,
  rigged: number,
  feature: number,
  leastLeaf: number,
  only: number | null,
): Cut | null {
  let best: Cut | null = null;
  let [leftAll, leftRigged] = [0, 0];
  const whole = (rigged * (total - rigged)) / total;
  for (let bin = 0; bin < counts.all.length - 1; bin += 1) {
    leftAll += counts.all[bin] as number;
    leftRigged += counts.rigged[bin] as number;
    const right = total - leftAll;
    if (leftAll < leastLeaf || (only !== null && bin !== only)) continue;
    if (right < leastLeaf) break;
    const impure =
      (leftRigged * (leftAll - leftRigged)) / leftAll +
      ((rigged - leftRigged) * (right - rigged + leftRigged)) / right;
    if (whole - impure > (best?.gain ?? 0)) best = { feature, bin, gain: whole - impure };
  }
  return best;
}

/** Brings the rows up to `bin` before the others; gives where the others begin. */
function partition(
  codes: Uint8Array,
  sample: Int32Array,
  from: number,
  to: number,
  bin: number,
): number {
  let [low, high] = [from, to - 1];
  while (low <= high) {
    const row = sample[low] as number;
    if ((codes[row] as number) <= bin) low += 1;
    else {
      sample[low] = sample[high] as number;
      sample[high] = row;
      high -= 1;
    }
  }
  return low;
}

/** The nodes a row passes, root first. */
export function* pathOf(tree: Tree, row: readonly number[]): Generator<number> {
  let node = 0;
  yield node;
  while ((tree.feature[node] as number) >= 0) {
    const value = row[tree.feature[node] as number] as number;
    node = (tree.left[node] as number) + (value > (tree.cut[node] as number) ? 1 : 0);
    yield node;
  }
}
