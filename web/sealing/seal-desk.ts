import { markRaw } from 'vue';
import packageJson from '../../package.json' with { type: 'json' };
import type { HeldKey } from '../key/messages.ts';
import { exactNow } from '../server-clock.ts';
import { fingerprintOfBrowser } from './browser-fingerprint.ts';
import { type Desk, hearWith, heldByPlatform, keep } from './desk.ts';
import { atHand, type EnvelopeDesk, layEnvelope, progressOf } from './envelope.ts';
import { findChanges } from './file-watch.ts';
import type { EnvelopeJob, SealingNews } from './messages.ts';
import { formOf, openingFiles } from './opening-form.ts';
import { FileChanged, Stopped } from './sealing-worker.ts';
import { keepRecord, readRecords } from './session-store.ts';

export const bidVersion = packageJson.version;

/** Envelopes still to be sealed: those with files, and the opening form's. */
export const unsealed = (desk: Desk): EnvelopeDesk[] =>
  desk.envelopes.filter(e => e.sealed === null && (e.files.length > 0 || e.id === 'opening'));

/** Required envelopes in which there is nothing yet. */
export const missing = (desk: Desk): EnvelopeDesk[] =>
  desk.envelopes.filter(e => e.required && e.files.length === 0 && e.id !== 'opening');

export const changedFiles = (desk: Desk) =>
  desk.envelopes.flatMap(envelope =>
    envelope.files.filter(file => file.changed).map(file => ({ envelope, file })),
  );

/** Everything is sealed and with the platform: the commit is all that is left. */
export const isReady = (desk: Desk): boolean =>
  !desk.working &&
  desk.envelopes.length > 0 &&
  unsealed(desk).length === 0 &&
  missing(desk).length === 0 &&
  changedFiles(desk).length === 0;

/** Seals what is not sealed yet and uploads it meanwhile; ends when all is with the platform, or tells why not. */
export async function sealDesk(desk: Desk, key: HeldKey, bondAsked: boolean): Promise<void> {
  const { session } = desk;
  if (!session || desk.working) return;
  Object.assign(desk, { working: true, paused: false, error: null, tried: null });
  desk.pace.rest();
  hearWith(desk, news => hear(desk, news));
  try {
    const envelopes = await jobsOf(desk, bondAsked);
    await keep(desk, { signed: null });
    const { ticket, secrets, createdAt } = session;
    await desk.worker.ask({ act: 'seal', ticket, key, secrets, envelopes, createdAt });
    desk.working = false;
    await trySealed(desk, key);
  } catch (error) {
    if (error instanceof FileChanged) await findChanges(desk.envelopes);
    else if (!(error instanceof Stopped)) desk.error = error;
  } finally {
    Object.assign(desk, { working: false, paused: false, offlineSince: null });
    desk.pace.rest();
  }
}

async function jobsOf(desk: Desk, bondAsked: boolean): Promise<EnvelopeJob[]> {
  const [kept, records] = await Promise.all([heldByPlatform(desk), readRecords(desk.id)]);
  const held = records.filter(record => kept.has(record.sha256));
  const jobs: EnvelopeJob[] = [];
  for (const envelope of unsealed(desk)) {
    if (!atHand(envelope)) continue;
    envelope.made.clear();
    envelope.sent.clear();
    const own = envelope.id === 'opening' ? ownFiles(desk, bondAsked) : [];
    const sizes = own.map(file => ({ name: file.name, bytes: file.size }));
    await layEnvelope(envelope, sizes);
    const files = [
      ...envelope.files.flatMap(({ name, content }) => (content ? [{ name, content }] : [])),
      ...own.map(file => ({ name: file.name, content: file })),
    ];
    jobs.push({ id: envelope.id, files, held: held.filter(r => r.envelope === envelope.id) });
  }
  return jobs;
}

const ownFiles = (desk: Desk, bondAsked: boolean) =>
  openingFiles(formOf(desk.form, bondAsked), fingerprintOfBrowser(bidVersion));

function hear(desk: Desk, news: SealingNews): void {
  if (news.kind === 'offline') desk.offlineSince ??= Date.now();
  else if (news.kind === 'online') reconnected(desk);
  else if (news.kind === 'envelope') finished(desk, news.sealed);
  else if (news.kind === 'sealed') made(desk, news);
  else sent(desk, news);
}

function reconnected(desk: Desk): void {
  if (desk.offlineSince === null) return;
  desk.lastCut = { at: exactNow(), ms: Date.now() - desk.offlineSince };
  desk.offlineSince = null;
}

const envelopeOf = (desk: Desk, id: string) => desk.envelopes.find(e => e.id === id);

function made(desk: Desk, news: Extract<SealingNews, { kind: 'sealed' }>): void {
  desk.pace.begin(performance.now());
  const envelope = envelopeOf(desk, news.envelope);
  envelope?.made.add(news.index);
  if (envelope && news.held) {
    envelope.sent.add(news.index);
    noteDone(desk, envelope);
  }
}

function sent(desk: Desk, { record, bytes }: Extract<SealingNews, { kind: 'sent' }>): void {
  desk.pace.note(performance.now(), bytes);
  void keepRecord(desk.id, record);
  const envelope = envelopeOf(desk, record.envelope);
  if (!envelope) return;
  envelope.sent.add(record.index);
  noteDone(desk, envelope);
}

/** A file is done when the platform has every segment in which it lies. */
function noteDone(desk: Desk, envelope: EnvelopeDesk): void {
  const size = desk.ticket?.segmentBytes ?? 1;
  for (const file of envelope.files) {
    const { count, sent: there } = progressOf(envelope, file.name, size);
    if (count > 0 && there === count) file.doneAt ??= exactNow();
  }
}

function finished(desk: Desk, sealed: Extract<SealingNews, { kind: 'envelope' }>['sealed']): void {
  const envelope = envelopeOf(desk, sealed.entry.id);
  if (!envelope) return;
  envelope.sealed = markRaw(sealed);
  envelope.sealedAt = new Date(exactNow()).toISOString();
  void keep(desk, { recoverySaved: false });
}

const sealedOf = (desk: Desk) => desk.envelopes.flatMap(e => (e.sealed ? [e.sealed] : []));

/** Opens every outer lock with the key at hand: a wrong or damaged key shows before the commit, not at the opening. */
export async function trySealed(desk: Desk, key: HeldKey): Promise<void> {
  if (!isReady(desk)) return;
  try {
    await desk.worker.ask({ act: 'try', key, sealed: sealedOf(desk) });
    desk.tried = true;
  } catch (error) {
    Object.assign(desk, { tried: false, error });
  }
}

export function pause(desk: Desk): void {
  desk.worker.order('pause');
  desk.paused = true;
  desk.pace.rest();
}

export function resume(desk: Desk): void {
  desk.worker.order('resume');
  desk.paused = false;
}

export const stop = (desk: Desk): void => desk.worker.order('stop');
