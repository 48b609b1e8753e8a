import type { DomainEvent } from '../../kernel/event.ts';
import type { RuleError } from '../../kernel/rule-error.ts';

/** A refusal leaves its own record and nothing else; it names the bidder, so it belongs to no room either. */
export function refused(
  refusal: { id: string; lot: string; manifestSha256: string | null },
  bidder: string,
  error: RuleError,
  now: Date,
): DomainEvent {
  return {
    type: 'bidding.refused',
    subject: refusal.id,
    data: {
      lot: refusal.lot,
      bidder,
      code: error.code,
      detail: error.message,
      manifestSha256: refusal.manifestSha256,
      at: now.toISOString(),
    },
  };
}
