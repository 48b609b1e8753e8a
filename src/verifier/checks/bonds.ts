import { z } from 'zod';
import { PaymentFault, PaymentLine } from '../../../contracts/bond.ts';
import { BondEvidence } from '../../../contracts/bond-evidence.ts';
import { CreditBand } from '../../../contracts/credit.ts';
import { Id } from '../../../contracts/route.ts';
import { Words } from '../../../contracts/words.ts';
import { missingBond, paymentFault } from '../../bond/rules.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { formatYuan, parseYuan } from '../../kernel/money.ts';
import { asksBond } from '../../tender/rules/bond-terms.ts';
import type { LoggedEvent } from '../bundle.ts';
import { hold } from '../fault.ts';
import { layout } from '../layout.ts';
import { eventsOf, type Trade } from '../trade.ts';
import { receivedOf } from './bids.ts';
import { readReport } from './evaluation.ts';
import { readTerms } from './notice.ts';

const ReceivedData = PaymentLine.extend({
  lot: Id,
  organisation: Id,
  fault: PaymentFault.nullable(),
});

const where = layout.bonds;

/** What an event makes of a payment; what is absent changes nothing. */
const outcomes: Readonly<Record<string, BondEvidence['outcome']>> = {
  'bond.held-again': 'held',
  'bond.due-back': 'due-back',
  'bond.returned': 'returned',
  'bond.kept': 'kept',
};

/** What may follow what: money goes back once it is due, and neither twice nor where it was kept. */
const follows: Readonly<Record<BondEvidence['outcome'], readonly BondEvidence['outcome'][]>> = {
  held: ['due-back', 'kept'],
  'due-back': ['held', 'returned'],
  returned: [],
  kept: ['due-back'],
};

/**
 * The bonds of those who bid: every payment as the bank stated it, late or in time by the deadline that held, what the
 * opening said of a bid without its bond, and what went back or was kept (B26, B35, B57).
 */
export async function checkBonds(trade: Trade): Promise<Words> {
  const { lot, deadline } = await readTerms(trade);
  const rules = (await readReport(trade))?.rules ?? lot.rules;
  const payments = replay(trade.events);
  if (!trade.bundle.has(where)) {
    hold(payments.length === 0, where, {
      zh: '日志里有保证金，证据包里没有清单',
      en: 'The log holds bonds, the bundle no list of them',
    });
    return asksBond(rules)
      ? { zh: '没有投标人交保证金', en: 'No bidder paid a bond' }
      : { zh: '本标段不收投标保证金', en: 'This lot asks for no bond' };
  }
  const bidders = new Set(receivedOf(trade).map(one => one.bidder));
  for (const payment of payments) {
    hold(bidders.has(payment.organisation), where, {
      zh: `流水号 ${payment.reference} 不是投标人的`,
      en: `Payment ${payment.reference} is of no bidder`,
    });
    const fault = paymentFault(rules, payment, { name: payment.payerName }, deadline);
    const same = (payment.fault === 'not-basic-account' ? null : payment.fault) === fault;
    hold(same, where, {
      zh: `流水号 ${payment.reference} 是否计入，记得不对`,
      en: `Whether payment ${payment.reference} counts is recorded wrongly`,
    });
  }
  const listed = await trade.bundle.json(where, z.array(BondEvidence));
  hold(canonicalText(listed) === canonicalText(payments), where, {
    zh: '与日志里的收退记录不一致',
    en: 'Not the payments and returns in the log',
  });
  checkOpened(trade, rules);
  const sum = payments.reduce((total, { amount }) => total + parseYuan(amount), 0n);
  const count = (outcome: string) => payments.filter(p => p.outcome === outcome).length;
  return {
    zh: `${payments.length} 笔共 ${formatYuan(sum)} 元，逐笔与日志一致；已退还 ${count('returned')} 笔，应退 ${count('due-back')} 笔，不予退还 ${count('kept')} 笔，暂存 ${count('held')} 笔`,
    en: `${payments.length} payments of ${formatYuan(sum)} yuan in all, each as the log says; returned ${count('returned')}, due back ${count('due-back')}, kept ${count('kept')}, held ${count('held')}`,
  };
}

