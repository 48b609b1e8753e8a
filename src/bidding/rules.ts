import type { CreditBand } from '../../contracts/credit.ts';
import type { EnvelopeId, LotRules } from '../../contracts/tender/lot-rules.ts';
import type { LotState } from '../../contracts/tender/project.ts';
import type { Words } from '../../contracts/words.ts';
import { type Held, requireBond } from '../bond/rules.ts';
import type { DomainEvent } from '../kernel/event.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { requireUnbarred, type SanctionBar } from '../kernel/sanction-bar.ts';
import { requireBidding } from '../tender/rules/lifecycle.ts';
import { requireNotStopped } from '../tender/rules/objection.ts';

/** The lot at the moment of the decision, read under its row lock. */
export interface LotFacts {
  readonly id: string;
  readonly project: string;
  readonly state: LotState;
  readonly deadline: Date;
  /** Since when an objection to the documents waits. */
  readonly stoppedAt: Date | null;
  readonly rules: Pick<LotRules, 'envelopes' | 'bond' | 'bondTerms'>;
  readonly rulesSha256: string;
  readonly committeeKeySha256: string;
  readonly tenderer: string;
  readonly agency: string | null;
}

/** Who bids. `kinds` are those of the register. */
export interface BidderFacts {
  readonly organisation: string;
  readonly kinds: readonly string[];
  /** The listing that bars it now, or null. */
  readonly sanction: SanctionBar | null;
}

/** The same with what it has paid towards the lot's bond. */
export interface PayingBidder extends BidderFacts {
  readonly bonds: readonly Held[];
  /** Its credit when the project was published, where the lot's bond depends on it. */
  readonly credit: CreditBand | null;
}

/** The newest submission of this bidder to this lot, or null before the first. */
export interface Latest {
  readonly sequence: number;
  readonly manifestSha256: string;
  readonly kind: 'submitted' | 'withdrawn';
}

/** What the signed manifest says, as far as the rules look at it; hashes in lower-case hexadecimal. */
export interface Offer {
  readonly bid: string;
  readonly manifestSha256: string;
  readonly project: string;
  readonly lot: string;
  readonly rulesSha256: string;
  readonly committeeKeySha256: string;
  readonly sequence: number;
  readonly previous: string | null;
  /** The manifest's own blind, hexadecimal. */
  readonly blind: string;
  readonly envelopes: readonly { readonly id: string }[];
}

/** A signed withdrawal: it names the submission that it takes back. */
export interface Withdrawal {
  readonly bid: string;
  readonly manifestSha256: string;
  readonly project: string;
  readonly lot: string;
  readonly sequence: number;
  readonly previous: string;
}

/** "云江市滨江路综合改造工程（一标段）": how receipts, records and screens call a lot. */
export const lotTitle = (project: { name: string }, lot: { title: string }): string =>
  `${project.name}（${lot.title}）`;

/** One ground on which an organisation may not bid in a lot. */
export interface Bar {
  readonly article: Words;
  readonly text: Words;
  readonly holds: (lot: LotFacts, bidder: BidderFacts) => boolean;
}

export const bars: readonly Bar[] = [
  {
    article: { zh: '电子招标投标办法第二十三条', en: 'Electronic Bidding Measures, art. 23' },
    text: {
      zh: '交易平台的运营机构不得在本平台投标',
      en: 'Who operates the platform may not bid on it',
    },
    holds: (_, bidder) => bidder.kinds.includes('centre'),
  },
  {
    article: { zh: '招标投标法实施条例第三十四条', en: 'Implementing Regulations, art. 34' },
    text: { zh: '招标人不得在自己的项目中投标', en: 'A tenderer may not bid in its own project' },
    holds: (lot, bidder) => bidder.organisation === lot.tenderer,
  },
  {
    article: { zh: '招标投标法实施条例第十三条', en: 'Implementing Regulations, art. 13' },
    text: {
      zh: '招标代理机构不得在所代理的项目中投标',
      en: 'An agency may not bid in a project that it handles',
    },
    holds: (lot, bidder) => bidder.organisation === lot.agency,
  },
  {
    article: { zh: '招标投标法第二十五条', en: 'Bidding Law, art. 25' },
    text: { zh: '本单位没有登记为投标人', en: 'Your organisation is not registered as a bidder' },
    holds: (_, bidder) => !bidder.kinds.includes('bidder'),
  },
];

