import { type Finding, found, strengthOf, tooLittle } from '../finding.ts';
import { median } from '../statistics/moments.ts';

/** One act of a bidder on one tender: an upload, a download, a payment. */
export interface Timed {
  readonly bidder: string;
  readonly seconds: number;
}

const least = 4;

/**
 * Timing bursts: two rivals act within moments of each other, again out of step with the rest. For neighbours in time with
 * gap g, the other gaps' median m sets the pace (rate ln 2 ÷ m): one gap as short comes with 1 − exp(−g ln 2 ÷ m), the shortest of
 * n − 1 with p = 1 − (1 − that)^(n − 1). Seconds. From 4 acts of different bidders.
 * Poisson process; OECD 2009, Guidelines for fighting bid rigging in public procurement, detection checklist (simultaneous acts).
 */
export function timingBurst(acts: readonly Timed[]): Finding {
  const order = acts.toSorted((a, b) => a.seconds - b.seconds || (a.bidder < b.bidder ? -1 : 1));
  const bidders = new Set(acts.map(act => act.bidder)).size;
  if (bidders < least) return tooLittle('timing-burst', 'bids', least, bidders);
  const gaps = order.slice(1).map((act, at) => {
    const before = order[at] as Timed;
    return { seconds: act.seconds - before.seconds, bidders: [before.bidder, act.bidder] };
  });
  const across = gaps.filter(({ bidders: [a, b] }) => a !== b);
  const shortest = across.reduce((best, gap) => (gap.seconds < best.seconds ? gap : best));
  const others = gaps.filter(gap => gap !== shortest).map(gap => gap.seconds);
  const pace = Math.max(1, median(others));
  const single = -Math.expm1((-Math.max(1, shortest.seconds) * Math.LN2) / pace);
  const p = -Math.expm1(gaps.length * Math.log1p(-single));
  const params = { seconds: Math.round(shortest.seconds), usual: Math.round(pace), n: bidders };
  return found('timing-burst', strengthOf(p), params, { bidders: shortest.bidders, p });
}
