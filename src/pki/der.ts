import { concat, utf8 } from '../kernel/bytes.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

/** One DER element. `raw` is the whole element, `content` what is inside; both are views of the input. */
export interface DerNode {
  readonly tag: number;
  readonly content: Bytes;
  readonly raw: Bytes;
}

/** Input that is not strict DER, or not the shape asked for. */
export class DerError extends Error {
  override readonly name = 'DerError';
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  nul: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8: 0x0c,
  printable: 0x13,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Tag of `[n]`: constructed (explicit, or implicit over SEQUENCE and SET) unless `primitive`. */
export const context = (n: number, primitive = false): number => (primitive ? 0x80 : 0xa0) | n;

interface Extent {
  readonly start: number;
  readonly end: number;
}

/** X.690 section 10.1: definite, shortest form only, and inside the input: sizes are checked before any use. */
function extentAt(bytes: Uint8Array, at: number): Extent {
  const first = bytes[at];
  if (first === undefined) throw new DerError('element without length');
  if (first < 0x80) return { start: at + 1, end: at + 1 + first };
  const count = first & 0x7f;
  if (count === 0 || count > 4) throw new DerError('indefinite or oversized length');
  let length = 0;
  for (let i = 1; i <= count; i++) length = length * 256 + (bytes[at + i] ?? Number.NaN);
  const shortest = length >= 0x80 && length >= 256 ** (count - 1);
  if (!shortest) throw new DerError('length cut off or not in its shortest form');
  return { start: at + 1 + count, end: at + 1 + count + length };
}

/** Reads the element that starts at `at`; what follows it is left alone. */
function readDerAt(bytes: Uint8Array, at: number): DerNode {
  const tag = bytes[at];
  if (tag === undefined) throw new DerError('element expected');
  if ((tag & 0x1f) === 0x1f) throw new DerError('high tag numbers are not used here');
  const { start, end } = extentAt(bytes, at + 1);
  if (end > bytes.length) throw new DerError('element longer than its container');
  const view = bytes as Bytes;
  return { tag, content: view.subarray(start, end), raw: view.subarray(at, end) };
}

/** Reads exactly one element; bytes after it are an error, so a signed structure has no hidden tail. */
export function readDer(bytes: Uint8Array, tag?: number): DerNode {
  const node = readDerAt(bytes, 0);
  if (node.raw.length !== bytes.length) throw new DerError('bytes after the element');
  if (tag !== undefined) expectTag(node, tag);
  return node;
}

export function expectTag(node: DerNode | undefined, tag: number): DerNode {
  if (!node) throw new DerError(`tag ${tag.toString(16)} expected, nothing found`);
  if (node.tag !== tag)
    throw new DerError(`tag ${tag.toString(16)} expected, ${node.tag.toString(16)} found`);
  return node;
}

/** The elements inside a constructed one. Depth is the caller's: nothing here recurses. */
export function childrenOf(node: DerNode | undefined, tag?: number): DerNode[] {
  if (!node) throw new DerError('constructed element expected, nothing found');
  if (tag !== undefined) expectTag(node, tag);
  if ((node.tag & 0x20) === 0) throw new DerError('constructed element expected');
  const children: DerNode[] = [];
  for (let at = 0; at < node.content.length; ) {
    const child = readDerAt(node.content, at);
    children.push(child);
    at += child.raw.length;
  }
  return children;
}

/** Walks the fields of a SEQUENCE in order: `take` needs a tag, `maybe` gives null when the next tag differs. */
export class Fields {
  private readonly nodes: readonly DerNode[];
  private at = 0;

  constructor(node: DerNode | undefined, tag: number = tags.sequence) {
    this.nodes = childrenOf(node, tag);
  }

  take(tag?: number): DerNode {
    const node = this.nodes[this.at++];
    if (!node) throw new DerError('field missing');
    return tag === undefined ? node : expectTag(node, tag);
  }

  maybe(tag: number): DerNode | null {
    const node = this.nodes[this.at];
    if (node?.tag !== tag) return null;
    this.at++;
    return node;
  }

  /** Throws when fields are left that nobody read. */
  end(): void {
    if (this.at < this.nodes.length) throw new DerError('unknown field');
  }
}

/** Members of a SET OF, which DER orders by their bytes (X.690 section 11.6). */
export function setMembers(node: DerNode | undefined, tag: number = tags.set): DerNode[] {
  const members = childrenOf(node, tag);
  for (const [i, member] of members.entries()) {
    const previous = members[i - 1];
    if (previous && compareBytes(previous.raw, member.raw) > 0)
      throw new DerError('SET OF not in DER order');
  }
  return members;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** One element of `tag` around the parts. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Bytes {
  const content = concat(...parts);
  const { length } = content;
  if (length < 0x80) return concat(Uint8Array.of(tag, length), content);
  const size: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) size.unshift(rest % 256);
  return concat(Uint8Array.of(tag, 0x80 | size.length, ...size), content);
}

export const sequence = (...parts: readonly Uint8Array[]): Bytes => der(tags.sequence, ...parts);

/** SET OF, its members sorted as DER wants. `tag` for an implicit one. */
export const setOf = (members: readonly Uint8Array[], tag: number = tags.set): Bytes =>
  der(tag, ...[...members].sort(compareBytes));

export const octets = (bytes: Uint8Array): Bytes => der(tags.octets, bytes);
export const bits = (bytes: Uint8Array): Bytes => der(tags.bits, Uint8Array.of(0), bytes);
export const nul: Bytes = der(tags.nul);
export const text = (value: string): Bytes => der(tags.utf8, utf8(value));
export const yes: Bytes = der(tags.boolean, Uint8Array.of(0xff));
