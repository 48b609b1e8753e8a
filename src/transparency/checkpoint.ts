import { base64, fromBase64 } from '../kernel/bytes.ts';
import { hashBytes } from './hash.ts';
import { openNote, parseNote, type Signer, signNote, type Verifier } from './note.ts';

/** C2SP tlog-checkpoint: what the log was at one size. */
export interface Checkpoint {
  /** Names the log; also the name of its key. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** Opaque lines after the third; we write none. */
  readonly extension: readonly string[];
}

/** The signed note of a checkpoint. */
export function signCheckpoint(
  checkpoint: Omit<Checkpoint, 'extension'>,
  signers: readonly Signer[],
): string {
  const { origin, size, root } = checkpoint;
  if (!Number.isSafeInteger(size) || size < 0 || root.length !== hashBytes || /\n/.test(origin))
    throw new Error('not a checkpoint');
  return signNote(`${origin}\n${size}\n${base64(root)}\n`, signers);
}

/** Reads the text of a checkpoint; throws unless it is written in the one permitted way. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = '', size = '', root = '', ...rest] = text.split('\n');
  const hash = fromBase64(root);
  const extension = rest.slice(0, -1);
  if (rest.at(-1) !== '' || origin === '' || extension.includes(''))
    throw new Error('not a checkpoint');
  if (!/^(0|[1-9]\d{0,15})$/.test(size) || !Number.isSafeInteger(Number(size)))
    throw new Error('not a tree size');
  if (hash.length !== hashBytes) throw new Error('not a root hash');
  return { origin, size: Number(size), root: hash, extension };
}

/** The checkpoint of a note that the log itself signed (its key is named like the origin), and who else did. */
export function openCheckpoint(
  note: string,
  log: Verifier,
  witnesses: readonly Verifier[] = [],
): Checkpoint & { signedBy: readonly string[] } {
  const { text, signedBy } = openNote(note, [log, ...witnesses]);
  const checkpoint = parseCheckpoint(text);
  if (checkpoint.origin !== log.name || !signedBy.includes(log.name))
    throw new Error(`not a checkpoint of ${log.name}`);
  return { ...checkpoint, signedBy };
}

/** The checkpoint of a note whose signatures were checked before, or are to be checked later. */
export const readCheckpoint = (note: string): Checkpoint => parseCheckpoint(parseNote(note).text);
