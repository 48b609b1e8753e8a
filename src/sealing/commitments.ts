import { concat, lengthPrefixed as lp } from '../kernel/bytes.ts';
import type { Primitives } from './primitives.ts';

/** What an envelope key belongs to; a key of another lot or envelope does not satisfy the commitment. */
export interface KeyScope {
  readonly project: string;
  readonly lot: string;
  readonly envelope: string;
}

/**
 * SHA256(lp("kaibiao/key")‖lp(project)‖lp(lot)‖lp(id)‖K): fixes the one key of an envelope. AES-GCM does not commit to
 * its key: without this a ciphertext can be built that opens to two plaintexts (invisible salamanders, CRYPTO 2018).
 */
export function keyCommit(p: Primitives, scope: KeyScope, key: Uint8Array): Promise<Uint8Array> {
  const { project, lot, envelope } = scope;
  return p.sha256(concat(lp('kaibiao/key'), lp(project), lp(lot), lp(envelope), key));
}

/** SHA256(lp("kaibiao/plain")‖salt‖SHA256(tar)): fixes the plaintext; the salt keeps a short one from being guessed. */
export function plainCommit(
  p: Primitives,
  salt: Uint8Array,
  tarSha256: Uint8Array,
): Promise<Uint8Array> {
  return p.sha256(concat(lp('kaibiao/plain'), salt, tarSha256));
}
