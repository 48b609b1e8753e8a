import { sha256 } from '@noble/hashes/sha2.js';
import { concat, lengthPrefixed, utf8 } from '../kernel/bytes.ts';

const blindBytes = 32;

/**
 * The log entry of an event: SHA256(lp("kaibiao/leaf") ‖ lp(type) ‖ blind ‖ SHA256(text)), 32 bytes.
 * `text` is the event's RFC 8785 JSON. Without the blind nobody can try lots or bidders against the public log (C21).
 */
export function leafEntry(type: string, blind: Uint8Array, text: string): Uint8Array {
  if (blind.length !== blindBytes) throw new Error(`blind of ${blind.length} bytes`);
  return sha256(
    concat(lengthPrefixed('kaibiao/leaf'), lengthPrefixed(type), blind, sha256(utf8(text))),
  );
}
