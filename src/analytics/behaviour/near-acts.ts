import { type Finding, found, strengthOf, tooLittle } from '../finding.ts';

/** What a bidder does on the way to a bid, each at a moment of its own choice. */
export type ActKind = 'download' | 'upload' | 'submit' | 'payment';

export interface Act {
  readonly kind: ActKind;
  readonly bidder: string;
  readonly seconds: number;
}

/** Gaps in seconds between two strangers that did the same within one hour; the last hour before a deadline apart. */
export type Strangers = (kind: ActKind, late: boolean) => readonly number[];

const hour = 3600;
/** So many pairs of strangers must be known before they outweigh the even hour. */
const evenWeight = 50;
/** How much denser the last hour is than an even one [K]. */
const rush = 4;

interface Near {
  readonly kind: ActKind;
  readonly gap: number;
  readonly late: boolean;
  /** Pairs of strangers beside it. */
  readonly known: number;
  readonly p: number;
}

/**
 * Rivals who act within moments of each other in one lot: the shortest gap g of the two in each kind of act, against the
 * gaps of strangers that did the same within one hour of each other. Of N such pairs, the lot's other ones among them, k were as close; two moments of an
 * even hour are so with u = 1 − (1 − g ÷ 3600)² (four times that in the last hour): p = (k + 50 u) ÷ (N + 50), times the
 * kinds looked at. Seconds. From two acts of the same kind within an hour.
 * OECD 2009, Guidelines for fighting bid rigging in public procurement, detection checklist (simultaneous acts).
 */
export function nearActs(
  [a, b]: readonly [string, string],
  acts: readonly Act[],
  { deadline, strangers }: { readonly deadline: number; readonly strangers: Strangers },
): Finding {
  const kinds = [...new Set(acts.map(({ kind }) => kind))];
  const near = kinds.flatMap((kind): Near[] => {
    const same = acts.filter(act => act.kind === kind);
    const [gap, later] = closest(same, a, b);
    if (gap > hour) return [];
    const late = deadline - later <= hour;
    const known = [...strangers(kind, late), ...otherGaps(same, a, b)];
    return [{ kind, gap, late, known: known.length, p: chance(gap, late, known) }];
  });
  const [first] = near.toSorted((x, y) => x.p - y.p);
  if (!first) return tooLittle('near-acts', 'acts', 2, 0);
  const p = Math.min(1, first.p * near.length);
  const params = { seconds: Math.round(first.gap), act: first.kind };
  return found('near-acts', strengthOf(p), params, { p, late: first.late, known: first.known });
}

/** The shortest time between an act of each, and when the later of the two was. */
function closest(acts: readonly Act[], a: string, b: string): readonly [number, number] {
  const of = (bidder: string) => acts.filter(act => act.bidder === bidder);
  return of(a)
    .flatMap(x => of(b).map(y => [Math.abs(x.seconds - y.seconds), Math.max(x.seconds, y.seconds)]))
    .reduce<readonly [number, number]>(
      (best, [gap = 0, later = 0]) => (gap < best[0] ? [gap, later] : best),
      [Number.POSITIVE_INFINITY, 0],
    );
}

/** The same of every other two of the lot: where all act at once, two of them say nothing. */
function otherGaps(acts: readonly Act[], a: string, b: string): number[] {
  const bidders = [...new Set(acts.map(act => act.bidder))];
  return bidders.flatMap((x, i) =>
    bidders.slice(i + 1).flatMap(y => {
      if ([x, y].every(bidder => bidder === a || bidder === b)) return [];
      const [gap] = closest(acts, x, y);
      return gap <= hour ? [gap] : [];
    }),
  );
}

function chance(gap: number, late: boolean, known: readonly number[]): number {
  // A clock of whole seconds: nothing is closer than one.
  const g = Math.max(1, gap);
  const even = Math.min(1, (1 - (1 - g / hour) ** 2) * (late ? rush : 1));
  const asClose = known.filter(other => other <= g).length;
  return (asClose + evenWeight * even) / (known.length + evenWeight);
}
