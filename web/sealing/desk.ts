import { markRaw, reactive } from 'vue';
import { listSegments, readSealingTicket, type SealingTicket } from '../../contracts/bidding.ts';
import { call, signedOut } from '../client.ts';
import type { HeldKey } from '../key/messages.ts';
import {
  type EnvelopeDesk,
  layEnvelope,
  newEnvelope,
  restore,
  storedOf,
  unseal,
} from './envelope.ts';
import type { SealingNews } from './messages.ts';
import { draftBytes, emptyForm, type FormDraft, readDraft } from './opening-form.ts';
import { Pace } from './pace.ts';
import { SealingWorker } from './sealing-worker.ts';
import { beginSession, sha256Of } from './session.ts';
import {
  dropStored,
  keepStored,
  readRecords,
  readStored,
  type StoredSession,
} from './session-store.ts';

/** The sealing of one bid, from the first file chosen to the receipt. It outlives the page that shows it. */
export interface Desk {
  readonly id: string;
  readonly lot: string;
  readonly worker: SealingWorker;
  readonly pace: Pace;
  ticket: SealingTicket | null;
  session: StoredSession | null;
  form: FormDraft;
  envelopes: EnvelopeDesk[];
  /** A run is under way in the worker. */
  working: boolean;
  paused: boolean;
  /** Since when the network gives no answer; milliseconds of this machine's clock. */
  offlineSince: number | null;
  /** The last cut that has been overcome. */
  lastCut: { readonly at: number; readonly ms: number } | null;
  error: unknown;
  /** Outer locks opened by way of trial; null until tried. */
  tried: boolean | null;
  /** The kept session was begun with another certificate. */
  foreign: boolean;
  recoveryDeclined: boolean;
}

const desks = new Map<string, Desk>();
const hearers = new Map<string, (news: SealingNews) => void>();

/** The desk of a person for a lot; the same one as long as the person stays signed in. */
export function deskOf(person: string, lot: string): Desk {
  const id = `${person}/${lot}`;
  const known = desks.get(id);
  if (known) return known;
  const desk = reactive({
    ...{ id, lot, ticket: null, session: null, form: emptyForm(), envelopes: [] },
    ...{ working: false, paused: false, offlineSince: null, lastCut: null, error: null },
    ...{ tried: null, foreign: false, recoveryDeclined: false },
    worker: markRaw(new SealingWorker(news => hearers.get(id)?.(news))),
    pace: markRaw(new Pace()),
  }) as Desk;
  desks.set(id, desk);
  return desk;
}

export const hearWith = (desk: Desk, hear: (news: SealingNews) => void) =>
  hearers.set(desk.id, hear);

signedOut.addEventListener('signed-out', () => {
  for (const { worker } of desks.values()) worker.close();
  desks.clear();
  hearers.clear();
});

/** Fetches what the lot asks for; what is on the desk already stays on it. */
export async function prepare(desk: Desk): Promise<void> {
  const ticket = await call(readSealingTicket, { params: { lot: desk.lot } });
  desk.ticket = markRaw(ticket);
  const before = desk.envelopes;
  desk.envelopes = ticket.envelopes.map(
    e => before.find(known => known.id === e.id) ?? newEnvelope(e.id, e.title, e.required),
  );
  if (before.length > 0) return;
  const stored = await readStored(desk.id);
  if (!stored) return;
  desk.session = markRaw(stored);
  desk.recoveryDeclined = false;
  for (const envelope of desk.envelopes) {
    const kept = stored.envelopes.find(one => one.id === envelope.id);
    if (kept) restore(envelope, kept);
  }
  await recall(desk);
}

/** How far an envelope had come in an earlier sitting, by the segments that were kept then. */
async function recall({ id, envelopes }: Desk): Promise<void> {
  const records = await readRecords(id);
  for (const envelope of envelopes) {
    if (envelope.sealed || envelope.files.length === 0 || envelope.id === 'opening') continue;
    await layEnvelope(envelope, []);
    for (const record of records)
      if (record.envelope === envelope.id) envelope.sent.add(record.index);
  }
}

/** Once the certificate is at hand: goes on with the kept session, or begins one. */
export async function takeKey(desk: Desk, key: HeldKey): Promise<void> {
  if (!desk.ticket) return;
  desk.foreign = false;
  if (!desk.session) {
    desk.session = markRaw(await beginSession(desk.id, desk.ticket, key, desk.worker));
    await keep(desk);
    return;
  }
  desk.foreign = desk.session.certificateSha256 !== (await sha256Of(key.certificate));
  const { form } = desk.session;
  if (desk.foreign || !form || desk.form.price !== '') return;
  desk.form = readDraft(await desk.worker.ask({ act: 'unlock', key, content: form }));
}

/** Writes down how far the desk has come. */
export async function keep(desk: Desk, change: Partial<StoredSession> = {}): Promise<void> {
  if (!desk.session) return;
  const envelopes = desk.envelopes.map(storedOf);
  desk.session = markRaw({ ...desk.session, envelopes, ...change });
  await keepStored(desk.session);
}

export async function keepForm(desk: Desk, key: HeldKey): Promise<void> {
  if (!desk.session || desk.foreign) return;
  const content = draftBytes(desk.form);
  await keep(desk, { form: await desk.worker.ask({ act: 'lock', key, content }) });
}

/** Gives up what was sealed and begins anew under the rules as they are now; chosen files and the form stay. */
export async function startAnew(desk: Desk, key: HeldKey | null): Promise<void> {
  await forget(desk);
  await prepare(desk);
  if (key) await takeKey(desk, key);
}

/** Nothing of this sealing remains on this machine. */
export async function forget(desk: Desk): Promise<void> {
  await dropStored(desk.id);
  Object.assign(desk, { session: null, tried: null, foreign: false, error: null });
  for (const envelope of desk.envelopes) unseal(envelope);
}

/** The rules were amended after sealing began: what is sealed names the old ones. */
export const isStale = ({ session, ticket }: Desk): boolean =>
  session !== null && ticket !== null && session.ticket.rulesSha256 !== ticket.rulesSha256;

/** Segments of one's own that the platform holds. */
export async function heldByPlatform(desk: Desk): Promise<ReadonlySet<string>> {
  return new Set((await call(listSegments, { params: { lot: desk.lot } })).held);
}
