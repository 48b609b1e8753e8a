import type { ClueReason } from '../../../contracts/clues/clue.ts';
import { type Group, weigh } from './group.ts';
import { weights } from './weights.ts';

/** Independent bids cover each other by up to 3 % in idiom (bench/documents.ts). */
export const leastCoverage = 0.03;
/** From here on nothing is added: a fifth of one's own text from another firm is beyond idiom. */
const beyondDoubt = 0.2;

export interface PastText {
  readonly lot: string;
  readonly title: string;
  readonly file: string;
  readonly bid: { readonly number: number; readonly name: string };
}

/**
 * A text was handed in before by another firm. Less than a copy between rivals: the two may never have met, and firms buy
 * from the same writers.
 */
export function pastReason(
  bid: number,
  { lot, title, file, bid: { number, name } }: PastText,
  { coverageA, coverageB }: { readonly coverageA: number; readonly coverageB: number },
): ClueReason {
  const share = `${(100 * coverageA).toFixed(1)} %`;
  const strength = (coverageA - leastCoverage) / (beyondDoubt - leastCoverage);
  return {
    rule: 'past-text',
    words: {
      zh: `${share} 的文字与 ${name} 以前在「${title}」投标的 ${file} 相同`,
      en: `${share} of the text stands in ${file}, handed in before by ${name} for ${title}`,
    },
    logOdds: weights.most * Math.max(0, Math.min(1, strength)),
    bids: [bid],
    innocent: [
      { zh: '两家先后用过同一咨询单位或同一范本', en: 'one consultant or template served both' },
      { zh: '编写人员换了单位，带走了文字', en: 'a writer changed firms' },
      { zh: '两家属于同一集团', en: 'both are of one group' },
    ],
    article: null,
    evidence: { coverageA, coverageB, pastLot: lot, pastBid: number },
  };
}

/** A bid that copies from history is a clue by itself, or one reason more of the group that it is in. */
export function withPast(
  groups: readonly Group[],
  past: readonly ClueReason[],
  ofLot: readonly ClueReason[],
): Group[] {
  const strongest = new Map<number, ClueReason>();
  for (const reason of past) {
    const [bid = 0] = reason.bids;
    if (reason.logOdds > (strongest.get(bid)?.logOdds ?? 0)) strongest.set(bid, reason);
  }
  const grouped = groups.map(group => {
    const [own] = [...strongest.values()]
      .filter(({ bids: [bid = 0] }) => group.bids.includes(bid))
      .sort((a, b) => b.logOdds - a.logOdds);
    return own ? weigh(group.bids, [...group.reasons, own]) : group;
  });
  const alone = [...strongest.values()].filter(
    ({ bids: [bid = 0] }) => !groups.some(group => group.bids.includes(bid)),
  );
  return [...grouped, ...alone.map(reason => weigh(reason.bids, [reason, ...ofLot]))];
}
