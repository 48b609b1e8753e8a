import { markRaw } from 'vue';
import { type Receipt, readSealingTicket, submitBid } from '../../contracts/bidding.ts';
import { isProblem } from '../../contracts/problem-error.ts';
import { fromBase64 } from '../../src/kernel/bytes.ts';
import { call } from '../client.ts';
import type { HeldKey } from '../key/messages.ts';
import { offer } from '../offer.ts';
import { exactNow } from '../server-clock.ts';
import { type Desk, forget, isStale, keep } from './desk.ts';
import { sha256Of } from './session.ts';

const sealedOf = (desk: Desk) => desk.envelopes.flatMap(e => (e.sealed ? [e.sealed] : []));

/** Offers the recovery file for download, locked under the passphrase. */
export async function saveRecovery(desk: Desk, key: HeldKey, passphrase: string): Promise<void> {
  const { session } = desk;
  if (!session) return;
  const { ticket, secrets } = session;
  const sealed = sealedOf(desk);
  const task = { act: 'recovery', key, secrets, ticket, sealed, passphrase } as const;
  const file = await desk.worker.ask(task);
  const name = `${ticket.title}-${ticket.next.sequence}.recovery.p7m`;
  offer(name, new Blob([file], { type: 'application/pkcs7-mime' }));
  await keep(desk, { recoverySaved: true });
}

/**
 * The explicit commit. The signed manifest is kept before it is sent: after a lost answer or a crash the very same one
 * goes again, and the platform answers with the same receipt. Null when the rules have changed meanwhile.
 */
export async function commitDesk(
  desk: Desk,
  key: HeldKey,
  sign: (content: Uint8Array<ArrayBuffer>) => Promise<string>,
): Promise<Receipt | null> {
  const earlier = desk.session?.signed;
  const repeated = earlier ? await repeat(desk, earlier) : null;
  if (repeated) return repeated;
  const ticket = await call(readSealingTicket, { params: { lot: desk.lot } });
  desk.ticket = markRaw(ticket);
  if (isStale(desk)) return null;
  const createdAt = new Date(exactNow()).toISOString();
  const sealed = sealedOf(desk);
  const task = { act: 'manifest', key, ticket, sealed, createdAt } as const;
  const manifest = await sign(await desk.worker.ask(task));
  await keep(desk, { signed: manifest });
  return send(desk, manifest);
}

async function repeat(desk: Desk, manifest: string): Promise<Receipt | null> {
  try {
    return await send(desk, manifest);
  } catch (error) {
    if (isProblem(error, 'BID_WRONG_SEQUENCE')) return null;
    throw error;
  }
}

async function send(desk: Desk, manifest: string): Promise<Receipt> {
  const key = await sha256Of(fromBase64(manifest));
  const receipt = await call(submitBid, { params: { lot: desk.lot }, body: { manifest }, key });
  await forget(desk);
  for (const envelope of desk.envelopes) envelope.files = [];
  return receipt;
}
