import type { Finding } from '../finding.ts';
import type { LotEvidence, Usage } from './evidence.ts';
import { card } from './plain.ts';
import { sharedValues } from './shared-value.ts';

/** The same MAC address. Doc: docs/analytics/same-mac.md. */
export const sameMac = (lot: LotEvidence, usage: Usage): Finding[] =>
  sharedValues({ id: 'same-mac', kind: 'mac', base: 0.001, plain: card }, lot, usage);