/** Throws SANCTIONED for one who is listed, NOT_ELIGIBLE with the article of the first bar that holds otherwise. */
export function requireEligible(lot: LotFacts, bidder: BidderFacts): void {
  requireUnbarred(bidder.sanction, { zh: '不能参加投标', en: 'You cannot bid' });
  const bar = bars.find(b => b.holds(lot, bidder));
  if (bar)
    throw new RuleError(
      'NOT_ELIGIBLE',
      { zh: `${bar.text.zh}（${bar.article.zh}）。`, en: `${bar.text.en} (${bar.article.en}).` },
      {
        article: bar.article.zh,
      },
    );
}

/** Bids are taken while the lot is open and before the deadline; one that arrives at the deadline is late (B26, C27). */
export function requireOpen(
  lot: Pick<LotFacts, 'state' | 'deadline' | 'stoppedAt'>,
  now: Date,
): void {
  // First: the deadline of a trade that stands still moves.
  requireNotStopped(lot);
  if (now >= lot.deadline)
    throw new RuleError(
      'DEADLINE_PASSED',
      {
        zh: '到达时已过投标截止时间，依《电子招标投标办法》第二十七条不予接收。可下载拒收凭证；有异议的，可向监督部门提出。',
        en: 'It arrived after the deadline and is not taken (Electronic Bidding Measures, art. 27). You may download the proof of refusal, and object to the supervisor.',
      },
      { receivedAt: now.toISOString(), deadline: lot.deadline.toISOString() },
    );
  requireBidding(lot.state);
}

/** Accepts a sealed bid, first or replacing; the caller holds the lot's row lock and read `now` after it. */
export function acceptBid(
  lot: LotFacts,
  bidder: PayingBidder,
  latest: Latest | null,
  offer: Offer,
  now: Date,
): DomainEvent {
  requireOpen(lot, now);
  requireEligible(lot, bidder);
  requireBond(lot.rules, bidder.bonds, bidder.credit);
  requireLot(lot, offer);
  requireCurrentRules(lot, offer);
  requireNext(latest, offer);
  requireEnvelopes(lot.rules.envelopes, offer.envelopes);
  return received('bidding.submitted', bidder, offer, now, { blind: offer.blind });
}

/** Accepts a withdrawal of the newest submission, which must not be one already. */
export function acceptWithdrawal(
  lot: LotFacts,
  bidder: BidderFacts,
  latest: Latest | null,
  withdrawal: Withdrawal,
  now: Date,
): DomainEvent {
  requireOpen(lot, now);
  requireLot(lot, withdrawal);
  if (latest?.kind !== 'submitted')
    throw new RuleError('BID_WRONG_SEQUENCE', {
      zh: '没有可以撤回的投标文件。',
      en: 'You have no bid to withdraw.',
    });
  requireNext(latest, withdrawal);
  return received('bidding.withdrawn', bidder, withdrawal, now, {});
}

/**
 * The event names the bidder, so its subject is the bid and it belongs to no room: whoever lists the events of a lot
 * or of a person learns neither who took part nor how many (C21). The log commits to it under a blind.
 */
function received(
  type: string,
  bidder: BidderFacts,
  of: Offer | Withdrawal,
  now: Date,
  more: Record<string, unknown>,
): DomainEvent {
  return {
    type,
    subject: of.bid,
    data: {
      project: of.project,
      lot: of.lot,
      bid: of.bid,
      bidder: bidder.organisation,
      sequence: of.sequence,
      previous: of.previous,
      manifestSha256: of.manifestSha256,
      receivedAt: now.toISOString(),
      ...more,
    },
  };
}

