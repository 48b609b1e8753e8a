import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { base64, concat, equal, fromBase64, fromHex, hex, utf8 } from '../kernel/bytes.ts';

/** C2SP signed-note: a text and the Ed25519 signatures of those who stand by it. */
export interface Note {
  /** Ends in a newline; it is exactly what was signed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}
interface NoteSignature {
  readonly name: string;
  /** First four bytes of a hash over name and key. */
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

/** Whose signature to believe. `type` is the note's signature type byte: 1 = Ed25519. */
export interface Verifier {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly publicKey: Uint8Array;
}
export interface Signer {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly sign: (text: Uint8Array) => Uint8Array;
}

const ed25519Type = Uint8Array.of(1);
/** More than the 16 that every reader must accept; a longer note is an attack on our time. */
const maxSignatures = 32;
const maxLength = 256 * 1024;

const keyIdOf = (name: string, key: Uint8Array) =>
  sha256(concat(utf8(name), utf8('\n'), key)).slice(0, 4);

/** A key name is not empty and has neither spaces nor a plus sign. */
const isKeyName = (name: string) => /^[^\s+\p{Cc}]+$/u.test(name);

function named(name: string): string {
  if (!isKeyName(name)) throw new Error(`not a key name: ${name}`);
  return name;
}

/** The published form of a key: `name+keyId+base64(type ‖ public key)`. */
export function formatVerifier({ name, keyId, publicKey }: Verifier): string {
  return `${named(name)}+${hex(keyId)}+${base64(concat(ed25519Type, publicKey))}`;
}

/** Reads a verifier key string; throws when it is malformed, of another type, or its id does not belong to it. */
export function parseVerifier(text: string): Verifier {
  const found = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text);
  const [, name = '', id = '', encoded = ''] = found ?? [];
  const key = fromBase64(encoded);
  const keyId = fromHex(id);
  if (!isKeyName(name) || key.length !== 33 || key[0] !== 1) throw new Error('not a verifier key');
  if (!equal(keyId, keyIdOf(name, key))) throw new Error('the key id does not belong to the key');
  return { name, keyId, publicKey: key.slice(1) };
}

/** The verifier of an Ed25519 public key (32 bytes). */
function verifierOf(name: string, publicKey: Uint8Array): Verifier {
  return { name: named(name), keyId: keyIdOf(name, concat(ed25519Type, publicKey)), publicKey };
}

/** Signs under `name` with an Ed25519 seed (32 bytes). */
export function signerOf(name: string, seed: Uint8Array): Signer & { verifier: Verifier } {
  const verifier = verifierOf(name, ed25519.getPublicKey(seed));
  return { name, keyId: verifier.keyId, verifier, sign: text => ed25519.sign(text, seed) };
}

/** The text with the signature of each signer beneath. */
export function signNote(text: string, signers: readonly Signer[]): string {
  if (!isText(text) || !text.endsWith('\n')) throw new Error('not the text of a note');
  return addSignatures(
    `${text}\n`,
    signers.map(({ name, keyId, sign }) => ({ name, keyId, signature: sign(utf8(text)) })),
  );
}

/** Puts further signatures (of witnesses) under a note. */
function addSignatures(note: string, signatures: readonly NoteSignature[]): string {
  const lines = signatures.map(s => `— ${named(s.name)} ${base64(concat(s.keyId, s.signature))}\n`);
  return note + lines.join('');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the note format forbids them by number
const isText = (text: string) => !/[\u0000-\u0009\u000b-\u001f\ufffd]/.test(text);

/** Splits a note from its signatures without checking them; throws on anything not written as the format says. */
export function parseNote(note: string): Note {
  if (note.length > maxLength || !isText(note)) throw new Error('not a note');
  const border = note.lastIndexOf('\n\n');
  if (border < 0 || !note.endsWith('\n')) throw new Error('not a note');
  const lines = note.slice(border + 2, -1).split('\n');
  if (lines.length > maxSignatures) throw new Error('too many signatures');
  return { text: note.slice(0, border + 1), signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): NoteSignature {
  const [, name = '', encoded = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
  const bytes = fromBase64(encoded);
  if (!isKeyName(name) || bytes.length < 5) throw new Error('not a signature line');
  return { name, keyId: bytes.slice(0, 4), signature: bytes.slice(4) };
}

/**
 * The text of a note and the names of the known keys that signed it.
 * Unknown signatures are passed over; a wrong one under a known key, or none at all, refuses the note.
 */
export function openNote(
  note: string,
  known: readonly Verifier[],
): { text: string; signedBy: readonly string[] } {
  const { text, signatures } = parseNote(note);
  const bytes = utf8(text);
  const signedBy = new Set<string>();
  for (const { name, keyId, signature } of signatures) {
    const key = known.find(k => k.name === name && equal(k.keyId, keyId));
    if (!key) continue;
    if (!holds(signature, bytes, key.publicKey)) throw new Error(`wrong signature of ${name}`);
    signedBy.add(name);
  }
  if (signedBy.size === 0) throw new Error('no known key signed the note');
  return { text, signedBy: [...signedBy] };
}

/** Strict RFC 8032 (no cofactor leniency): every reader must come to the same answer. */
function holds(signature: Uint8Array, text: Uint8Array, publicKey: Uint8Array): boolean {
  return signature.length === 64 && ed25519.verify(signature, text, publicKey, { zip215: false });
}
