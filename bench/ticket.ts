import type { SealingTicket } from '../contracts/bidding.ts';
import { base64 } from '../src/kernel/bytes.ts';
import { soleCommittee } from '../src/sealing/committee.ts';

/** A lot with one envelope, for a committee of one with a key of its own. */
export function benchTicket(): SealingTicket {
  return {
    format: 'kaibiao-sealed-bid/1',
    suite: 'intl-1',
    project: '01920000-0000-7000-8000-000000000001',
    lot: '01920000-0000-7000-8000-000000000002',
    title: 'bench',
    rulesSha256: '0'.repeat(64),
    committeeKey: { spki: base64(soleCommittee().key.spki), k: 1, n: 1 },
    segmentBytes: 8 * 1024 * 1024,
    envelopes: [{ id: 'technical', title: 'technical', required: true }],
    deadline: '2030-01-01T00:00:00Z',
    next: { sequence: 1, previous: null },
  };
}
