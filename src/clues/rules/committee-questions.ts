import type { CommitteeQuestion } from '../../../contracts/committee-questions.ts';
import type { Tie } from './group.ts';

type Asked = Pick<CommitteeQuestion, 'item' | 'limb' | 'bids' | 'words' | 'innocent'>;
type Case = Pick<CommitteeQuestion, 'item' | 'limb'>;

/**
 * Which case of B40 a reason is about, where the committee can see it in the bids before it. What a bidder's computer
 * declared, where uploads came from and what stands in other trades is for the supervisor alone.
 */
const cases: Readonly<Record<string, Case>> = {
  'same-author': { item: 1 },
  'same-document-id': { item: 1 },
  'same-person': { item: 3 },
  'copied-text': { item: 4 },
  'shared-slips': { item: 4 },
  'rare-tokens': { item: 4 },
  'shared-layout': { item: 4 },
  'copied-pictures': { item: 4 },
  'same-unit-prices': { item: 4, limb: 'prices' },
  'ratio-unit-prices': { item: 4, limb: 'prices' },
  'bill-errors': { item: 4, limb: 'prices' },
  'foreign-name': { item: 5 },
  'rival-named': { item: 5 },
  'same-account': { item: 6 },
};

/** Log-odds from which a match is worth the committee's time: about three times likelier of one hand than by chance. */
const askFrom = 1;

/** The ties of a lot as questions to its committee: one for each case and pair, told by its strongest reason. */
export function committeeQuestions(ties: readonly Tie[]): Asked[] {
  const strongest = new Map<string, { tie: Tie; of: Case }>();
  for (const tie of ties) {
    const of = cases[tie.reason.rule];
    if (!of || tie.reason.logOdds < askFrom) continue;
    const key = `${of.item} ${of.limb} ${[tie.a, tie.b].sort((x, y) => x - y).join()}`;
    const known = strongest.get(key);
    if (!known || known.tie.reason.logOdds < tie.reason.logOdds) strongest.set(key, { tie, of });
  }
  return [...strongest.values()].map(({ tie: { a, b, reason }, of }) => ({
    ...of,
    bids: [a, b].sort((x, y) => x - y),
    words: reason.words,
    innocent: [...reason.innocent],
  }));
}
