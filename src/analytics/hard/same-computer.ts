import type { Finding } from '../finding.ts';
import type { LotEvidence, Usage } from './evidence.ts';
import { serial } from './plain.ts';
import { sharedValues } from './shared-value.ts';

/** The same computer: host id, processor, mainboard or computer path that the sealing program or a priced bill recorded. Doc: docs/analytics/same-computer.md. */
export const sameComputer = (lot: LotEvidence, usage: Usage): Finding[] =>
  sharedValues({ id: 'same-computer', kind: 'computer', base: 0.0005, plain: serial }, lot, usage);
