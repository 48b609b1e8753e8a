import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { parquetFile } from '../../src/platform/parquet.ts';

const folder = mkdtempSync(join(tmpdir(), 'kaibiao-parquet-'));
/** What follows it is the deflated page; then come others. */
const gzipHead = 10;
afterAll(() => rmSync(folder, { recursive: true }));

/**
 * The footer and first page, byte by byte as the format's compact Thrift has them; that DuckDB reads whole tables and
 * finds the same numbers in them shows bench/beyond.ts.
 */
test('one column of one row group is what the format says', () => {
  const path = join(folder, 'one.parquet');
  const file = parquetFile(path, [{ name: 'n', type: 'int64' }]);
  file.write([[1], [-2n]]);
  file.write([]);
  file.end();
  const bytes = readFileSync(path);
  expect(bytes.subarray(0, 4).toString()).toBe('PAR1');
  expect(bytes.subarray(-4).toString()).toBe('PAR1');
  const length = bytes.readUInt32LE(bytes.length - 8);
  const footer = bytes.subarray(bytes.length - 8 - length, bytes.length - 8);
  // version 1; schema of two: the table with one child, and n: INT64, required.
  expect(footer.toString('hex')).toMatch(/^1502192c48057461626c651502001504250018016e001604191c/);
  const gzip = bytes.indexOf(Buffer.from('1f8b', 'hex'));
  const plain = inflateRawSync(bytes.subarray(gzip + gzipHead));
  expect([plain.readBigInt64LE(0), plain.readBigInt64LE(8), plain.length]).toEqual([1n, -2n, 16]);
  // page header: data page, 16 bytes plain, so many packed, two values, plain.
  expect(bytes.subarray(4, 8).toString('hex')).toBe('15001520');
});

test('text, days, truth and fractions are plain values in their order', () => {
  const path = join(folder, 'all.parquet');
  const file = parquetFile(path, [
    { name: 't', type: 'text' },
    { name: 'd', type: 'day' },
    { name: 'b', type: 'boolean' },
    { name: 'f', type: 'double' },
  ]);
  file.write([
    ['甲', '1970-01-02', true, 0.5],
    ['', '1969-12-31', false, -1],
    ['x', '2026-01-01', true, 2],
  ]);
  file.end();
  const bytes = readFileSync(path);
  const pages: Buffer[] = [];
  for (
    let at = bytes.indexOf('1f8b08', 0, 'hex');
    at >= 0;
    at = bytes.indexOf('1f8b08', at + 3, 'hex')
  )
    pages.push(inflateRawSync(bytes.subarray(at + gzipHead)));
  expect(pages.map(page => page.toString('hex'))).toEqual([
    '03000000e794b2000000000100000078',
    '01000000ffffffffe64f0000',
    '05',
    '000000000000e03f000000000000f0bf0000000000000040',
  ]);
});
