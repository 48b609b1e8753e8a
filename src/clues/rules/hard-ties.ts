import type { ClueLink } from '../../../contracts/clues.ts';
import type { Finding } from '../../analytics/finding.ts';
import { logOddsOf } from './finding-weight.ts';
import type { Tie } from './group.ts';
import { hardWords } from './hard-words.ts';
import { weights } from './weights.ts';

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
    const { words, article, source } = said;
    const innocent = [...said.innocent];
    const reason = { rule: finding.id, words, logOdds, innocent, article, evidence };
    const bidders = finding.evidence.bidders as readonly string[];
    const bids = bidders.flatMap(bidder => numberOf.get(bidder) ?? []).sort((a, b) => a - b);
    return pairs(bids).map(([a, b]) => ({ a, b, source, reason }));
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
  return [...strongest.values()].map(({ a, b, source, reason: { rule, words, logOdds } }) => ({
    ...{ a, b, rule, words, source, strength: Math.min(1, logOdds / weights.most) },
  }));
}

/** The whole value stays in the record of marks; a screen shows enough of it to tell two apart. */
const shortened = (value: string): string => (value.length > 20 ? `${value.slice(0, 16)}…` : value);

function pairs(bids: readonly number[]): [number, number][] {
  return bids.flatMap((a, i) => bids.slice(i + 1).map((b): [number, number] => [a, b]));
}
