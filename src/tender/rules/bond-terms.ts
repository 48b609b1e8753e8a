import { Decimal } from 'decimal.js';
import type { BondForm, BondTerms, LotRules } from '../../../contracts/tender/lot-rules.ts';
import type { Words } from '../../../contracts/words.ts';
import { parseYuan, percentOf } from '../../kernel/money.ts';
import { first, repeated } from './lot-rule.ts';

/** Whether the lot asks for a bid bond at all. */
export const asksBond = ({ bond }: Pick<LotRules, 'bond'>): boolean => parseYuan(bond) > 0n;

export const bondShare = ({ bond, estimate }: LotRules) =>
  percentOf(parseYuan(bond), parseYuan(estimate));

export const bondForms: Readonly<Record<BondForm, Words>> = {
  transfer: { zh: '银行转账', en: 'bank transfer' },
  guarantee: { zh: '银行保函', en: 'bank guarantee' },
  insurance: { zh: '保证保险', en: 'surety insurance' },
};

export const bondDue: Readonly<Record<BondTerms['due'], Words>> = {
  commit: { zh: '到账后才能提交投标文件', en: 'bids are taken once it has arrived' },
  opening: { zh: '投标截止前到账', en: 'it arrives before the deadline' },
};

/** Relief is for good credit only, announced in the documents, and takes off something, at most all. */
export function reliefFault({ bondTerms: { creditRelief } }: LotRules): Words | null {
  if (!creditRelief) return null;
  const { bands, percent } = creditRelief;
  return first(
    (bands.includes('C') || bands.includes('D')) && {
      zh: '信用减收只能适用于信用良好（A、B 级）的投标人。',
      en: 'Only bidders of good credit (bands A and B) may be given relief.',
    },
    repeated(bands) && { zh: '信用等级写了两次。', en: 'A credit band is listed twice.' },
    (new Decimal(percent).lte(0) || new Decimal(percent).gt(100)) && {
      zh: '减收比例应大于 0，不超过 100%。',
      en: 'The relief lies above 0 and at most at 100 %.',
    },
  );
}

/** How the relief follows the other terms of the bond; nothing where there is none. */
export function reliefWords({ bondTerms: { creditRelief } }: Pick<LotRules, 'bondTerms'>): Words {
  if (!creditRelief) return { zh: '', en: '' };
  const { bands, percent } = creditRelief;
  return {
    zh: `；公告发布时信用等级为 ${bands.join('、')} 的投标人减收 ${percent}%`,
    en: `; ${percent} % less for bidders in credit band ${bands.join(', ')} at publication`,
  };
}
