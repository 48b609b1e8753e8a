import { seeded } from '../statistics/seeded.ts';
import type { Labels } from './table.ts';

/**
 * Deals tenders into `count` folds with the same share of rigged ones in each. Those of one name (a tender's own, or that
 * of the case in which several were decided) stay together: what is said of one was found out with the other. Names order
 * them first, so that the folds do not depend on the order of the file.
 */
export function foldsOf(
  names: readonly string[],
  labels: Labels,
  count: number,
  seed: number,
): number[] {
  const random = seeded(seed);
  const groups = Map.groupBy(names.keys(), at => names[at] as string);
  const order = [...groups.keys()].sort().map(name => ({ name, key: random.next() }));
  const fold = Array<number>(names.length).fill(0);
  const dealt = [0, 1].map(() => Array<number>(count).fill(0));
  for (const { name } of order.sort((a, b) => a.key - b.key)) {
    const places = groups.get(name) as number[];
    const filled = dealt[places.some(at => labels[at]) ? 1 : 0] as number[];
    const emptiest = filled.indexOf(Math.min(...filled));
    filled[emptiest] = (filled[emptiest] as number) + places.length;
    for (const at of places) fold[at] = emptiest;
  }
  return fold;
}
