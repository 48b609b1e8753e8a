import type { CommitteeQuestion } from '../../../contracts/committee-questions.ts';
import type { Tie } from './group.ts';

type Asked = Pick<CommitteeQuestion, 'item' | 'bids' | 'words' | 'innocent'>;

/**
 * Which case of B40 a reason is about, where the committee can see it in the bids before it. What a bidder's computer
 * declared, where uploads came from and what stands in other trades is for the supervisor alone.
 */
const items: Readonly<Record<string, number>> = {
  'same-author': 1,
  'same-document-id': 1,
  'same-person': 3,
  'copied-text': 4,
  'shared-slips': 4,
  'rare-tokens': 4,
  'shared-layout': 4,
  'copied-pictures': 4,
  'foreign-name': 5,
  'rival-named': 5,
  'same-account': 6,
};

/** Log-odds from which a match is worth the committee's time: about three times likelier of one hand than by chance. */
const askFrom = 1;

/** The ties of a lot as questions to its committee: one for each case and pair, told by its strongest reason. */
export function committeeQuestions(ties: readonly Tie[]): Asked[] {
  const strongest = new Map<string, { tie: Tie; item: number }>();
  for (const tie of ties) {
    const item = items[tie.reason.rule];
    if (item === undefined || tie.reason.logOdds < askFrom) continue;
    const key = `${item} ${[tie.a, tie.b].sort((x, y) => x - y).join()}`;
    const known = strongest.get(key);
    if (!known || known.tie.reason.logOdds < tie.reason.logOdds) strongest.set(key, { tie, item });
  }
  return [...strongest.values()].map(({ tie: { a, b, reason }, item }) => ({
    item,
    bids: [a, b].sort((x, y) => x - y),
    words: reason.words,
    innocent: [...reason.innocent],
  }));
}
