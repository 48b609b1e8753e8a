import { closeSync, openSync, writeSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/**
 * Parquet as far as a table of plain columns needs it (Apache Parquet format 2.10): every value there, plain encoding, one
 * page for each column of a row group, gzip. Row groups are written as they come, so that a table of any length needs the
 * memory of one. Read back by DuckDB in bench/beyond.ts.
 */
export type ColumnType = 'text' | 'int64' | 'double' | 'boolean' | 'day';
export type Cell = string | bigint | number | boolean;

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

/** Physical types, and the logical ones beside them (ConvertedType): UTF8 is 0, DATE is 6. */
const types: Readonly<
  Record<ColumnType, { readonly physical: number; readonly logical?: number }>
> = {
  boolean: { physical: 0 },
  day: { physical: 1, logical: 6 },
  int64: { physical: 2 },
  double: { physical: 5 },
  text: { physical: 6, logical: 0 },
};
const gzip = 2;
const magic = Buffer.from('PAR1');
const dayMs = 86_400_000;

/** Thrift's compact protocol, by the few kinds that the format's structures are made of. */
type Field = readonly [id: number, kind: 5 | 6 | 8 | 9 | 12, value: Buffer];

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let left = value;
  for (; left > 0x7fn; left >>= 7n) bytes.push(Number(left & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(left)]);
}
const zigzag = (value: number | bigint) => varint(BigInt(value) << 1n);
const i32 = (id: number, value: number): Field => [id, 5, zigzag(value)];
const i64 = (id: number, value: number | bigint): Field => [id, 6, zigzag(value)];
const sized = (text: string) =>
  Buffer.concat([varint(BigInt(Buffer.byteLength(text))), Buffer.from(text)]);
const text = (id: number, value: string): Field => [id, 8, sized(value)];
const nested = (id: number, value: Buffer): Field => [id, 12, value];

function list(id: number, kind: 5 | 8 | 12, items: readonly Buffer[]): Field {
  const head = items.length < 15 ? [(items.length << 4) | kind] : [0xf0 | kind];
  const count = items.length < 15 ? [] : [varint(BigInt(items.length))];
  return [id, 9, Buffer.concat([Buffer.from(head), ...count, ...items])];
}

/** Fields in the order of their ids, each by its distance from the one before. */
function struct(...fields: readonly Field[]): Buffer {
  let before = 0;
  const parts = fields.map(([id, kind, value]) => {
    const head = Buffer.from([((id - before) << 4) | kind]);
    before = id;
    return Buffer.concat([head, value]);
  });
  return Buffer.concat([...parts, Buffer.from([0])]);
}

const encoders: Readonly<Record<ColumnType, (values: readonly Cell[]) => Buffer>> = {
  text: values =>
    Buffer.concat(
      values.flatMap(value => {
        const bytes = Buffer.from(String(value));
        const length = Buffer.alloc(4);
        length.writeUInt32LE(bytes.length);
        return [length, bytes];
      }),
    ),
  int64: values => Buffer.from(BigInt64Array.from(values, value => BigInt(value)).buffer),
  double: values => Buffer.from(Float64Array.from(values, Number).buffer),
  day: values =>
    Buffer.from(Int32Array.from(values, day => Date.parse(String(day)) / dayMs).buffer),
  boolean: values => {
    const bits = Buffer.alloc(Math.ceil(values.length / 8));
    for (const [i, value] of values.entries())
      if (value) bits[i >> 3] = (bits[i >> 3] ?? 0) | (1 << (i & 7));
    return bits;
  },
};

/** One column of a row group as its page; `at` is where it begins in the file. */
function chunkOf({ name, type }: Column, values: readonly Cell[], at: number) {
  const plain = encoders[type](values);
  const packed = gzipSync(plain, { level: 3 });
  const about = struct(i32(1, values.length), i32(2, 0), i32(3, 3), i32(4, 3));
  const head = struct(i32(1, 0), i32(2, plain.length), i32(3, packed.length), nested(5, about));
  const page = Buffer.concat([head, packed]);
  const meta = struct(
    ...[i32(1, types[type].physical), list(2, 5, [zigzag(0)]), list(3, 8, [sized(name)])],
    ...[i32(4, gzip), i64(5, values.length), i64(6, head.length + plain.length)],
    ...[i64(7, page.length), i64(9, at)],
  );
  return { page, described: struct(i64(2, at), nested(3, meta)) };
}

function schemaOf(columns: readonly Column[]): Buffer[] {
  const root = struct(text(4, 'table'), i32(5, columns.length));
  const leaves = columns.map(({ name, type }) => {
    const { physical, logical } = types[type];
    const said = logical === undefined ? [] : [i32(6, logical)];
    return struct(i32(1, physical), i32(3, 0), text(4, name), ...said);
  });
  return [root, ...leaves];
}

export interface ParquetFile {
  /** Adds rows, each a cell for every column in order, as one row group. */
  write(rows: readonly (readonly Cell[])[]): void;
  /** Writes what describes the file; without it nothing of it can be read. */
  end(): void;
}

export function parquetFile(path: string, columns: readonly Column[]): ParquetFile {
  const file = openSync(path, 'w');
  const groups: Buffer[] = [];
  let at = 0;
  let count = 0;
  const put = (bytes: Buffer) => {
    writeSync(file, bytes);
    at += bytes.length;
  };
  put(magic);
  return {
    write(rows) {
      if (rows.length === 0) return;
      const from = at;
      const chunks = columns.map((column, c) => {
        const chunk = chunkOf(
          column,
          rows.map(row => row[c] ?? ''),
          at,
        );
        put(chunk.page);
        return chunk.described;
      });
      groups.push(struct(list(1, 12, chunks), i64(2, at - from), i64(3, rows.length)));
      count += rows.length;
    },
    end() {
      const footer = struct(
        ...[i32(1, 1), list(2, 12, schemaOf(columns)), i64(3, count), list(4, 12, groups)],
        text(6, 'kaibiao'),
      );
      const length = Buffer.alloc(4);
      length.writeUInt32LE(footer.length);
      put(Buffer.concat([footer, length, magic]));
      closeSync(file);
    },
  };
}
