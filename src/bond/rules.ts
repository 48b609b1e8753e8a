import type { PaymentFault, PaymentLine, ReturnCause } from '../../contracts/bond.ts';
import type { CreditBand } from '../../contracts/credit.ts';
import type { LotRules } from '../../contracts/tender/lot-rules.ts';
import type { LotState } from '../../contracts/tender/project.ts';
import type { Words } from '../../contracts/words.ts';
import { endOfPeriod, type WorkCalendar } from '../kernel/calendar.ts';
import { formatYuan, parseYuan, shareOf } from '../kernel/money.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { asksBond } from '../tender/rules/bond-terms.ts';

type Terms = Pick<LotRules, 'bond' | 'bondTerms'>;

/** Days in which a bond goes back after a withdrawal (B35) or the contract (B57). */
export const returnWithinDays = 5;

/** Why a payment does not count: B26 wants the bidder's own basic account, in a form and by the time announced. */
export function paymentFault(
  { bondTerms }: Pick<Terms, 'bondTerms'>,
  line: Pick<PaymentLine, 'form' | 'payerName' | 'at'>,
  payer: { readonly name: string } | null,
  deadline: Date,
): PaymentFault | null {
  // In a guarantee the issuer is not the payer: the account behind it is what must be the bidder's own.
  if (!payer || payer.name !== line.payerName) return 'not-basic-account';
  if (!bondTerms.forms.includes(line.form)) return 'form-refused';
  return new Date(line.at) >= deadline ? 'late' : null;
}

/** A payment as far as it counts. */
export interface Held {
  readonly amountFen: bigint;
  readonly fault?: PaymentFault | null | undefined;
  readonly returnedAt?: Date | null | undefined;
}

/** Whether the lot's own rules reduce the bond of a bidder in that band; null: credit was not asked for. */
export const bondReduced = (
  { bondTerms: { creditRelief } }: Pick<Terms, 'bondTerms'>,
  band: CreditBand | null,
): boolean => band !== null && (creditRelief?.bands.includes(band) ?? false);

/** What a bidder in that band has to give. Only ever less than the lot's bond, which is within the law's 2 % (B26). */
export function bondOf(rules: Terms, band: CreditBand | null): bigint {
  const full = parseYuan(rules.bond);
  const { creditRelief } = rules.bondTerms;
  return creditRelief && bondReduced(rules, band)
    ? full - shareOf(full, creditRelief.percent)
    : full;
}

/** Whether what came adds up to what is asked; what has gone back counts no more. */
export function hasArrived(asked: bigint, payments: readonly Held[]): boolean {
  const held = payments.filter(p => !p.fault && !p.returnedAt);
  return held.reduce((sum, p) => sum + p.amountFen, 0n) >= asked;
}

/** Where the lot says so, no bid is taken before its bond has come. */
export function requireBond(
  rules: Terms,
  payments: readonly Held[],
  band: CreditBand | null,
): void {
  const asked = bondOf(rules, band);
  if (!asksBond(rules) || rules.bondTerms.due !== 'commit' || hasArrived(asked, payments)) return;
  throw new RuleError(
    'BOND_MISSING',
    {
      zh: '本标段规定投标保证金到账后才能提交（实施条例第二十六条）。已上传的分段都在；到账后再提交一次即可。',
      en: 'Bids of this lot are taken once the bond has arrived (Implementing Regulations, art. 26). The parts you sent are kept; submit again when it has.',
    },
    { asked: formatYuan(asked) },
  );
}

/** What the opening record says of a bid without its bond; the committee decides on it (A36, B26). */
export function missingBond(
  rules: Terms,
  payments: readonly Held[],
  band: CreditBand | null,
): Words | null {
  if (!asksBond(rules) || hasArrived(bondOf(rules, band), payments)) return null;
  return {
    zh: '投标保证金没有在截止前足额到账（实施条例第二十六条）。由评标委员会按招标文件否决',
    en: 'The bid bond had not arrived in full by the deadline (Implementing Regulations, art. 26). The committee rejects the bid as the documents say',
  };
}

export interface Refund {
  readonly refundCause: ReturnCause;
  readonly refundSince: Date;
  readonly refundDueAt: Date;
}

export const refund = (cause: ReturnCause, since: Date, calendar: WorkCalendar): Refund => ({
  refundCause: cause,
  refundSince: since,
  refundDueAt: endOfPeriod(since, returnWithinDays, calendar),
});

/** How a lot ends that gives every bond back. */
const ends: Readonly<Partial<Record<LotState, ReturnCause>>> = {
  failed: 'failed',
  terminated: 'terminated',
  contracted: 'contracted',
};
export const endStates = Object.keys(ends) as LotState[];
export const endCause = (state: LotState): ReturnCause | null => ends[state] ?? null;

/** Back goes what is due back, once; what is kept stays. */
export function requireReturnable(payment: {
  readonly refundCause?: ReturnCause | null | undefined;
  readonly returnedAt?: Date | null | undefined;
}): void {
  if (!payment.refundCause)
    throw new RuleError('WRONG_STATE', {
      zh: '这笔保证金还没有到应当退还的时候。',
      en: 'This bond is not due back yet.',
    });
  if (payment.returnedAt)
    throw new RuleError('WRONG_STATE', {
      zh: '这笔保证金已经退还。',
      en: 'This bond has been returned.',
    });
}
