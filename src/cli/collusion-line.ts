import { flagsOf } from '../analytics/combine/assess.ts';
import type { TenderScore } from '../analytics/combine/score.ts';
import { leastBids } from '../analytics/price/prices.ts';
import { say } from '../analytics/words.ts';

const short = (value: number | null): number | null =>
  value === null ? null : Number(value.toPrecision(6));

/** One tender as one line of JSON; `needs` is there when it had too few bids to say anything. */
export function collusionLine(score: TenderScore): string {
  const { tender, own, contributions } = score;
  const flags = flagsOf(score).map(({ id, strength, why }) => ({
    id,
    strength: short(strength),
    why: `${say(why, 'zh')} · ${say(why, 'en')}`,
  }));
  return JSON.stringify({
    tender,
    n: own.n,
    score: short(score.score),
    interval: score.interval.map(short),
    screens: Object.fromEntries(Object.entries(own.screens).map(([id, v]) => [id, short(v)])),
    flags,
    contributions: Object.fromEntries(contributions.map(c => [c.id, short(c.logOdds)])),
    ...(own.n < leastBids ? { needs: { what: 'bids', least: leastBids, has: own.n } } : {}),
  });
}
