import type { Finding } from '../finding.ts';
import type { LotEvidence, Usage } from './evidence.ts';
import { owner } from './plain.ts';
import { sharedValues } from './shared-value.ts';

/** One owner behind rivals, or one rival that owns another: B34. Doc: docs/analytics/same-owner.md. */
export const sameOwner = (lot: LotEvidence, usage: Usage): Finding[] =>
  sharedValues({ id: 'same-owner', kind: 'owner', base: 0.002, plain: owner }, lot, usage);
