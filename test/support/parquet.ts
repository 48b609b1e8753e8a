import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/**
 * Reads a Parquet file by the format (Apache Parquet 2.10, Thrift compact protocol) as far as required columns, plain
 * encoding and gzip go: another hand than the writer's, so that what one gets wrong the other shows.
 */
type Value = bigint | Buffer | boolean | number | Value[] | Struct;
type Struct = Map<number, Value>;

class Reader {
  readonly bytes: Buffer;
  at: number;
  constructor(bytes: Buffer, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte(): number {
    return this.bytes.readUInt8(this.at++);
  }

  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }

  zigzag(): bigint {
    const value = this.varint();
    return (value >> 1n) ^ -(value & 1n);
  }

  value(type: number): Value {
    if (type === 1 || type === 2) return type === 1;
    if (type === 8) return this.binary();
    if (type === 9) return this.list();
    if (type === 12) return this.struct();
    if (type >= 4 && type <= 6) return this.zigzag();
    throw new Error(`no value of type ${type} is expected here`);
  }

  binary(): Buffer {
    const length = Number(this.varint());
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  list(): Value[] {
    const head = this.byte();
    const count = head >> 4 === 15 ? Number(this.varint()) : head >> 4;
    return Array.from({ length: count }, () => this.value(head & 15));
  }

  struct(): Struct {
    const fields: Struct = new Map();
    for (let id = 0, head = this.byte(); head !== 0; head = this.byte()) {
      id = head >> 4 === 0 ? Number(this.zigzag()) : id + (head >> 4);
      fields.set(id, this.value(head & 15));
    }
    return fields;
  }
}

const structs = (value: Value | undefined) => value as Struct[];
const number = (value: Value | undefined) => Number(value);

/** Plain values by physical type: boolean, int32, int64, double, byte array. */
function plain(type: number, page: Buffer, count: number): unknown[] {
  let at = 0;
  const next: Record<number, (n: number) => unknown> = {
    0: n => ((page.readUInt8(n >> 3) >> (n & 7)) & 1) === 1,
    1: n => page.readInt32LE(4 * n),
    2: n => page.readBigInt64LE(8 * n),
    5: n => page.readDoubleLE(8 * n),
    6: () => {
      const length = page.readUInt32LE(at);
      at += 4 + length;
      return page.toString('utf8', at - length, at);
    },
  };
  return Array.from({ length: count }, (_, n) => next[type]?.(n));
}

function columnOf(bytes: Buffer, chunk: Struct): unknown[] {
  const about = chunk.get(3) as Struct;
  const header = new Reader(bytes, number(about.get(9)));
  const page = header.struct();
  const packed = bytes.subarray(header.at, header.at + number(page.get(3)));
  return plain(number(about.get(1)), gunzipSync(packed), number(about.get(5)));
}

/** Every row by the names of its columns. */
export function readParquet(path: string): Record<string, unknown>[] {
  const bytes = readFileSync(path);
  const length = bytes.readUInt32LE(bytes.length - 8);
  const footer = new Reader(bytes, bytes.length - 8 - length).struct();
  const names = structs(footer.get(2))
    .slice(1)
    .map(element => String(element.get(4)));
  const rows = structs(footer.get(4)).flatMap(group => {
    const columns = structs(group.get(1)).map(chunk => columnOf(bytes, chunk));
    return Array.from({ length: number(group.get(3)) }, (_, n) =>
      Object.fromEntries(names.map((name, c) => [name, columns[c]?.[n]])),
    );
  });
  if (rows.length !== number(footer.get(3))) throw new Error('not as many rows as the file says');
  return rows;
}
