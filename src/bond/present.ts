import type { BondPayment as Reply } from '../../contracts/bond.ts';
import { formatYuan } from '../kernel/money.ts';
import type { BondPayment } from './entities.ts';

export const presentPayment = (p: BondPayment): Reply => ({
  id: p.id,
  form: p.form,
  reference: p.reference,
  payerName: p.payerName,
  payerAccount: p.payerAccount,
  amount: formatYuan(p.amountFen),
  at: p.at.toISOString(),
  recordedAt: p.recordedAt.toISOString(),
  fault: p.fault ?? null,
  refund:
    p.refundCause && p.refundSince && p.refundDueAt
      ? {
          cause: p.refundCause,
          since: p.refundSince.toISOString(),
          dueAt: p.refundDueAt.toISOString(),
        }
      : null,
  returnedAt: p.returnedAt?.toISOString() ?? null,
  kept: p.kept ?? null,
});
