import type { EntityManager } from '@mikro-orm/postgresql';
import { BondPayment } from '../bond/entities.ts';
import { type Held, refund } from '../bond/rules.ts';
import { chinaCalendar } from '../kernel/calendar.ts';
import { asksBond } from '../tender/rules/lot-rules.ts';
import type { Bid } from './entities.ts';
import type { BidderFacts, LotFacts } from './rules.ts';

/** What the bidder has paid towards the bond, where the commit depends on it. */
export async function bondsOf(
  em: EntityManager,
  { id: lot, rules }: LotFacts,
  { organisation }: Pick<BidderFacts, 'organisation'>,
): Promise<Held[]> {
  if (!asksBond(rules) || rules.bondTerms.due !== 'commit') return [];
  return em.find(BondPayment, { lot, organisation });
}

/** A withdrawal makes the bond due back within five days (B35); a new bid before it is sent takes that back. */
export async function followBid(
  em: EntityManager,
  { id: lot, rules }: LotFacts,
  {
    bidder,
    kind,
  }: { readonly bidder: Pick<BidderFacts, 'organisation'>; readonly kind: Bid['kind'] },
  now: Date,
): Promise<void> {
  if (!asksBond(rules)) return;
  const before = kind === 'withdrawn' ? null : ('withdrawn' as const);
  const { organisation } = bidder;
  const open = { lot, organisation, fault: null, returnedAt: null, refundCause: before };
  const due =
    kind === 'withdrawn'
      ? refund('withdrawn', now, chinaCalendar)
      : { refundCause: null, refundSince: null, refundDueAt: null };
  for (const payment of await em.find(BondPayment, open)) Object.assign(payment, due);
}
