import type { ClueLink } from '../../../contracts/clues/clue.ts';
import type { Words } from '../../../contracts/words.ts';
import { type Finding, strengthOf } from '../../analytics/finding.ts';
import type { Explanation } from '../../analytics/hard/evidence.ts';
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
    const explanation = finding.evidence.explanation as Explanation | null;
    const logOdds = weightOf(finding, explanation);
    if (!said || (logOdds === 0 && !explanation)) return [];
    const { value, users, organisations, p } = finding.evidence;
    const shown = isMark(finding.id, String(value)) ? {} : { value: shortened(String(value)) };
    const register = explanation ? { register: explanation.why, weight: explanation.weight } : {};
    const evidence = { ...shown, ...register, users, organisations, p };
    const { words, article, source } = said;
    const known = explanation ? [registered(explanation)] : [];
    const innocent = [...known, ...said.innocent];
    const reason = { rule: finding.id, words, logOdds, innocent, article, evidence };
    const bidders = finding.evidence.bidders as readonly string[];
    const bids = bidders.flatMap(bidder => numberOf.get(bidder) ?? []).sort((a, b) => a - b);
    return pairs(bids).map(([a, b]) => ({ a, b, source, reason }));
  });
}

/** What the register explains is shown all the same, and weighs what the register leaves it. */
function weightOf(finding: Finding, explanation: Explanation | null): number {
  const strength = strengthOf(Number(finding.evidence.p));
  return logOddsOf({ ...finding, strength }) * (explanation?.weight ?? 1);
}

const registered = ({ why }: Explanation): Words => ({
  zh: `已登记：${why}`,
  en: `on the register: ${why}`,
});

/** The mark of a person is compared and never shown. */
const isMark = (rule: string, value: string): boolean =>
  /^same-(person|owner)$/.test(rule) && /^[0-9a-f]{64}$/.test(value);

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
