import type { EnvelopeId } from '../../../contracts/tender/lot-rules.ts';
import { requireBond } from '../../bond/rules.ts';
import type { DomainEvent } from '../../kernel/event.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import { type PayingBidder, requireEligible } from './bidder.ts';
import { type Latest, received, requireLot, requireNext, type Statement } from './chain.ts';
import { type LotFacts, requireOpen } from './lot.ts';

/** What the signed manifest says, as far as the rules look at it; hashes in lower-case hexadecimal. */
export interface Offer extends Statement {
  readonly rulesSha256: string;
  readonly committeeKeySha256: string;
  /** The manifest's own blind, hexadecimal. */
  readonly blind: string;
  readonly envelopes: readonly { readonly id: string }[];
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
