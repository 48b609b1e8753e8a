import type { DomainEvent } from '../../kernel/event.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import type { BidderFacts } from './bidder.ts';
import { type Latest, received, requireLot, requireNext, type Statement } from './chain.ts';
import { type LotFacts, requireOpen } from './lot.ts';

/** A signed withdrawal: it names the submission that it takes back. */
export interface Withdrawal extends Statement {
  readonly previous: string;
}

/** Accepts a withdrawal of the newest submission, which must not be one already. */
export function acceptWithdrawal(
  lot: LotFacts,
  bidder: BidderFacts,
  latest: Latest | null,
  withdrawal: Withdrawal,
  now: Date,
): DomainEvent {
  requireOpen(lot, now);
  requireLot(lot, withdrawal);
  if (latest?.kind !== 'submitted')
    throw new RuleError('BID_WRONG_SEQUENCE', {
      zh: '没有可以撤回的投标文件。',
      en: 'You have no bid to withdraw.',
    });
  requireNext(latest, withdrawal);
  return received('bidding.withdrawn', bidder, withdrawal, now, {});
}
