import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { SealingTicket } from '../../contracts/bidding.ts';
import type { SegmentRecord } from '../../src/sealing/session.ts';
import type { Bytes, SealedEnvelope } from './messages.ts';

/** How a chosen file is told from a later version of itself, beside the hash that sealing compares. */
export interface FileMark {
  readonly name: string;
  readonly bytes: number;
  readonly modified: number;
}

export interface StoredEnvelope {
  readonly id: string;
  readonly files: readonly (FileMark & { readonly handle: FileSystemFileHandle | null })[];
  /** Present when the envelope is sealed and uploaded: its files are needed no more. */
  readonly sealed: SealedEnvelope | null;
  readonly sealedAt: string | null;
}

/**
 * A sealing under way, as it outlives a reload or a crash. Nothing in it is readable without the bidder's own key:
 * keys and the opening form are locked to its certificate, segments are with the platform, sealed.
 */
export interface StoredSession {
  readonly id: string;
  readonly ticket: SealingTicket;
  readonly certificateSha256: string;
  readonly createdAt: string;
  readonly secrets: Bytes;
  readonly form: Bytes | null;
  readonly envelopes: readonly StoredEnvelope[];
  readonly recoverySaved: boolean;
  /** The signed manifest, kept before it is sent: a commit whose answer was lost is repeated byte for byte. */
  readonly signed: string | null;
}

interface Schema extends DBSchema {
  sessions: { key: string; value: StoredSession };
  segments: { key: [string, string, number]; value: SegmentRecord };
}

let opened: Promise<IDBPDatabase<Schema>> | null = null;
function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>('kaibiao-sealing', 1, {
    upgrade(db) {
      db.createObjectStore('sessions', { keyPath: 'id' });
      db.createObjectStore('segments');
    },
  });
  return opened;
}

const allOf = (id: string) => IDBKeyRange.bound([id], [id, []]);

export async function readStored(id: string): Promise<StoredSession | undefined> {
  return (await database()).get('sessions', id);
}

export async function keepStored(session: StoredSession): Promise<void> {
  await (await database()).put('sessions', session);
}

/** Written after the platform has the segment: a crash between leaves a segment that is made once more. */
export async function keepRecord(id: string, record: SegmentRecord): Promise<void> {
  const key: [string, string, number] = [id, record.envelope, record.index];
  await (await database()).put('segments', record, key);
}

export async function readRecords(id: string): Promise<SegmentRecord[]> {
  return (await database()).getAll('segments', allOf(id));
}

export async function dropStored(id: string): Promise<void> {
  const tx = (await database()).transaction(['sessions', 'segments'], 'readwrite');
  await Promise.all([
    tx.objectStore('sessions').delete(id),
    tx.objectStore('segments').delete(allOf(id)),
    tx.done,
  ]);
}
