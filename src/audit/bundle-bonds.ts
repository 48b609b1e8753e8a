import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { BondEvidence } from '../../contracts/bond-evidence.ts';
import { Bid } from '../bidding/entities.ts';
import { BondPayment } from '../bond/entities.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { formatYuan } from '../kernel/money.ts';
import { type BundlePart, inline } from '../platform/bundle/part.ts';
import type { Lot } from '../tender/entities.ts';
import { layout } from '../verifier/layout.ts';

/**
 * The bonds of those who have bid, held still while the bundle is made. Who paid and never bid stays secret for ever
 * (C21), and so does what came from nobody's basic account.
 */
export async function bondsOfBidders(em: EntityManager, { id }: Lot): Promise<BondPayment[]> {
  const bids = await em.find(Bid, { lot: id }, { fields: ['organisation'] });
  const bidders = [...new Set(bids.map(bid => bid.organisation))];
  const held = { lockMode: LockMode.PESSIMISTIC_READ, orderBy: { id: 'asc' } } as const;
  return em.find(BondPayment, { lot: id, organisation: { $in: bidders } }, held);
}

/** The payments as a list that people can read; the verifier derives it again from the logged events. */
export function bondParts(payments: readonly BondPayment[]): BundlePart[] {
  if (payments.length === 0) return [];
  return [inline(layout.bonds, canonicalText(payments.map(evidenceOf)))];
}

function evidenceOf(p: BondPayment): BondEvidence {
  const { outcome, settledAt } = outcomeOf(p);
  return {
    payment: p.id,
    organisation: p.organisation ?? '',
    form: p.form,
    reference: p.reference,
    payerName: p.payerName,
    payerAccount: p.payerAccount,
    amount: formatYuan(p.amountFen),
    at: p.at.toISOString(),
    fault: p.fault ?? null,
    outcome,
    settledAt: settledAt?.toISOString() ?? null,
  };
}

function outcomeOf(p: BondPayment): {
  outcome: BondEvidence['outcome'];
  settledAt: Date | null;
} {
  if (p.returnedAt) return { outcome: 'returned', settledAt: p.returnedAt };
  if (p.keptAt) return { outcome: 'kept', settledAt: p.keptAt };
  if (p.refundSince) return { outcome: 'due-back', settledAt: p.refundSince };
  return { outcome: 'held', settledAt: null };
}
