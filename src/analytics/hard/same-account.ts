import type { Finding } from '../finding.ts';
import type { LotEvidence, Usage } from './evidence.ts';
import { account } from './plain.ts';
import { sharedValues } from './shared-value.ts';

/** Bid bonds paid from the same account: B40(6) presumes collusion. Doc: docs/analytics/same-account.md. */
export const sameAccount = (lot: LotEvidence, usage: Usage): Finding[] =>
  sharedValues({ id: 'same-account', kind: 'account', base: 0.0005, plain: account }, lot, usage);
