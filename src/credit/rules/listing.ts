import type { CreditFact, CreditKind } from '../../../contracts/credit.ts';
import type { GroundId } from '../../../contracts/sanctions.ts';
import { grounds } from '../../blacklist/rules/grounds.ts';
import type { EntryKind } from '../../blacklist/rules/listing.ts';

/** As what a listing counts follows from its ground. */
export function kindOfListing(ground: GroundId): CreditKind {
  const { list, source } = grounds[ground];
  if (list === 'malicious-complaints') return 'listing-complaint';
  return source === 'law' ? 'listing-by-law' : 'listing-local';
}

interface Step {
  readonly kind: EntryKind;
  readonly at: string;
}

type Pause = CreditFact['pauses'][number];

/** When a listing did not count, by what became of it: suspended for a while, repaired or revoked for good. */
export function pausesOf(history: readonly Step[]): Pause[] {
  const pauses: Pause[] = [];
  for (const { kind, at } of history) {
    const open = pauses.at(-1);
    if (open?.until === null) pauses[pauses.length - 1] = { ...open, until: at };
    if (kind === 'suspended' || kind === 'repaired' || kind === 'revoked')
      pauses.push({ from: at, until: null, cause: kind });
  }
  return pauses;
}
