import { v7 } from 'uuid';
import type { PaymentLine } from '../../contracts/bond.ts';
import { chinaCalendar } from '../kernel/calendar.ts';
import { parseYuan } from '../kernel/money.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, type Transaction, transact } from '../platform/command.ts';
import { Organisation } from '../registry/entities.ts';
import { Lot } from '../tender/entities.ts';
import { deadlineAsOf } from '../tender/rules/amendment.ts';
import { asksBond } from '../tender/rules/bond-terms.ts';
import { BondPayment } from './entities.ts';
import { paymentFault, refund } from './rules.ts';

interface Recorded {
  recorded: number;
  known: number;
  refused: number;
}

/**
 * Takes payments as the bank states them. The account says whose it is: what comes from no bidder's basic account
 * counts for nobody and goes back. Each event is about its payment, so that a lot's events betray nobody (C21).
 */
export async function recordPayments(
  ctx: Context,
  id: string,
  lines: readonly PaymentLine[],
): Promise<Recorded> {
  return transact(ctx, async tx => {
    const lot = must(await tx.em.findOne(Lot, { id }, { populate: ['project'] }), 'lot');
    if (!asksBond(lot.rules))
      throw new RuleError(
        'WRONG_STATE',
        { zh: '这个标段不收投标保证金。', en: 'This lot takes no bid bond.' },
        { lot: id },
      );
    const done: Recorded = { recorded: 0, known: 0, refused: 0 };
    for (const line of lines) {
      const known = await tx.em.count(BondPayment, { lot: id, reference: line.reference });
      if (known > 0) done.known += 1;
      else if (await record(ctx, tx, lot, line)) done.recorded += 1;
      else done.refused += 1;
    }
    return done;
  });
}

/** Whether the payment counts. */
async function record(ctx: Context, tx: Transaction, lot: Lot, line: PaymentLine) {
  const now = await tx.now();
  const at = new Date(line.at);
  if (at > now)
    throw new RuleError('MALFORMED', {
      zh: `流水号 ${line.reference} 的到账时间在将来，请核对。`,
      en: `Payment ${line.reference} arrives in the future. Check its time.`,
    });
  const payer = await tx.em.findOne(Organisation, { basicAccount: line.payerAccount });
  const bidder = payer?.kinds.includes('bidder') ? payer : null;
  const deadline = deadlineAsOf(lot.deadline, standsSince(lot), now, chinaCalendar);
  const fault = paymentFault(lot.rules, line, bidder, deadline);
  const { amount, ...rest } = line;
  const payment = tx.em.create(BondPayment, {
    ...rest,
    id: v7(),
    lot: lot.id,
    organisation: bidder?.name === line.payerName ? bidder.id : null,
    amountFen: parseYuan(amount),
    at,
    fault,
    recordedBy: ctx.actor.person,
    address: ctx.address,
    recordedAt: now,
    ...(fault ? refund(fault, now, chinaCalendar) : {}),
  });
  await tx.em.flush();
  const data = { ...line, lot: lot.id, organisation: payment.organisation ?? null, fault };
  await tx.record({ type: 'bond.received', subject: payment.id, data });
  return fault === null;
}

/** Since when the lot stands still while bids are due, by an objection to its documents or by the supervisor. */
function standsSince({ state, resumesTo, stoppedAt, project }: Lot): Date | null {
  const since = [
    stoppedAt,
    state === 'suspended' && resumesTo === 'bidding' ? project.suspendedAt : null,
  ].filter(at => at instanceof Date);
  return since.sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
}
