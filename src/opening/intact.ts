import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Storage } from '../platform/storage.ts';

const tries = 3;

/**
 * Whether the storage still gives exactly the bytes of these hashes. A read that fails is tried again; what cannot be
 * read in the end is lost, and that is the platform's fault like a changed byte (C31).
 */
export async function isIntact(storage: Storage, hashes: readonly string[]): Promise<boolean> {
  for (const sha256 of hashes) if (!(await holds(storage, sha256))) return false;
  return true;
}

async function holds(storage: Storage, sha256: string): Promise<boolean> {
  for (let n = 1; n <= tries; n++) {
    try {
      if ((await storage.size(sha256)) === null) return false;
      const hash = createHash('sha256');
      for await (const chunk of storage.open(sha256)) hash.update(chunk);
      return hash.digest('hex') === sha256;
    } catch {
      if (n < tries) await pause(200 * n);
    }
  }
  return false;
}
