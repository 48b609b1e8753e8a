import type { Finding } from '../finding.ts';
import type { LotEvidence, Usage } from './evidence.ts';
import { contact } from './plain.ts';
import { sharedValues } from './shared-value.ts';

/** The same telephone number or mail address of rivals. Doc: docs/analytics/same-contact.md. */
export const sameContact = (lot: LotEvidence, usage: Usage): Finding[] =>
  sharedValues({ id: 'same-contact', kind: 'contact', base: 0.002, plain: contact }, lot, usage);
