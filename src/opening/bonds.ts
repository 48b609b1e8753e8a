import type { EntityManager } from '@mikro-orm/postgresql';
import { BondPayment } from '../bond/entities.ts';
import { missingBond, refund } from '../bond/rules.ts';
import { chinaCalendar } from '../kernel/calendar.ts';
import type { Lot } from '../tender/entities.ts';
import type { SealedBid } from './entities.ts';
import type { Fate } from './rules.ts';

/**
 * A bid whose bond has not come is opened and read out all the same (A36); the record says so, and the committee sees it
 * as the note of the bid.
 */
export async function withBond(
  em: EntityManager,
  { id: lot, rules }: Lot,
  { organisation }: Pick<SealedBid, 'organisation'>,
  fate: Fate,
): Promise<Fate> {
  if (fate.owner !== null) return fate;
  const cause = missingBond(rules, await em.find(BondPayment, { lot, organisation }));
  return cause === null ? fate : { ...fate, cause, owner: 'bidder' };
}

/** The bond of a bid that is taken as revoked is kept (B35); where the platform failed it goes back. */
export async function settleBonds(
  em: EntityManager,
  bids: readonly SealedBid[],
  now: Date,
): Promise<void> {
  for (const { lot, organisation, fate, cause } of bids) {
    if (fate !== 'revoked' && fate !== 'withdrawn-by-platform') continue;
    const held = { lot, organisation, fault: null, returnedAt: null };
    for (const payment of await em.find(BondPayment, held))
      if (fate === 'revoked') payment.kept = cause ?? '视为撤销';
      else Object.assign(payment, refund('platform-failed', now, chinaCalendar));
  }
}
