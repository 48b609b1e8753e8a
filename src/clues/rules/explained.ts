import type { ExplainedKind, ExplainedWhy } from '../../../contracts/clues/explained.ts';
import type { Words } from '../../../contracts/words.ts';
import * as plain from '../../analytics/hard/plain.ts';
import { RuleError } from '../../kernel/rule-error.ts';

const forms = {
  address: plain.address,
  contact: plain.contact,
  account: plain.account,
} as const satisfies Record<ExplainedKind, (value: string) => string | null>;

/** One form of the value, as marks are compared; a network of addresses keeps its prefix. */
export function plainExplained(kind: ExplainedKind, value: string): string {
  const [first = '', prefix] = value.split('/');
  const bare = forms[kind](first);
  if (bare === null)
    throw refused({
      zh: '这个值不能识别一处来源，请核对。',
      en: 'This value identifies nothing. Check it.',
    });
  if (prefix === undefined) return bare;
  if (kind !== 'address' || !/^\d{1,3}$/.test(prefix) || !isNarrow(bare, Number(prefix)))
    throw refused({
      zh: '网段太宽或写得不对：IPv4 不宽于 /20，IPv6 不宽于 /40。',
      en: 'The network is too wide or not written right: at most /20 for IPv4, /40 for IPv6.',
    });
  return `${bare}/${prefix}`;
}

/** A wider network would explain a whole carrier. */
const isNarrow = (address: string, prefix: number): boolean =>
  address.includes(':') ? prefix >= 40 && prefix <= 128 : prefix >= 20 && prefix <= 32;

/** An explanation has an end: whoever knew of it knows after a year whether it still holds. */
const longestDays = 366;

export function requireTerm(from: string, until: string): void {
  const days = (Date.parse(until) - Date.parse(from)) / 86_400_000;
  if (!(days > 0) || days > longestDays)
    throw refused({
      zh: '期限应在开始之后，且不超过一年；到期可以重新登记。',
      en: 'The term ends after it begins and lasts a year at most; it can be entered again.',
    });
}

const refused = (words: Words) => new RuleError('MALFORMED', words);

/** What the register calls a source that many share. */
export const whyWords: Readonly<Record<ExplainedWhy, Words>> = {
  campus: { zh: '园区或写字楼的公共网络', en: 'the network of a campus or building' },
  agency: { zh: '代理或代办单位的办公室', en: 'the office of an agency' },
  hall: { zh: '交易中心大厅的电脑', en: 'the machines of the centre’s hall' },
  other: { zh: '其他已查明的来源', en: 'another source that was looked into' },
};
