import type { LotRules } from '../../../contracts/tender/lot-rules.ts';
import type { LotState } from '../../../contracts/tender/project.ts';
import { RuleError } from '../../kernel/rule-error.ts';
import { requireBidding } from '../../tender/rules/lifecycle.ts';
import { requireNotStopped } from '../../tender/rules/objection.ts';

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

/** "云江市滨江路综合改造工程（一标段）": how receipts, records and screens call a lot. */
export const lotTitle = (project: { name: string }, lot: { title: string }): string =>
  `${project.name}（${lot.title}）`;

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
