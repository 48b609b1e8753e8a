import { expect, test } from 'vitest';
import { csvOf } from '../../src/kernel/csv.ts';

test('begins with a byte order mark and ends lines with CRLF, as Excel wants', () => {
  expect(csvOf([['名称'], ['开标']])).toBe('\uFEFF名称\r\n开标\r\n');
});

test('quotes what has commas, quotes or line ends', () => {
  expect(csvOf([['a'], ['x,y'], ['say "no"'], ['two\nlines']])).toBe(
    '\uFEFFa\r\n"x,y"\r\n"say ""no"""\r\n"two\nlines"\r\n',
  );
});

test('a cell that a spreadsheet would run as a formula is defused', () => {
  expect(csvOf([['a'], ['=HYPERLINK("http://x")'], ['+1'], ['@cmd']])).toBe(
    '\uFEFFa\r\n"\'=HYPERLINK(""http://x"")"\r\n\'+1\r\n\'@cmd\r\n',
  );
});
