import type { EntityManager } from '@mikro-orm/postgresql';
import { BondPayment } from '../bond/entities.ts';
import { refund } from '../bond/rules.ts';
import { chinaCalendar } from '../kernel/calendar.ts';
import type { Context, Transaction } from '../platform/command.ts';
import { asksBond } from '../tender/rules/bond-terms.ts';
import type { Bid } from './entities.ts';
import type { BidderFacts, PayingBidder } from './rules/bidder.ts';
import type { LotFacts } from './rules/lot.ts';

/** What the bidder has paid towards the bond, and what its credit takes off, where the commit depends on it. */
export async function bondsOf(
  { creditFor }: Pick<Context, 'creditFor'>,
  em: EntityManager,
  { id: lot, project, rules }: LotFacts,
  { organisation }: Pick<BidderFacts, 'organisation'>,
): Promise<Pick<PayingBidder, 'bonds' | 'credit'>> {
  if (!asksBond(rules) || rules.bondTerms.due !== 'commit') return { bonds: [], credit: null };
  const bonds = await em.find(BondPayment, { lot, organisation });
  if (!rules.bondTerms.creditRelief) return { bonds, credit: null };
  return { bonds, credit: (await creditFor(em, organisation, project)).band };
}

/** A withdrawal makes the bond due back within five days (B35); a new bid before it is sent takes that back. */
export async function followBid(
  { em, record }: Pick<Transaction, 'em' | 'record'>,
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
  for (const payment of await em.find(BondPayment, open)) {
    Object.assign(payment, due);
    const dueAt = payment.refundDueAt?.toISOString();
    const event = dueAt
      ? { type: 'bond.due-back', data: { lot, cause: kind, dueAt } }
      : { type: 'bond.held-again', data: { lot } };
    // About the payment, as all of a bond's events are: those of the lot betray nobody (C21).
    await record({ ...event, subject: payment.id });
  }
}