/** Every payment with what became of it, from the events alone. */
function replay(events: readonly LoggedEvent[]): BondEvidence[] {
  const rows = new Map<string, BondEvidence>();
  for (const event of events) {
    const { type, subject } = event;
    if (type === 'bond.received') rows.set(subject, arrived(event));
    const outcome = outcomes[type];
    if (outcome) rows.set(subject, became(rows.get(subject), outcome, event));
  }
  return [...rows.values()].sort((a, b) => (a.payment < b.payment ? -1 : 1));
}

function arrived({ subject: payment, at, data }: LoggedEvent): BondEvidence {
  const { lot: _, ...line } = ReceivedData.parse(data);
  // What does not count is due back from the moment it came.
  return line.fault
    ? { ...line, payment, outcome: 'due-back', settledAt: at }
    : { ...line, payment, outcome: 'held', settledAt: null };
}

function became(
  row: BondEvidence | undefined,
  outcome: BondEvidence['outcome'],
  { subject, at }: LoggedEvent,
): BondEvidence {
  hold(row !== undefined, where, {
    zh: `日志里没有收到过 ${subject}，却有它的去向`,
    en: `The log says what became of ${subject}, but not that it came`,
  });
  const lawful = follows[row.outcome].includes(outcome);
  hold(lawful, where, {
    zh: `流水号 ${row.reference} 的去向次序不对`,
    en: `What became of payment ${row.reference} is out of order`,
  });
  return { ...row, outcome, settledAt: outcome === 'held' ? null : at };
}

const RevealedData = z.object({
  bids: z.array(
    z.object({
      bid: Id,
      fate: z.string(),
      owner: z.string().nullable(),
      cause: Words.nullable(),
    }),
  ),
});

/** A bond that the bidder’s credit reduced, as the opening recorded it. */
const ReducedData = z.object({ bid: Id, band: CreditBand });

/** What the opening said of each bond follows from what had come by then; what was revoked there is kept (B35). */
function checkOpened(trade: Trade, rules: Parameters<typeof missingBond>[0]): void {
  const [revealed] = eventsOf(trade, 'opening.revealed');
  if (!revealed) return;
  const at = trade.events.indexOf(revealed);
  const [then, now] = [replay(trade.events.slice(0, at)), replay(trade.events)];
  const received = receivedOf(trade);
  const bands = new Map(
    eventsOf(trade, 'bond.reduced').map(({ data }) => {
      const { bid, band } = ReducedData.parse(data);
      return [bid, band] as const;
    }),
  );
  for (const { bid, fate, owner, cause } of RevealedData.parse(revealed.data).bids) {
    const organisation = received.find(one => one.bid === bid)?.bidder;
    const own = (row: BondEvidence) => row.organisation === organisation && row.fault === null;
    const held = then
      .filter(row => own(row) && row.outcome !== 'returned')
      .map(row => ({ amountFen: parseYuan(row.amount), fault: row.fault }));
    const missing = missingBond(rules, held, bands.get(bid) ?? null);
    const said = missing === null ? cause === null || owner !== 'bidder' : owner !== null;
    if (fate === 'opened')
      hold(said, where, {
        zh: `投标 ${bid} 的保证金到账与否，开标时说得不对`,
        en: `Whether the bond of bid ${bid} had come was said wrongly at the opening`,
      });
    if (fate !== 'revoked') continue;
    const kept = now.filter(own).every(row => row.outcome !== 'held');
    hold(kept, where, {
      zh: `投标 ${bid} 视为撤销，它的保证金没有登记去向`,
      en: `Bid ${bid} is deemed revoked, but nothing is said of its bond`,
    });
  }
}
