import { base64, fromBase64 } from '../kernel/bytes.ts';
import { openCheckpoint } from './checkpoint.ts';
import { hashBytes, leafHash } from './hash.ts';
import type { Verifier } from './note.ts';
import { verifyInclusion } from './proof.ts';

/** C2SP tlog-proof: that an entry is in the log, checkable without the log. */
export interface TlogProof {
  /** Not authenticated. */
  readonly extra?: Uint8Array;
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  /** The signed note, verbatim. */
  readonly checkpoint: string;
}

const magic = 'c2sp.org/tlog-proof@v1';
/** A tree of 2⁵³ leaves has paths of 53. */
const maxHashes = 53;

/** The text of a proof (file extension `.tlog-proof`). */
export function formatTlogProof({ extra, index, hashes, checkpoint }: TlogProof): string {
  const head = extra ? [magic, `extra ${base64(extra)}`] : [magic];
  return [...head, `index ${index}`, ...hashes.map(base64), '', checkpoint].join('\n');
}

/** Reads a proof without checking it; throws unless it is written as the format says. */
export function parseTlogProof(text: string): TlogProof {
  const border = text.indexOf('\n\n');
  if (border < 0) throw new Error('not a tlog-proof');
  const [first, ...lines] = text.slice(0, border).split('\n');
  const extra = lines[0]?.startsWith('extra ') ? fromBase64(lines[0].slice(6)) : undefined;
  const [index = '', ...hashes] = extra ? lines.slice(1) : lines;
  const number = /^index (0|[1-9]\d{0,15})$/.exec(index)?.[1];
  if (first !== magic || number === undefined || hashes.length > maxHashes)
    throw new Error('not a tlog-proof');
  return {
    ...(extra ? { extra } : {}),
    index: Number(number),
    hashes: hashes.map(hashLine),
    checkpoint: text.slice(border + 2),
  };
}

function hashLine(line: string): Uint8Array {
  const hash = fromBase64(line);
  if (hash.length !== hashBytes) throw new Error('not a hash line');
  return hash;
}

/**
 * Checks that `entry` is where the proof says, in a checkpoint that `log` signed.
 * Returns its place, the checkpoint's size, and which known keys signed; throws otherwise.
 */
export function verifyTlogProof(
  text: string,
  entry: Uint8Array,
  log: Verifier,
  witnesses: readonly Verifier[] = [],
): { index: number; size: number; signedBy: readonly string[] } {
  const { index, hashes, checkpoint } = parseTlogProof(text);
  const { size, root, signedBy } = openCheckpoint(checkpoint, log, witnesses);
  const tree = { start: 0, end: size };
  if (!verifyInclusion(leafHash(entry), index, tree, hashes, root))
    throw new Error('the entry is not in the log at that place');
  return { index, size, signedBy };
}
