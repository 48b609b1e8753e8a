import { seeded } from '../statistics/seeded.ts';
import type { Labels } from './table.ts';

/**
 * Deals whole tenders into `count` folds with the same share of rigged ones in each. `names` order them first, so that
 * the folds do not depend on the order of the file.
 */
export function foldsOf(
  names: readonly string[],
  labels: Labels,
  count: number,
  seed: number,
): number[] {
  const random = seeded(seed);
  const order = names
    .map((_, at) => at)
    .sort((a, b) => ((names[a] as string) < (names[b] as string) ? -1 : 1));
  const places = order.map(at => ({ at, key: random.next() })).sort((a, b) => a.key - b.key);
  const fold = Array<number>(names.length).fill(0);
  const dealt = [0, 0];
  for (const { at } of places) {
    const side = labels[at] ? 1 : 0;
    fold[at] = (dealt[side] as number) % count;
    dealt[side] = (dealt[side] as number) + 1;
  }
  return fold;
}
