import { z } from 'zod';
import { PaymentFault, PaymentLine } from './bond.ts';
import { Id, Time } from './route.ts';

/** A payment towards the bond of a bid, as the evidence bundle lists it. */
export const BondEvidence = PaymentLine.extend({
  payment: Id,
  /** The organisation from whose basic account it came. */
  organisation: Id,
  fault: PaymentFault.nullable(),
  outcome: z.enum(['held', 'due-back', 'returned', 'kept']),
  /** Since when it has been so; null while it is held. */
  settledAt: Time.nullable(),
});
export type BondEvidence = z.infer<typeof BondEvidence>;
