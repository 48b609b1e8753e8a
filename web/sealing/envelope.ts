import { markRaw, reactive } from 'vue';
import { type Layout, layOut } from '../../src/sealing/archive.ts';
import type { SealedEnvelope } from './messages.ts';
import type { FileMark, StoredEnvelope } from './session-store.ts';

/** A file of an envelope, as the screen shows it. */
export interface ChosenFile extends FileMark {
  /** Null after a reload, until the same file has been chosen again. */
  content: File | null;
  handle: FileSystemFileHandle | null;
  /** Changed on disk since it was chosen. `newer` is the new version where the browser can reach it. */
  changed: boolean;
  newer: File | null;
  /** Server time at which the platform had all of it. */
  doneAt: number | null;
}

/** One envelope on the desk: what is in it, and how far it has come. */
export interface EnvelopeDesk {
  readonly id: string;
  readonly title: string;
  readonly required: boolean;
  files: ChosenFile[];
  sealed: SealedEnvelope | null;
  sealedAt: string | null;
  layout: Layout | null;
  readonly made: Set<number>;
  readonly sent: Set<number>;
}

export const newEnvelope = (id: string, title: string, required: boolean): EnvelopeDesk =>
  reactive({
    ...{ id, title, required, files: [], sealed: null, sealedAt: null, layout: null },
    ...{ made: new Set<number>(), sent: new Set<number>() },
  }) as EnvelopeDesk;

const fresh = ({ name, bytes, modified }: FileMark): ChosenFile => ({
  ...{ name, bytes, modified },
  ...{ content: null, handle: null, changed: false, newer: null, doneAt: null },
});

const markOf = (file: File): FileMark => ({
  name: file.name.normalize('NFC'),
  bytes: file.size,
  modified: file.lastModified,
});

/** Whether this is the file that was chosen before: same size, same moment of its last change. Its hash is compared while sealing. */
const same = (a: FileMark, b: FileMark) => a.bytes === b.bytes && a.modified === b.modified;

/** What was sealed holds no longer; the segments that are still right are found again by their marks. */
export function unseal(envelope: EnvelopeDesk): void {
  Object.assign(envelope, { sealed: null, sealedAt: null, layout: null });
  envelope.made.clear();
  envelope.sent.clear();
  for (const file of envelope.files) file.doneAt = null;
}

export interface Offered {
  readonly file: File;
  readonly handle: FileSystemFileHandle | null;
}

/**
 * Takes files into an envelope. One of a name that is there already is that file chosen again when it is unchanged;
 * when it is not, the person is asked which version counts, and nothing is replaced meanwhile.
 */
export function take(envelope: EnvelopeDesk, offered: readonly Offered[]): void {
  for (const { file, handle } of offered) {
    const mark = markOf(file);
    const known = envelope.files.find(one => one.name === mark.name);
    if (!known) addFile(envelope, mark, file, handle);
    else if (same(known, mark)) Object.assign(known, held(file, handle));
    else if (asked(envelope, known))
      Object.assign(known, {
        changed: true,
        newer: markRaw(file),
        handle: handle && markRaw(handle),
      });
    else Object.assign(known, fresh(mark), held(file, handle));
  }
}

const held = (file: File, handle: FileSystemFileHandle | null) => ({
  content: markRaw(file),
  handle: handle && markRaw(handle),
  changed: false,
  newer: null,
});

/** Which version counts is asked once something was sealed of the old one, or when it was chosen in an earlier sitting. */
const asked = (envelope: EnvelopeDesk, known: ChosenFile) =>
  envelope.sealed !== null || envelope.sent.size > 0 || known.content === null;

function addFile(
  envelope: EnvelopeDesk,
  mark: FileMark,
  file: File,
  handle: FileSystemFileHandle | null,
): void {
  unseal(envelope);
  envelope.files.push({ ...fresh(mark), ...held(file, handle) });
}

export function drop(envelope: EnvelopeDesk, name: string): void {
  envelope.files = envelope.files.filter(file => file.name !== name);
  unseal(envelope);
}

/** The new version counts: its envelope is sealed again from the first difference on. */
export function useNewer(envelope: EnvelopeDesk, file: ChosenFile): void {
  const { newer } = file;
  if (!newer) return;
  Object.assign(file, fresh(markOf(newer)), held(newer, file.handle));
  unseal(envelope);
}

/** The sealed version counts; the change on disk is asked about no more. */
export function keepSealed(file: ChosenFile): void {
  Object.assign(file, { changed: false, newer: null, content: null, handle: null });
}

/** Whether all files are at hand, so that the envelope can be sealed. */
export const atHand = (envelope: EnvelopeDesk): boolean =>
  envelope.sealed !== null || envelope.files.every(file => file.content !== null);

/** Where the files lie in the tar: what says which segments are whose. */
export async function layEnvelope(
  envelope: EnvelopeDesk,
  extra: readonly { name: string; bytes: number }[],
): Promise<void> {
  envelope.layout = markRaw(await layOut([...envelope.files, ...extra], envelope.id));
}

/** First and last segment of a file. */
export function segmentsOf(envelope: EnvelopeDesk, name: string, segmentBytes: number) {
  const placed = envelope.layout?.files.find(file => file.name === name);
  if (!placed) return { first: 0, last: -1 };
  const last = Math.floor((placed.offset + Math.max(1, placed.bytes) - 1) / segmentBytes);
  return { first: Math.floor((placed.offset - placed.header.length) / segmentBytes), last };
}

/** Segments of a file: how many there are, made here, and with the platform. */
export function progressOf(envelope: EnvelopeDesk, name: string, segmentBytes: number) {
  const { first, last } = segmentsOf(envelope, name, segmentBytes);
  const count = Math.max(0, last - first + 1);
  let [made, sent] = [0, 0];
  for (let i = first; i <= last; i++) {
    if (envelope.made.has(i)) made++;
    if (envelope.sent.has(i)) sent++;
  }
  return { count, made, sent };
}

export const storedOf = ({ id, files, sealed, sealedAt }: EnvelopeDesk): StoredEnvelope => ({
  id,
  files: files.map(({ name, bytes, modified, handle }) => ({ name, bytes, modified, handle })),
  sealed,
  sealedAt,
});

export function restore(envelope: EnvelopeDesk, stored: StoredEnvelope): void {
  envelope.files = stored.files.map(file => ({
    ...fresh(file),
    handle: file.handle && markRaw(file.handle),
  }));
  envelope.sealed = stored.sealed && markRaw(stored.sealed);
  envelope.sealedAt = stored.sealedAt;
}
