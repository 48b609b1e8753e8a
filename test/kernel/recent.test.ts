import { expect, test } from 'vitest';
import { recent } from '../../src/kernel/recent.ts';

test('a value is made once and kept until more than the limit were asked for after it', () => {
  const made: string[] = [];
  const known = recent<string>(2);
  const ask = (key: string) =>
    known(key, () => {
      made.push(key);
      return key.toUpperCase();
    });
  expect([ask('a'), ask('b'), ask('a'), ask('c'), ask('a')]).toEqual(['A', 'B', 'A', 'C', 'A']);
  expect(made).toEqual(['a', 'b', 'c']);
  ask('b');
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});

test('what could not be made is tried again', () => {
  const known = recent<number>(2);
  const fail = () => {
    throw new Error('malformed');
  };
  expect(() => known('a', fail)).toThrow('malformed');
  expect(known('a', () => 1)).toBe(1);
});
