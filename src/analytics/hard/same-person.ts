import type { Finding } from '../finding.ts';
import type { LotEvidence, Usage } from './evidence.ts';
import { person } from './plain.ts';
import { sharedValues } from './shared-value.ts';

/** The same person as legal head, project manager, agent or member of the staff of rivals: B34, B40(2), (3). Doc: docs/analytics/same-person.md. */
export const samePerson = (lot: LotEvidence, usage: Usage): Finding[] =>
  sharedValues({ id: 'same-person', kind: 'person', base: 0.002, plain: person }, lot, usage);
