import { z } from 'zod';
import { CreditBand } from './credit.ts';
import { Done, Id, route, Time, Yuan } from './route.ts';
import { BondForm, BondTerms } from './tender/lot-rules.ts';

const lot = z.object({ lot: Id });

/** A line of a bank's statement, or a letter of guarantee: what has come, and from which account. */
export const PaymentLine = z.object({
  form: BondForm,
  /** The bank's serial number, or the number of the letter; one line of a lot each. */
  reference: z.string().min(1).max(64),
  payerName: z.string().min(1).max(100),
  /** The account that paid; for a guarantee or an insurance, the one its premium was paid from. */
  payerAccount: z.string().regex(/^\d{6,32}$/),
  amount: Yuan,
  at: Time,
});
export type PaymentLine = z.infer<typeof PaymentLine>;

/** Why a payment does not count, and why money goes back or is kept. */
export const PaymentFault = z.enum(['not-basic-account', 'form-refused', 'late']);
export type PaymentFault = z.infer<typeof PaymentFault>;
export const ReturnCause = z.enum([
  'not-basic-account',
  'form-refused',
  'late',
  'withdrawn',
  'platform-failed',
  'failed',
  'terminated',
  'contracted',
]);
export type ReturnCause = z.infer<typeof ReturnCause>;

export const BondPayment = PaymentLine.extend({
  id: Id,
  recordedAt: Time,
  /** Null while it counts. */
  fault: PaymentFault.nullable(),
  /** Due back (B35, B57); null while it is held. */
  refund: z.object({ cause: ReturnCause, since: Time, dueAt: Time }).nullable(),
  returnedAt: Time.nullable(),
  /** Why it is kept: the bid was revoked (B35). */
  kept: z.string().nullable(),
});
export type BondPayment = z.infer<typeof BondPayment>;

export const MyBond = z.object({
  lot: Id,
  asked: Yuan,
  /** Before what one’s credit takes off; and that credit, where the documents make the bond depend on it. */
  full: Yuan,
  credit: z
    .object({ score: z.int(), band: CreditBand, rules: z.string(), reduced: z.boolean() })
    .nullable(),
  terms: BondTerms,
  validityDays: z.int(),
  /** The caller's own registered basic account, of which the last digits are enough to recognise it. */
  basicAccount: z.string().nullable(),
  arrived: z.boolean(),
  payments: z.array(BondPayment),
});
export type MyBond = z.infer<typeof MyBond>;

export const readMyBond = route({
  method: 'get',
  path: '/lots/:lot/bond',
  roles: ['bidder'],
  params: lot,
  reply: MyBond,
  summary: 'One’s own bid bond: arrived or not, and when it comes back',
});

export const listBondLots = route({
  method: 'get',
  path: '/bonds',
  roles: ['finance'],
  reply: z.object({
    rows: z.array(
      z.object({
        lot: Id,
        code: z.string(),
        title: z.string(),
        asked: Yuan,
        deadline: Time,
        /** Payments due back, and of them those past their day. */
        due: z.int(),
        overdue: z.int(),
      }),
    ),
  }),
  summary: 'Lots that ask for a bid bond',
});

const Held = BondPayment.extend({ organisation: Id.nullable(), bidder: z.string().nullable() });
export const listPayments = route({
  method: 'get',
  path: '/lots/:lot/bonds',
  roles: ['finance'],
  params: lot,
  reply: z.object({ asked: Yuan, title: z.string(), terms: BondTerms, rows: z.array(Held) }),
  summary: 'Bond payments of a lot: who paid is who bids, so only for the centre’s finance (C21)',
});

export const recordPayments = route({
  method: 'post',
  path: '/lots/:lot/bonds',
  roles: ['finance'],
  params: lot,
  body: z.object({ lines: z.array(PaymentLine).min(1).max(500) }),
  reply: z.object({ recorded: z.int(), known: z.int(), refused: z.int() }),
  summary: 'Confirm payments as the bank states them; a known reference is not taken twice',
});

export const returnPayment = route({
  method: 'post',
  path: '/bonds/:payment/return',
  roles: ['finance'],
  params: z.object({ payment: Id }),
  reply: Done,
  summary: 'Confirm that a payment has been sent back (B35, B57)',
});
