import { Exclusion } from './exclusion.ts';
import { type Normal, normalise } from './normalise.ts';
import { type Fingerprints, gramHashes, winnow } from './winnow.ts';

/** A document made ready for comparing: once for each document, whatever it is compared with. */
export interface Sketch {
  readonly text: Normal;
  /** Fingerprints of what is the bidder's own. */
  readonly own: Fingerprints;
  /** Where each own fingerprint stands. */
  readonly places: ReadonlyMap<number, readonly number[]>;
  /** 1 for each folded character that is quoted from an excluded text. */
  readonly quoted: Uint8Array;
  /** Folded characters that are the bidder's own. */
  readonly ownLength: number;
}

function placesOf({ hashes, at }: Fingerprints): Map<number, number[]> {
  const places = new Map<number, number[]>();
  for (const [i, hash] of hashes.entries()) {
    const list = places.get(hash);
    if (list) list.push(at[i] ?? 0);
    else places.set(hash, [at[i] ?? 0]);
  }
  return places;
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
  return { text, own, places: placesOf(own), quoted, ownLength };
}
