import type { Finding } from '../finding.ts';
import type { LotEvidence, Usage } from './evidence.ts';
import { serial } from './plain.ts';
import { sharedValues } from './shared-value.ts';

/** The same disk serial number. Doc: docs/analytics/same-disk.md. */
export const sameDisk = (lot: LotEvidence, usage: Usage): Finding[] =>
  sharedValues({ id: 'same-disk', kind: 'disk', base: 0.0005, plain: serial }, lot, usage);
