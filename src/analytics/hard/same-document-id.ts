import type { Finding } from '../finding.ts';
import type { LotEvidence, Usage } from './evidence.ts';
import { serial } from './plain.ts';
import { sharedValues } from './shared-value.ts';

/** Files of rivals with a common ancestor: PDF /ID, XMP document or instance id, Word document id, rsid. Doc: docs/analytics/same-document-id.md. */
export const sameDocumentId = (lot: LotEvidence, usage: Usage): Finding[] =>
  sharedValues(
    { id: 'same-document-id', kind: 'document-id', base: 0.0005, plain: serial },
    lot,
    usage,
  );
