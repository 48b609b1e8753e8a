import { describe, expect, test } from 'vitest';
import { isSameFile, wantedRange } from '../../src/platform/byte-range.ts';

describe('the Range of a request (RFC 9110 §14)', () => {
  test.each([
    ['bytes=0-99', { start: 0, end: 100 }],
    ['bytes=900-', { start: 900, end: 1000 }],
    ['bytes=-100', { start: 900, end: 1000 }],
    ['bytes=-5000', { start: 0, end: 1000 }],
    ['bytes=990-5000', { start: 990, end: 1000 }],
    ['bytes=999-999', { start: 999, end: 1000 }],
    ['bytes=1000-', 'none'],
    ['bytes=-0', 'none'],
    ['', null],
    ['bytes=-', null],
    ['bytes=5-3', null],
    ['bytes=0-1,5-9', null],
    ['lines=0-9', null],
  ])('%s of 1000 bytes → %j', (header, part) => expect(wantedRange(header, 1000)).toEqual(part));

  test('an empty file has no part', () => {
    expect(wantedRange('bytes=0-', 0)).toBe('none');
    expect(wantedRange('bytes=-5', 0)).toBe('none');
  });

  test('a part of another version is never sent (If-Range)', () => {
    expect(isSameFile('', '"a"')).toBe(true);
    expect(isSameFile('"a"', '"a"')).toBe(true);
    expect(isSameFile('"b"', '"a"')).toBe(false);
    expect(isSameFile('Wed, 21 Oct 2026 07:28:00 GMT', '"a"')).toBe(false);
  });
});
