import type { SealingTicket } from '../../contracts/bidding.ts';
import { hex } from '../../src/kernel/bytes.ts';
import type { HeldKey } from '../key/messages.ts';
import { exactNow } from '../server-clock.ts';
import type { SealingWorker } from './sealing-worker.ts';
import type { StoredSession } from './session-store.ts';

export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/** A new sealing for this lot under this certificate: fresh envelope keys, nothing in it. */
export async function beginSession(
  id: string,
  ticket: SealingTicket,
  key: HeldKey,
  worker: SealingWorker,
): Promise<StoredSession> {
  const envelopes = ticket.envelopes.map(envelope => envelope.id);
  return {
    ...{ id, ticket, form: null, envelopes: [], recoverySaved: false, signed: null },
    certificateSha256: await sha256Of(key.certificate),
    createdAt: new Date(exactNow()).toISOString(),
    secrets: await worker.ask({ act: 'begin', key, envelopes }),
  };
}
