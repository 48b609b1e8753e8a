import { RuleError } from './rule-error.ts';

const text = /^(\d{1,15})(?:\.(\d{1,2}))?$/;

/** Reads "218940216.50" (yuan, at most two decimals) as bigint fen; throws MALFORMED on anything else. */
export function parseYuan(yuan: string): bigint {
  const match = text.exec(yuan);
  if (!match)
    throw new RuleError('MALFORMED', {
      zh: `金额“${yuan}”不对：请写元，最多两位小数。`,
      en: `The amount “${yuan}” is not valid: write yuan with at most two decimals.`,
    });
  return BigInt(match[1] ?? '') * 100n + BigInt((match[2] ?? '').padEnd(2, '0'));
}

/** Writes fen as the text that travels in data: "218940216.50"; a negative difference begins with "-". */
export function formatYuan(fen: bigint): string {
  const [sign, size] = fen < 0n ? ['-', -fen] : ['', fen];
  return `${sign}${size / 100n}.${String(size % 100n).padStart(2, '0')}`;
}

const grouped = (digits: bigint) => String(digits).replace(/\B(?=(\d{3})+$)/g, ',');
const minus = (fen: bigint) => (fen < 0n ? '\u2212' : '');
const sized = (fen: bigint) => (fen < 0n ? -fen : fen);

/** Legal amounts on screens: full yuan, thousands, two decimals: "218,940,216.50". */
export function formatThousands(fen: bigint): string {
  const size = sized(fen);
  return `${minus(fen)}${grouped(size / 100n)}.${String(size % 100n).padStart(2, '0')}`;
}

const wan = 1_000_000n;
const yi = 10_000n * wan;
const halfUp = (n: bigint, unit: bigint) => (n + unit / 2n) / unit;

/**
 * Amounts in overviews: under 1 万 in 元, under 1 亿 in 万元 (two decimals), from 1 亿 in 亿元 (two or three).
 * What would round up to 10,000.00 万元 is shown as 1.00 亿元. The exact value belongs in the `title`.
 */
export function formatOverview(fen: bigint): string {
  const size = sized(fen);
  if (size < wan) return `${formatThousands(fen)} 元`;
  const hundredths = halfUp(size, wan / 100n);
  if (hundredths < 1_000_000n)
    return `${minus(fen)}${grouped(hundredths / 100n)}.${String(hundredths % 100n).padStart(2, '0')} 万元`;
  const thousandths = halfUp(size, yi / 1000n);
  const decimals = String(thousandths % 1000n)
    .padStart(3, '0')
    .replace(/0$/, '');
  return `${minus(fen)}${grouped(thousandths / 1000n)}.${decimals} 亿元`;
}

/** `part` as a share of `whole`, rounded half-up: percent("0.84") of a bond against its ceiling. */
export function percentOf(part: bigint, whole: bigint, decimals = 2): string {
  if (whole <= 0n) throw new RangeError('percentOf needs a positive whole');
  const scale = 10n ** BigInt(decimals);
  const scaled = (sized(part) * 100n * scale * 2n + whole) / (whole * 2n);
  const fraction = decimals === 0 ? '' : `.${String(scaled % scale).padStart(decimals, '0')}`;
  return `${minus(part)}${scaled / scale}${fraction}%`;
}

/** `percent` (decimal text, "2.5") of an amount, rounded half-up to a fen. */
export function shareOf(fen: bigint, percent: string): bigint {
  const match = /^(\d{1,3})(?:\.(\d{1,4}))?$/.exec(percent);
  if (!match) throw new RangeError(`shareOf(${percent})`);
  const scaled = BigInt(match[1] ?? '') * 10_000n + BigInt((match[2] ?? '').padEnd(4, '0'));
  return halfUp(fen * scaled, 1_000_000n);
}

const digit = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const;
const place = ['仟', '佰', '拾', ''] as const;

/** One to four digits; inner zeros become one 零, trailing ones nothing. */
function sectionCapitals(n: bigint): string {
  return [...String(n).padStart(4, '0')]
    .map((d, i) => (d === '0' ? '零' : `${digit[Number(d)]}${place[i]}`))
    .join('')
    .replace(/^零+|零+$/g, '')
    .replace(/零+/g, '零');
}

function integerCapitals(n: bigint): string {
  if (n < 10_000n) return sectionCapitals(n);
  const [unit, name] =
    n < 100_000_000n ? ([10_000n, '万'] as const) : ([100_000_000n, '亿'] as const);
  const low = n % unit;
  const gap = low > 0n && low < unit / 10n ? '零' : '';
  return `${integerCapitals(n / unit)}${name}${gap}${integerCapitals(low)}`;
}

/**
 * A non-negative amount in capitals: "壹亿伍仟零陆拾万元整". 整 closes every amount that has no fen, so that nothing
 * can be written after it (支付结算办法, annex 1).
 */
export function formatCapitals(fen: bigint): string {
  if (fen < 0n) throw new RangeError('an amount in capitals is not negative');
  const [yuan, jiao, rest] = [fen / 100n, (fen / 10n) % 10n, fen % 10n];
  const whole = yuan > 0n ? `${integerCapitals(yuan)}元` : '';
  if (jiao === 0n && rest === 0n) return `${whole || '零元'}整`;
  const tenth = jiao > 0n ? `${digit[Number(jiao)]}角` : whole && '零';
  return whole + tenth + (rest > 0n ? `${digit[Number(rest)]}分` : '整');
}
