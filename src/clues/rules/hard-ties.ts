import type { ClueLink } from '../../../contracts/clues.ts';
import type { Finding } from '../../analytics/finding.ts';
import type { Tie } from './group.ts';
import { hardWords } from './hard-words.ts';
import { weights } from './weights.ts';

/** Of bids made by one hand about one in five share a given mark: carelessness is common, not certain [K]. */
const shareAmongColluders = 0.2;
const leastChance = 1e-6;

/**
 * Weight of a match in log-odds: how much likelier it is of one hand than by chance among so many rivals here. What the
 * register explains weighs nothing.
 */
export function logOddsOf({ strength, evidence }: Finding): number {
  const p = Number(evidence.p);
  if (strength === 0 || !(p >= 0)) return 0;
  const logOdds = Math.log(shareAmongColluders / Math.max(p, leastChance));
  return Math.max(0, Math.min(weights.most, logOdds));
}

/** A tie between each two bids that share a value; `numberOf` gives a bid's place by the bidder of the finding. */
export function hardTies(
  findings: readonly Finding[],
  numberOf: ReadonlyMap<string, number>,
): Tie[] {
  return findings.flatMap(finding => {
    const said = hardWords[finding.id];
    const logOdds = logOddsOf(finding);
    if (!said || logOdds === 0) return [];
    const { value, users, organisations, p } = finding.evidence;
    const evidence = { value: shortened(String(value)), users, organisations, p };
    const { words, article } = said;
    const innocent = [...said.innocent];
    const reason = { rule: finding.id, words, logOdds, innocent, article, evidence };
    const bidders = finding.evidence.bidders as readonly string[];
    const bids = bidders.flatMap(bidder => numberOf.get(bidder) ?? []).sort((a, b) => a - b);
    return pairs(bids).map(([a, b]) => ({ a, b, reason }));
  });
}

/** The same as edges of the graph: one for each two bids and rule, the strongest of its kind. */
export function linksOf(ties: readonly Tie[]): ClueLink[] {
  const strongest = new Map<string, Tie>();
  for (const tie of ties) {
    const key = `${tie.a}-${tie.b}-${tie.reason.rule}`;
    const known = strongest.get(key);
    if (!known || known.reason.logOdds < tie.reason.logOdds) strongest.set(key, tie);
  }
  return [...strongest.values()].map(({ a, b, reason: { rule, words, logOdds } }) => ({
    ...{ a, b, rule, words, strength: Math.min(1, logOdds / weights.most) },
    source: hardWords[rule]?.source ?? { zh: '文本比对', en: 'texts compared' },
  }));
}

/** The whole value stays in the record of marks; a screen shows enough of it to tell two apart. */
const shortened = (value: string): string => (value.length > 20 ? `${value.slice(0, 16)}…` : value);

function pairs(bids: readonly number[]): [number, number][] {
  return bids.flatMap((a, i) => bids.slice(i + 1).map((b): [number, number] => [a, b]));
}
