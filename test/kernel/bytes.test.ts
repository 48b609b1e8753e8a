import { expect, test } from 'vitest';
import {
  base64,
  concat,
  equal,
  fromBase64,
  fromHex,
  hex,
  lengthPrefixed,
  utf8,
} from '../../src/kernel/bytes.ts';

const all = Uint8Array.from({ length: 70_000 }, (_, i) => i % 256);

test('base64 and hexadecimal come back, also long ones, as Node writes them', () => {
  for (const bytes of [all, all.subarray(0, 1), all.subarray(0, 2), new Uint8Array()]) {
    expect(equal(fromBase64(base64(bytes)), bytes)).toBe(true);
    expect(equal(fromHex(hex(bytes)), bytes)).toBe(true);
    expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
  }
});

test('base64 has one spelling: what another reader would also take is refused', () => {
  expect(fromBase64('QQ==')).toEqual(utf8('A'));
  for (const twin of ['QR==', 'QQ', 'QQ= =', 'QQ==\n', 'QQ-_', '====', 'Q'])
    expect(() => fromBase64(twin), twin).toThrow();
  for (const wrong of ['0', 'zz', '0x00']) expect(() => fromHex(wrong), wrong).toThrow();
});

test('a length prefix keeps two lists of parts from giving the same bytes', () => {
  expect(hex(lengthPrefixed('ab'))).toBe('000000026162');
  const one = concat(lengthPrefixed('a'), lengthPrefixed('bc'));
  const other = concat(lengthPrefixed('ab'), lengthPrefixed('c'));
  expect(equal(one, other)).toBe(false);
});

test('bytes of other lengths or values differ', () => {
  expect(equal(utf8('a'), utf8('ab'))).toBe(false);
  expect(equal(utf8('ab'), utf8('ac'))).toBe(false);
  expect(equal(new Uint8Array(), new Uint8Array())).toBe(true);
});
