import type { ClueMoment, ClueParty, ClueReason } from '../../../contracts/clues/clue.ts';
import type { Finding } from '../../analytics/finding.ts';
import { behaviourWords } from './behaviour-words.ts';
import { evidenceOf, wordsOf } from './finding-weight.ts';
import type { LotHistory } from './lot-history.ts';

/** Something that belongs together over the years: its parties in order, which reasons call by their place from 1. */
export interface OverTime {
  readonly about: 'group' | 'tie';
  /** What the last party of a tie is. */
  readonly with: 'agency' | 'expert' | null;
  /** Ids of organisations, or of an expert. */
  readonly parties: readonly string[];
  readonly reasons: readonly ClueReason[];
  /** Log-odds before any reason. */
  readonly base: number;
  readonly score: number;
  readonly low: number;
  readonly high: number;
  /** The lots it is about, by their ids. */
  readonly lots: readonly string[];
  /** By lot, where an expert's points are at issue. */
  readonly lifts: ReadonlyMap<string, number>;
}

/** What organisations are called; an id in a sentence is nobody's language. */
export type NameOf = (id: string) => string;

/** A finding over time as a reason; null where it weighs nothing. */
export function reasonOf(
  finding: Finding,
  logOdds: number,
  bids: readonly number[],
  nameOf: NameOf,
): ClueReason | null {
  const said = behaviourWords[finding.id];
  if (!said || logOdds <= 0) return null;
  const { code } = finding.why;
  const rival = finding.why.params.rival;
  const named = rival === undefined ? {} : { rival: nameOf(String(rival)) };
  const spoken = { ...finding, why: { code, params: { ...finding.why.params, ...named } } };
  const { article } = said;
  return {
    ...{ rule: finding.id, words: wordsOf(spoken), logOdds, bids: [...bids], article },
    ...{ innocent: [...said.innocent], evidence: evidenceOf(spoken) },
  };
}

/** The parties with their numbers and names. */
export function partiesOf({ parties, with: other }: OverTime, nameOf: NameOf): ClueParty[] {
  return parties.map((id, i) => ({
    ...{ number: i + 1, id, name: nameOf(id) },
    kind: other !== null && i === parties.length - 1 ? other : 'bidder',
  }));
}

/** Of one group whoever joins or leaves it: more than half of all that either has are in both. */
export function isSame(
  a: readonly Pick<ClueParty, 'id'>[],
  b: readonly Pick<ClueParty, 'id'>[],
): boolean {
  const theirs = new Set(b.map(({ id }) => id));
  const both = a.filter(({ id }) => theirs.has(id)).length;
  return 2 * both > a.length + b.length - both;
}

/** What each party did in one lot; who was not there is not named. */
export function momentOf(
  lot: LotHistory,
  parties: readonly ClueParty[],
  lift: number | null,
): ClueMoment {
  const acts = parties.flatMap(({ number, id }) => {
    const did = actOf(lot, id);
    return did ? [{ number, did }] : [];
  });
  return { lot: lot.tender, title: lot.title, at: lot.date ?? '', acts, lift };
}

function actOf(
  { bidders, winners, withdrew, agency, experts }: LotHistory,
  id: string,
): ClueMoment['acts'][number]['did'] | null {
  if (withdrew.includes(id)) return 'withdrew';
  if (winners[bidders.indexOf(id)] === true) return 'won';
  if (bidders.includes(id)) return 'bid';
  return agency === id || experts.includes(id) ? 'there' : null;
}