function requireLot(lot: LotFacts, of: Offer | Withdrawal): void {
  if (of.lot !== lot.id || of.project !== lot.project)
    throw new RuleError('BID_MALFORMED', {
      zh: '清单写的不是这个标段，请选对标段重新封装。',
      en: 'The manifest names another lot. Choose this lot and seal again.',
    });
}

function requireCurrentRules(lot: LotFacts, offer: Offer): void {
  if (offer.rulesSha256 !== lot.rulesSha256)
    throw new RuleError(
      'BID_STALE_RULES',
      {
        zh: '封装之后招标规则有修改。请看最新的澄清或修改，按新规则重新封装；已上传的分段不用重传。',
        en: 'The tender rules changed after you sealed. Read the newest amendment and seal again under the new rules; parts already sent are kept.',
      },
      { sealed: offer.rulesSha256, current: lot.rulesSha256 },
    );
  if (offer.committeeKeySha256 !== lot.committeeKeySha256)
    throw new RuleError(
      'BID_STALE_RULES',
      {
        zh: '封装用的不是本标段现行的开标公钥，请重新封装。',
        en: 'The bid is sealed under an old committee key of this lot. Seal it again.',
      },
      {
        sealed: offer.committeeKeySha256,
        current: lot.committeeKeySha256,
      },
    );
}

/** The chain keeps a delayed older copy from taking the place of a newer one. */
function requireNext(latest: Latest | null, of: { sequence: number; previous: string | null }) {
  const next = { sequence: (latest?.sequence ?? 0) + 1, previous: latest?.manifestSha256 ?? null };
  if (of.sequence === next.sequence && of.previous === next.previous) return;
  throw new RuleError(
    'BID_WRONG_SEQUENCE',
    {
      zh: '这份清单不是接在您最新一次提交之后，可能另一台电脑已经提交过。请刷新后重新签名。',
      en: 'This manifest does not follow your latest bid; another computer may have submitted. Reload the page and sign again.',
    },
    { offered: of.sequence, next: next.sequence },
  );
}

function requireEnvelopes(
  wanted: readonly { id: EnvelopeId; title: string; required: boolean }[],
  offered: readonly { id: string }[],
): void {
  const ids = offered.map(e => e.id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice)
    throw new RuleError('BID_MALFORMED', {
      zh: `信封“${twice}”出现了两次。`,
      en: `The envelope “${twice}” occurs twice.`,
    });
  const missing = wanted.filter(w => w.required && !ids.includes(w.id));
  if (missing.length > 0)
    throw new RuleError(
      'BID_MALFORMED',
      {
        zh: `缺少必需的信封：${missing.map(w => w.title).join('、')}。`,
        en: `Required envelopes are missing: ${missing.map(w => w.id).join(', ')}.`,
      },
      {
        missing: missing.map(w => w.id),
      },
    );
  const surplus = ids.filter(id => !wanted.some(w => w.id === id));
  if (surplus.length > 0)
    throw new RuleError(
      'BID_MALFORMED',
      {
        zh: `规则里没有这些信封：${surplus.join('、')}。`,
        en: `The rules have no such envelopes: ${surplus.join(', ')}.`,
      },
      {
        surplus,
      },
    );
}

/** A refusal leaves its own record and nothing else; it names the bidder, so it belongs to no room either. */
export function refused(
  refusal: { id: string; lot: string; manifestSha256: string | null },
  bidder: string,
  error: RuleError,
  now: Date,
): DomainEvent {
  return {
    type: 'bidding.refused',
    subject: refusal.id,
    data: {
      lot: refusal.lot,
      bidder,
      code: error.code,
      detail: error.message,
      manifestSha256: refusal.manifestSha256,
      at: now.toISOString(),
    },
  };
}
