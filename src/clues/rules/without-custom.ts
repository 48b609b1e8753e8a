import type { Comparison, Passage } from '../../analytics/text/passages.ts';
import { orderOf } from '../../analytics/text/sample.ts';
import type { Sketch } from '../../analytics/text/sketch.ts';

/**
 * A comparison without the passages that many firms have, as a law or a standard that several quote: those in which more
 * sampled fingerprints are of many than tell this pair. What is left covers so much of the own text.
 */
export function withoutCustom(
  mine: Sketch,
  { passages: all, coverageB }: Comparison,
  shared: ReadonlySet<number>,
  common: ReadonlySet<number>,
): Comparison {
  const sampled = [...mine.own.hashes].flatMap((hash, i) => {
    const key = orderOf(hash);
    const says = (shared.has(key) ? 1 : 0) - (common.has(key) ? 1 : 0);
    return says === 0 ? [] : [{ at: mine.text.starts[mine.own.at[i] ?? 0] ?? 0, says }];
  });
  const passages = all.filter(({ a }) => {
    const inside = sampled.filter(({ at }) => at >= a.from && at < a.to);
    return inside.reduce((sum, { says }) => sum + says, 0) >= 0;
  });
  return { passages, coverageA: covered(mine, passages), coverageB };
}

/** A stretch that answers to several in the other text is covered once. */
function covered({ text, quoted, ownLength }: Sketch, passages: readonly Passage[]): number {
  const marks = new Uint8Array(text.original.length);
  for (const { a } of passages) marks.fill(1, a.from, a.to);
  let own = 0;
  for (const [i, told] of quoted.entries()) own += !told && marks[text.starts[i] ?? 0] ? 1 : 0;
  return own / Math.max(1, ownLength);
}
