import type { Finding } from '../finding.ts';
import type { LotEvidence, Usage } from './evidence.ts';
import { address } from './plain.ts';
import { sharedValues } from './shared-value.ts';

/** Uploads or downloads from the same public address (IP). Doc: docs/analytics/same-address.md. */
export const sameAddress = (lot: LotEvidence, usage: Usage): Finding[] =>
  sharedValues({ id: 'same-address', kind: 'address', base: 0.02, plain: address }, lot, usage);
