import type { EntityManager } from '@mikro-orm/postgresql';
import { BondPayment } from '../bond/entities.ts';
import { bondReduced, missingBond, refund } from '../bond/rules.ts';
import { chinaCalendar } from '../kernel/calendar.ts';
import type { CreditStanding } from '../kernel/credit-standing.ts';
import type { Context, Transaction } from '../platform/command.ts';
import type { Lot } from '../tender/entities.ts';
import type { SealedBid } from './entities.ts';
import type { Fate } from './rules.ts';

/** The credit of each bidder, by bid, in a lot whose documents reduce the bond by it; empty in any other. */
export async function standingsOf(
  { em, creditFor }: Pick<Context, 'em' | 'creditFor'>,
  { project, rules }: Lot,
  bids: readonly SealedBid[],
): Promise<ReadonlyMap<string, CreditStanding>> {
  const found = new Map<string, CreditStanding>();
  if (!rules.bondTerms.creditRelief) return found;
  for (const { bid, organisation } of bids)
    found.set(bid, await creditFor(em, organisation, project.id));
  return found;
}

/** A reduced bond goes on record with the sum that reduced it, for the supervisor to check. */
export async function recordReduced(
  tx: Transaction,
  { id: subject, rules }: Lot,
  standings: ReadonlyMap<string, CreditStanding>,
): Promise<void> {
  for (const [bid, standing] of standings)
    if (bondReduced(rules, standing.band))
      await tx.record({ type: 'bond.reduced', subject, data: { bid, ...standing } });
}

/**
 * A bid whose bond has not come is opened and read out all the same (A36); the record says so, and the committee sees it
 * as the note of the bid.
 */
export async function withBond(
  em: EntityManager,
  { id: lot, rules }: Lot,
  { bid, organisation }: Pick<SealedBid, 'bid' | 'organisation'>,
  fate: Fate,
  standings: ReadonlyMap<string, CreditStanding>,
): Promise<Fate> {
  if (fate.owner !== null) return fate;
  const payments = await em.find(BondPayment, { lot, organisation });
  const cause = missingBond(rules, payments, standings.get(bid)?.band ?? null);
  return cause === null ? fate : { ...fate, cause, owner: 'bidder' };
}

/** The bond of a bid that is taken as revoked is kept (B35); where the platform failed it goes back. */
export async function settleBonds(
  { em, record }: Pick<Transaction, 'em' | 'record'>,
  bids: readonly SealedBid[],
  now: Date,
): Promise<void> {
  for (const { lot, organisation, fate, cause } of bids) {
    if (fate !== 'revoked' && fate !== 'withdrawn-by-platform') continue;
    const held = { lot, organisation, fault: null, returnedAt: null };
    for (const payment of await em.find(BondPayment, held)) {
      if (fate === 'revoked') {
        Object.assign(payment, { kept: cause ?? '视为撤销', keptAt: now });
        const data = { lot, cause: payment.kept };
        await record({ type: 'bond.kept', subject: payment.id, data });
        continue;
      }
      const back = refund('platform-failed', now, chinaCalendar);
      Object.assign(payment, back);
      const data = { lot, cause: back.refundCause, dueAt: back.refundDueAt.toISOString() };
      await record({ type: 'bond.due-back', subject: payment.id, data });
    }
  }
}
