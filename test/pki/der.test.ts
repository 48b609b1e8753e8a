import { describe, expect, test } from 'vitest';
import { fromHex, hex } from '../../src/kernel/bytes.ts';
import { DerError, der, Fields, readDer, sequence, setMembers, setOf } from '../../src/pki/der.ts';
import {
  flags,
  integer,
  integerBytes,
  oid,
  readFlags,
  readOid,
  readSmall,
  readText,
  readTime,
  time,
} from '../../src/pki/der-values.ts';

const refused = (run: () => unknown) => expect(run).toThrow(DerError);

describe('strict DER', () => {
  test.each([
    ['an indefinite length', '30800000'],
    ['a long form where the short one fits', '308101ff'],
    ['a length with a leading zero', `30820080${'00'.repeat(128)}`],
    ['a length that is cut off', '3082'],
    ['a length over the input', '30050101ff'],
    ['a five-byte length', '308501000000000000'],
    ['a high tag number', '1f810100'],
    ['bytes after the element', '050000'],
    ['nothing', ''],
  ])('%s is refused', (_, bytes) => refused(() => readDer(fromHex(bytes))));

  test('a field that nobody read is refused', () => {
    const fields = new Fields(readDer(sequence(integer(1), integer(2))));
    fields.take();
    refused(() => fields.end());
  });
  test('a SET OF out of order is refused, and written in order', () => {
    refused(() => setMembers(readDer(fromHex('3106020102020101'))));
    expect(hex(setOf([integer(2), integer(1)]))).toBe('3106020101020102');
  });
  test('lengths of one, two and three bytes are read back', () => {
    for (const size of [0, 127, 128, 255, 256, 65_536])
      expect(readDer(der(0x04, new Uint8Array(size))).content.length).toBe(size);
  });
});

describe('values', () => {
  test.each(['1.2.840.113549.1.9.16.2.47', '2.5.4.97', '2.16.840.1.101.3.4.2.1', '0.9.2342'])(
    'object identifier %s',
    dotted => expect(readOid(readDer(oid(dotted)))).toBe(dotted),
  );
  test('an object identifier with padding is refused', () =>
    refused(() => readOid(readDer(fromHex('06042a808648')))));
  test('an integer with padding is refused', () =>
    refused(() => integerBytes(readDer(fromHex('02020001')))));
  test('a negative or large integer is not a small one', () => {
    refused(() => readSmall(readDer(fromHex('0201ff'))));
    refused(() => readSmall(readDer(integer(2n ** 70n))));
    expect(readSmall(readDer(integer(40_000)))).toBe(40_000);
  });
  test('named bits', () => {
    expect(hex(flags([0, 1]))).toBe('030206c0');
    expect([...readFlags(readDer(flags([5, 6])))]).toEqual([5, 6]);
  });
  test('times on both sides of 2050', () => {
    for (const iso of ['2049-12-31T23:59:59.000Z', '2050-01-01T00:00:00.000Z'])
      expect(readTime(readDer(time(new Date(iso)))).toISOString()).toBe(iso);
  });
  test('a date that does not exist is refused', () =>
    refused(() => readTime(readDer(der(0x17, new TextEncoder().encode('250230000000Z'))))));
  test('malformed UTF-8 is refused', () =>
    expect(() => readText(readDer(fromHex('0c01ff')))).toThrow());
});
