import type { Finding } from '../finding.ts';
import type { LotEvidence, Usage } from './evidence.ts';
import { author } from './plain.ts';
import { sharedValues } from './shared-value.ts';

/** The same author, last editor or manager in the properties of rivals’ files. Doc: docs/analytics/same-author.md. */
export const sameAuthor = (lot: LotEvidence, usage: Usage): Finding[] =>
  sharedValues({ id: 'same-author', kind: 'author', base: 0.05, plain: author }, lot, usage);
