import { Exclusion } from './exclusion.ts';
import { type Normal, normalise } from './normalise.ts';
import { type Fingerprints, gramHashes, winnow } from './winnow.ts';

/** A document made ready for comparing: once for each document, whatever it is compared with. */
export interface Sketch {
  readonly text: Normal;
  /** Fingerprints of what is the bidder's own. */
  readonly own: Fingerprints;
  /** 1 for each folded character that is quoted from an excluded text. */
  readonly quoted: Uint8Array;
  /** Folded characters that are the bidder's own. */
  readonly ownLength: number;
}

const nothing = new Exclusion();

export function sketch(
  original: string,
  exclusion: Exclusion = nothing,
  { scanned = false } = {},
): Sketch {
  const text = normalise(original, { scanned });
  const hashes = gramHashes(text.codes);
  const quoted = exclusion.quoted(hashes, text.codes.length);
  const all = winnow(hashes);
  const keep = [...all.at.keys()].filter(i => !exclusion.has(all.hashes[i] ?? 0));
  const own = {
    hashes: Uint32Array.from(keep, i => all.hashes[i] ?? 0),
    at: Uint32Array.from(keep, i => all.at[i] ?? 0),
  };
  let ownLength = quoted.length;
  for (const mark of quoted) ownLength -= mark;
  return { text, own, quoted, ownLength };
}
