const plainNumber = /^\d+(\.\d+)?([eE][+-]?\d+)?$/;
const grouped = /^\d{1,3}([,.]\d{3})+$/;

/**
 * Reads an amount as people write them: 1234567.89, 1,234,567.89, 1.234.567,89, 1'234'567, ¥ and other marks around it.
 * Null where there is none or it is not above zero. One group of three after a comma ("1,234") is thousands.
 */
export function amountOf(text: string): number | null {
  const bare = text.replaceAll(/[\s'’ 元¥￥$€£]|CHF|RMB|CNY|JPY|USD|EUR/g, '');
  const value = Number(plainNumber.test(bare) ? bare : pointed(bare));
  return value > 0 && value < Number.POSITIVE_INFINITY ? value : null;
}

/** With `.` for the decimals and nothing for the thousands; what is not a number stays none. */
function pointed(text: string): string {
  if (!/^[\d.,]+$/.test(text)) return 'none';
  const [comma, point] = [text.lastIndexOf(','), text.lastIndexOf('.')];
  if (comma >= 0 && point >= 0)
    return comma > point ? text.replaceAll('.', '').replace(',', '.') : text.replaceAll(',', '');
  if (grouped.test(text)) return text.replaceAll(/[,.]/g, '');
  return text.replace(',', '.');
}

const yes = new Set([
  '1',
  '1.0',
  'true',
  't',
  'yes',
  'y',
  '是',
  '中标',
  'winner',
  'won',
  'collusive',
  'collusion',
  'cartel',
  'rigged',
  '串标',
  '围标',
]);
const no = new Set([
  '0',
  '0.0',
  'false',
  'f',
  'no',
  'n',
  '否',
  '未中标',
  'loser',
  'lost',
  'competitive',
  'competition',
  'honest',
  '正常',
]);

/** Yes, no, or not said. */
export function yesNo(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  if (yes.has(word)) return true;
  return no.has(word) ? false : null;
}
