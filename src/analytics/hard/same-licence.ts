import type { Finding } from '../finding.ts';
import type { LotEvidence, Usage } from './evidence.ts';
import { serial } from './plain.ts';
import { sharedValues } from './shared-value.ts';

/** The same pricing-program lock or licence. Doc: docs/analytics/same-licence.md. */
export const sameLicence = (lot: LotEvidence, usage: Usage): Finding[] =>
  sharedValues({ id: 'same-licence', kind: 'licence', base: 0.002, plain: serial }, lot, usage);
