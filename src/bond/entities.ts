import { defineEntity, p } from '@mikro-orm/core';
import type { PaymentFault, ReturnCause } from '../../contracts/bond.ts';
import type { BondForm } from '../../contracts/tender/lot-rules.ts';

/**
 * A payment towards a bid bond. A table of its own, read by the centre's finance and by the bidder whose it is: before
 * the opening it tells who bids (C21). The payer's account stays for good, as evidence of bonds from one account (B40).
 */
const BondPaymentSchema = defineEntity({
  name: 'BondPayment',
  tableName: 'bond_payment',
  uniques: [{ name: 'bond_payment_reference', properties: ['lot', 'reference'] }],
  properties: {
    id: p.uuid().primary(),
    lot: p.uuid(),
    /** Whose basic account it came from; null when it is nobody's. */
    organisation: p.uuid().nullable(),
    form: p.text().$type<BondForm>(),
    reference: p.text(),
    payerName: p.text(),
    payerAccount: p.text(),
    amountFen: p.bigint('bigint'),
    /** When the bank says it came. */
    at: p.datetime().length(3),
    fault: p.text().$type<PaymentFault>().nullable(),
    recordedBy: p.text(),
    address: p.text(),
    recordedAt: p.datetime().length(3),
    refundCause: p.text().$type<ReturnCause>().nullable(),
    refundSince: p.datetime().length(3).nullable(),
    refundDueAt: p.datetime().length(3).nullable(),
    returnedAt: p.datetime().length(3).nullable(),
    kept: p.text().nullable(),
    keptAt: p.datetime().length(3).nullable(),
  },
});
export class BondPayment extends BondPaymentSchema.class {}
BondPaymentSchema.setClass(BondPayment);
