import { flagsOf } from '../analytics/combine/assess.ts';
import type { Contribution } from '../analytics/combine/contributions.ts';
import type { TenderScore } from '../analytics/combine/score.ts';
import { leastBids } from '../analytics/price/prices.ts';
import { say } from '../analytics/words.ts';

const short = (value: number | null): number | null =>
  value === null ? null : Number(value.toPrecision(6));

/** What a trained model says, in place of the fixed weights. */
interface ByModel {
  readonly score: number;
  readonly contributions?: readonly Contribution[];
}

/** One tender as one line of JSON; `needs` is there when it had too few bids, `untrained` when a model gave the score. */
export function collusionLine(score: TenderScore, byModel: ByModel | null = null): string {
  const { tender, own } = score;
  const flags = flagsOf(score).map(({ id, strength, why }) => ({
    id,
    strength: short(strength),
    why: `${say(why, 'zh')} · ${say(why, 'en')}`,
  }));
  const listed = byModel?.contributions ?? score.contributions;
  return JSON.stringify({
    tender,
    n: own.n,
    score: short(byModel?.score ?? score.score),
    ...(byModel ? { untrained: short(score.score) } : { interval: score.interval.map(short) }),
    screens: Object.fromEntries(Object.entries(own.screens).map(([id, v]) => [id, short(v)])),
    flags,
    contributions: Object.fromEntries(listed.map(c => [c.id, short(c.logOdds)])),
    ...(own.n < leastBids ? { needs: { what: 'bids', least: leastBids, has: own.n } } : {}),
  });
}
