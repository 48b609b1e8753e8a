import type { DomainEvent } from '../../kernel/event.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import type { BidderFacts } from './bidder.ts';
import type { LotFacts } from './lot.ts';

/** What a bidder signs, whether it offers or takes back; hashes in lower-case hexadecimal. */
export interface Statement {
  readonly bid: string;
  readonly manifestSha256: string;
  readonly project: string;
  readonly lot: string;
  readonly sequence: number;
  readonly previous: string | null;
}

/** The newest submission of this bidder to this lot, or null before the first. */
export interface Latest {
  readonly sequence: number;
  readonly manifestSha256: string;
  readonly kind: 'submitted' | 'withdrawn';
}

/** A statement is about one lot: signed for another, it says nothing here. */
export function requireLot(lot: LotFacts, of: Statement): void {
  if (of.lot !== lot.id || of.project !== lot.project)
    throw new RuleError('BID_MALFORMED', {
      zh: '清单写的不是这个标段，请选对标段重新封装。',
      en: 'The manifest names another lot. Choose this lot and seal again.',
    });
}

/** The chain keeps a delayed older copy from taking the place of a newer one. */
export function requireNext(latest: Latest | null, of: Pick<Statement, 'sequence' | 'previous'>) {
  const next = { sequence: (latest?.sequence ?? 0) + 1, previous: latest?.manifestSha256 ?? null };
  if (of.sequence === next.sequence && of.previous === next.previous) return;
  throw new RuleError(
    'BID_WRONG_SEQUENCE',
    {
      zh: '这份清单不是接在您最新一次提交之后，可能另一台电脑已经提交过。请刷新后重新签名。',
      en: 'This manifest does not follow your latest bid; another computer may have submitted. Reload the page and sign again.',
    },
    { offered: of.sequence, next: next.sequence },
  );
}

/**
 * The event names the bidder, so its subject is the bid and it belongs to no room: whoever lists the events of a lot
 * or of a person learns neither who took part nor how many (C21). The log commits to it under a blind.
 */
export function received(
  type: string,
  bidder: BidderFacts,
  of: Statement,
  now: Date,
  more: Record<string, unknown>,
): DomainEvent {
  return {
    type,
    subject: of.bid,
    data: {
      project: of.project,
      lot: of.lot,
      bid: of.bid,
      bidder: bidder.organisation,
      sequence: of.sequence,
      previous: of.previous,
      manifestSha256: of.manifestSha256,
      receivedAt: now.toISOString(),
      ...more,
    },
  };
}
