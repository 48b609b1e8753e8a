import { expect, test } from 'vitest';
import {
  formatCapitals,
  formatOverview,
  formatThousands,
  formatYuan,
  parseYuan,
  percentOf,
} from '../../src/kernel/money.ts';

test('yuan text is read as fen and written back with two decimals', () => {
  expect(parseYuan('218940216.50')).toBe(21_894_021_650n);
  expect(parseYuan('0.05')).toBe(5n);
  expect(parseYuan('587754303')).toBe(58_775_430_300n);
  expect(parseYuan('1.5')).toBe(150n);
  expect(formatYuan(21_894_021_650n)).toBe('218940216.50');
  expect(formatYuan(5n)).toBe('0.05');
  expect(formatYuan(-5n)).toBe('-0.05');
});

test.each(['', '1.234', '-1.00', '1,000.00', '１.00', '1e3', ' 1', '.5', '1.', '1234567890123456'])(
  'yuan text %j is refused',
  yuan => {
    expect(() => parseYuan(yuan)).toThrow(expect.objectContaining({ code: 'MALFORMED' }));
  },
);

test.each([
  [0n, '0.00'],
  [99_999n, '999.99'],
  [100_000n, '1,000.00'],
  [21_894_021_650n, '218,940,216.50'],
  [-123_456_789n, '−1,234,567.89'],
])('fen %s in thousands is %s', (fen, shown) => expect(formatThousands(fen)).toBe(shown));

test.each([
  ['9999.99', '9,999.99 元'],
  ['10000.00', '1.00 万元'],
  ['18600000.00', '1,860.00 万元'],
  ['64187304.99', '6,418.73 万元'],
  ['99999949.99', '9,999.99 万元'],
  ['99999950.00', '1.00 亿元'],
  ['100000000.00', '1.00 亿元'],
  ['238600000.00', '2.386 亿元'],
  ['126000000.00', '1.26 亿元'],
  ['48625000000.00', '486.25 亿元'],
  ['123456789012.00', '1,234.568 亿元'],
])('%s yuan in an overview is %s', (yuan, shown) =>
  expect(formatOverview(parseYuan(yuan))).toBe(shown),
);

test('a negative overview uses the minus sign of the type', () =>
  expect(formatOverview(-1_860_000_000n)).toBe('−1,860.00 万元'));

test.each([
  ['150600000.00', '壹亿伍仟零陆拾万元整'],
  ['0.00', '零元整'],
  ['0.05', '伍分'],
  ['0.50', '伍角整'],
  ['0.55', '伍角伍分'],
  ['10.00', '壹拾元整'],
  ['16409.02', '壹万陆仟肆佰零玖元零贰分'],
  ['325.04', '叁佰贰拾伍元零肆分'],
  ['1409.50', '壹仟肆佰零玖元伍角整'],
  ['107000.53', '壹拾万柒仟元伍角叁分'],
  ['6007.14', '陆仟零柒元壹角肆分'],
  ['100500.00', '壹拾万零伍佰元整'],
  ['1001000.00', '壹佰万壹仟元整'],
  ['100000001.00', '壹亿零壹元整'],
  ['105000000.00', '壹亿零伍佰万元整'],
  ['100010000.00', '壹亿零壹万元整'],
  ['1010101.01', '壹佰零壹万零壹佰零壹元零壹分'],
  ['1000000000000.00', '壹万亿元整'],
  ['1000100000000.00', '壹万零壹亿元整'],
  ['218940216.50', '贰亿壹仟捌佰玖拾肆万零贰佰壹拾陆元伍角整'],
  ['999999999999999.99', '玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
])('%s yuan in capitals is %s', (yuan, capitals) =>
  expect(formatCapitals(parseYuan(yuan))).toBe(capitals),
);

test('a share is rounded half-up', () => {
  expect(percentOf(parseYuan('2000000'), parseYuan('238600000'))).toBe('0.84%');
  expect(percentOf(1n, 8n, 1)).toBe('12.5%');
  expect(percentOf(1n, 3n, 0)).toBe('33%');
  expect(percentOf(-1n, 16n)).toBe('−6.25%');
});
