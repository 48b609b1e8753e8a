import { inflateRawSync } from 'node:zlib';

/** What a document may cost to read: a bidder's file is a stranger's file. */
const limits = { entries: 10_000, entryBytes: 64 << 20, allBytes: 256 << 20 };

/** The file breaks the format or a limit: it is told of, and compared without. */
export class UnreadableDocument extends Error {}

const refuse = (why: string): never => {
  throw new UnreadableDocument(why);
};

interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}

/** The end record is in the last 64 KiB: its comment may be that long (APPNOTE 4.3.16). */
function endRecord(file: DataView): number {
  const lowest = Math.max(0, file.byteLength - 65_557);
  for (let at = file.byteLength - 22; at >= lowest; at--)
    if (file.getUint32(at, true) === 0x06054b50) return at;
  return refuse('不是 ZIP 文件');
}

function readEntry(file: DataView, at: number) {
  if (at + 46 > file.byteLength || file.getUint32(at, true) !== 0x02014b50)
    return refuse('ZIP 目录损坏');
  if (file.getUint16(at + 8, true) & 1) return refuse('ZIP 已加密');
  const [nameLength, extra, comment] = [28, 30, 32].map(o => file.getUint16(at + o, true));
  if (at + 46 + (nameLength ?? 0) > file.byteLength) return refuse('ZIP 目录损坏');
  const bytes = new Uint8Array(file.buffer, file.byteOffset + at + 46, nameLength);
  const entry: Entry = {
    method: file.getUint16(at + 10, true),
    packed: file.getUint32(at + 20, true),
    size: file.getUint32(at + 24, true),
    at: file.getUint32(at + 42, true),
  };
  const next = at + 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  return { name: new TextDecoder().decode(bytes), entry, next };
}

/** A ZIP file's parts by name, each unpacked when it is asked for, never beyond the limits (zip bombs). */
export class Zip {
  readonly #file: DataView;
  readonly #entries = new Map<string, Entry>();
  #unpacked = 0;

  constructor(bytes: Uint8Array) {
    this.#file = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.byteLength < 22) refuse('不是 ZIP 文件');
    const end = endRecord(this.#file);
    const count = this.#file.getUint16(end + 10, true);
    if (count > limits.entries) refuse('ZIP 内文件过多');
    let at = this.#file.getUint32(end + 16, true);
    for (let i = 0; i < count; i++) {
      const { name, entry, next } = readEntry(this.#file, at);
      this.#entries.set(name, entry);
      at = next;
    }
  }

  names(): string[] {
    return [...this.#entries.keys()];
  }

  /** Null where there is no such part. */
  bytes(name: string): Uint8Array | null {
    const entry = this.#entries.get(name);
    if (!entry) return null;
    const packed = this.#packed(entry);
    const room = Math.min(limits.entryBytes, limits.allBytes - this.#unpacked);
    if (room <= 0) return refuse('解压后过大');
    const found = entry.method === 0 ? packed : inflate(packed, entry.method, room);
    this.#unpacked += found.length;
    return found;
  }

  text(name: string): string | null {
    const bytes = this.bytes(name);
    return bytes && new TextDecoder().decode(bytes);
  }

  #packed({ at, packed }: Entry): Uint8Array {
    const file = this.#file;
    if (at + 30 > file.byteLength || file.getUint32(at, true) !== 0x04034b50)
      return refuse('ZIP 内文件损坏');
    const from = at + 30 + file.getUint16(at + 26, true) + file.getUint16(at + 28, true);
    if (from + packed > file.byteLength) return refuse('ZIP 内文件不完整');
    return new Uint8Array(file.buffer, file.byteOffset + from, packed);
  }
}

function inflate(packed: Uint8Array, method: number, room: number): Uint8Array {
  if (method !== 8) return refuse('ZIP 压缩方法不支持');
  try {
    return inflateRawSync(packed, { maxOutputLength: room });
  } catch {
    return refuse('解压失败或者解压后过大');
  }
}
