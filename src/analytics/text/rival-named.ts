import { type Finding, found } from '../finding.ts';

/** A bidder's names in the lot: its registered name, its credit code, the numbers of its people. */
export interface RivalNames {
  readonly bidder: string;
  readonly names: readonly string[];
}

/** Shorter names stand in other words by chance. */
const leastName = 4;

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s/g, '');

/**
 * A rival's name in one's own bid: documents mixed up (B40(5)), or made from the rival's. Names that the tender itself
 * mentions count for nothing. `text` is the document with the values of its marks. Doc: docs/analytics/rival-named.md.
 */
export function rivalNamed(
  bidder: string,
  text: string,
  rivals: readonly RivalNames[],
  tender: string,
): Finding {
  const [own, given] = [fold(text), fold(tender)];
  const mine = rivals.filter(each => each.bidder === bidder).flatMap(each => each.names.map(fold));
  const named = rivals
    .filter(each => each.bidder !== bidder)
    .flatMap(({ bidder: rival, names }) => names.map(name => ({ rival, name, folded: fold(name) })))
    .filter(({ folded }) => folded.length >= leastName && own.includes(folded))
    // 苏建 in 苏建二公司’s own name is no mention of 苏建.
    .filter(({ folded }) => !given.includes(folded) && !mine.some(name => name.includes(folded)))
    .map(({ rival, name }) => ({ rival, name }));
  const name = named[0]?.name ?? '';
  return found(
    'rival-named',
    named.length > 0 ? 0.95 : 0,
    { names: named.length, name },
    { named },
  );
}
