import { type Bytes, DerError, type DerNode, der, expectTag, tags } from './der.ts';

/** Bytes of an OBJECT IDENTIFIER given in dots. */
export function oid(dotted: string): Bytes {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const content: number[] = [];
  for (const arc of [first * 40 + second, ...rest]) {
    const groups = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift(128 + (left % 128));
    content.push(...groups);
  }
  return der(tags.oid, Uint8Array.from(content));
}

export function readOid(node: DerNode | undefined): string {
  const { content } = expectTag(node, tags.oid);
  if (content.length === 0 || (content.at(-1) ?? 0x80) >= 0x80)
    throw new DerError('object identifier cut off');
  const arcs: number[] = [];
  let arc = 0;
  let fresh = true;
  for (const byte of content) {
    if (fresh && byte === 0x80) throw new DerError('object identifier not in its shortest form');
    arc = arc * 128 + (byte & 0x7f);
    if (!Number.isSafeInteger(arc)) throw new DerError('object identifier too large');
    fresh = byte < 0x80;
    if (!fresh) continue;
    arcs.push(arc);
    arc = 0;
  }
  const [head = 0, ...rest] = arcs;
  const first = Math.min(2, Math.floor(head / 40));
  return [first, head - first * 40, ...rest].join('.');
}

/** INTEGER of a non-negative number, or of big-endian magnitude bytes. */
export function integer(value: number | bigint | Uint8Array): Bytes {
  const magnitude = value instanceof Uint8Array ? value : magnitudeOf(BigInt(value));
  const leading = magnitude.findIndex(byte => byte !== 0);
  const shortest = leading < 0 ? Uint8Array.of(0) : magnitude.subarray(leading);
  const sign = (shortest[0] ?? 0) >= 0x80 ? [Uint8Array.of(0)] : [];
  return der(tags.integer, ...sign, shortest);
}

function magnitudeOf(value: bigint): Uint8Array {
  if (value < 0n) throw new DerError('negative integer');
  const digits = value.toString(16);
  const even = digits.length % 2 === 0 ? digits : `0${digits}`;
  return Uint8Array.from(even.match(/../g) ?? [], pair => Number.parseInt(pair, 16));
}

/** Content bytes of an INTEGER in its shortest form; a negative one is let through for the caller to judge. */
export function integerBytes(node: DerNode | undefined, tag: number = tags.integer): Bytes {
  const { content } = expectTag(node, tag);
  const [first, second = 0] = content;
  if (first === undefined) throw new DerError('empty integer');
  const padded =
    content.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
  if (padded) throw new DerError('integer not in its shortest form');
  return content;
}

/** A small non-negative INTEGER: versions, path lengths, counts. */
export function readSmall(node: DerNode | undefined, tag: number = tags.integer): number {
  const content = integerBytes(node, tag);
  if (content.length > 6 || (content[0] ?? 0) >= 0x80) throw new DerError('integer out of range');
  return content.reduce((value, byte) => value * 256 + byte, 0);
}

export function readBoolean(node: DerNode | undefined): boolean {
  const { content } = expectTag(node, tags.boolean);
  if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff))
    throw new DerError('boolean not in DER');
  return content[0] === 0xff;
}

/** Whole octets of a BIT STRING; unused bits are an error. */
export function readBits(node: DerNode | undefined): Bytes {
  const { content } = expectTag(node, tags.bits);
  if (content[0] !== 0) throw new DerError('bit string with unused bits');
  return content.subarray(1);
}

/** Numbers of the bits that are set in a named BIT STRING. */
export function readFlags(node: DerNode | undefined): Set<number> {
  const { content } = expectTag(node, tags.bits);
  const flags = new Set<number>();
  for (const [i, byte] of content.subarray(1).entries())
    for (let bit = 0; bit < 8; bit++) if (byte & (0x80 >> bit)) flags.add(i * 8 + bit);
  return flags;
}

/** A named BIT STRING: trailing zero bits are left out (X.690 section 11.2.2). */
export function flags(numbers: readonly number[]): Bytes {
  const highest = Math.max(-1, ...numbers);
  const content = new Uint8Array(Math.ceil((highest + 1) / 8));
  for (const n of numbers) content[n >> 3] = (content[n >> 3] ?? 0) | (0x80 >> (n & 7));
  return der(tags.bits, Uint8Array.of(highest < 0 ? 0 : 7 - (highest & 7)), content);
}

const decoders: Readonly<Record<number, string>> = {
  [tags.utf8]: 'utf-8',
  [tags.printable]: 'latin1',
  18: 'latin1', // NumericString
  20: 'latin1', // TeletexString, as openssl reads it
  22: 'latin1', // IA5String
  26: 'latin1', // VisibleString
  30: 'utf-16be', // BMPString
};

/** A character string of any of the types that certificates use. */
export function readText(node: DerNode | undefined): string {
  const label = node && decoders[node.tag];
  if (!label) throw new DerError('character string expected');
  return new TextDecoder(label, { fatal: label !== 'latin1' }).decode(node.content);
}

const pad = (n: number, width = 2) => String(n).padStart(width, '0');

/** RFC 5280 section 4.1.2.5: UTCTime until 2049, GeneralizedTime from 2050; whole seconds in UTC. */
export function time(at: Date, generalized = at.getUTCFullYear() >= 2050): Bytes {
  const rest = [
    at.getUTCMonth() + 1,
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
    at.getUTCSeconds(),
  ];
  const year = generalized ? pad(at.getUTCFullYear(), 4) : pad(at.getUTCFullYear() % 100);
  const digits = `${year}${rest.map(part => pad(part)).join('')}Z`;
  return der(
    generalized ? tags.generalizedTime : tags.utcTime,
    Uint8Array.from(digits, c => c.charCodeAt(0)),
  );
}

const utcTime = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/;
const generalizedTime = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d{1,9})?Z$/;

/** UTCTime or GeneralizedTime in UTC; fractions of a second are kept to the millisecond. */
export function readTime(node: DerNode | undefined): Date {
  if (node?.tag !== tags.utcTime && node?.tag !== tags.generalizedTime)
    throw new DerError('time expected');
  const written = new TextDecoder('latin1').decode(node.content);
  const short = node.tag === tags.utcTime;
  const match = (short ? utcTime : generalizedTime).exec(written);
  if (!match) throw new DerError('time not in DER');
  const [, y = '', ...parts] = match;
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(0, 5).map(Number);
  const year = short ? Number(y) + (Number(y) < 50 ? 2000 : 1900) : Number(y);
  const milliseconds = Math.floor(Number(parts[5] ?? 0) * 1000);
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second, milliseconds));
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) throw new DerError('no such date');
  return at;
}
