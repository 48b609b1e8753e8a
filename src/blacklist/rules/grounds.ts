import type { Blacklist, GroundId } from '../../../contracts/sanctions.ts';

/** Yuan as text; a share of the contract in thousandths, or an amount between bounds. */
type FineBounds =
  | { readonly permille: { readonly least: number; readonly most: number } }
  | { readonly yuan: { readonly least: string; readonly most: string } };

export interface Ground {
  readonly list: Blacklist;
  readonly of: 'organisation' | 'expert';
  readonly zh: string;
  readonly en: string;
  readonly articles: readonly string[];
  /** Bounds of the ban in calendar months; null: for good. */
  readonly months: { readonly least: number; readonly most: number } | null;
  /** `local`: no law fixes the term; it is this city's published measure and may be changed here. */
  readonly source: 'law' | 'local';
  readonly fine: FineBounds | null;
  /** Months after which repair may be asked for; never before the law's own minimum. Null: never. */
  readonly repairAfterMonths: number | null;
}

const byContract = { permille: { least: 5, most: 10 } } as const;

/** Why somebody may be listed: the article and the term beside each. A change of law or of a local measure is a change here. */
export const grounds: Readonly<Record<GroundId, Ground>> = {
  collusion: {
    ...{ list: 'violations', of: 'organisation', zh: '串通投标', en: 'Collusion' },
    articles: ['招标投标法第五十三条', '招标投标法实施条例第三十九至四十一条、第六十七条'],
    ...{ months: { least: 12, most: 24 }, source: 'law', fine: byContract, repairAfterMonths: 12 },
  },
  bribery: {
    ...{ list: 'violations', of: 'organisation', zh: '以行贿谋取中标', en: 'Bribery' },
    articles: ['招标投标法第五十三条', '招标投标法实施条例第六十七条'],
    ...{ months: { least: 12, most: 24 }, source: 'law', fine: byContract, repairAfterMonths: 12 },
  },
  fraud: {
    ...{ list: 'violations', of: 'organisation', zh: '弄虚作假骗取中标', en: 'Fraud' },
    articles: ['招标投标法第五十四条', '招标投标法实施条例第四十二条、第六十八条'],
    ...{ months: { least: 12, most: 36 }, source: 'law', fine: byContract, repairAfterMonths: 12 },
  },
  'non-performance': {
    ...{ list: 'violations', of: 'organisation', zh: '不履行合同义务', en: 'Non-performance' },
    articles: ['招标投标法第六十条'],
    ...{ months: { least: 24, most: 60 }, source: 'law', fine: null, repairAfterMonths: 24 },
  },
  'refusal-to-sign': {
    ...{ list: 'violations', of: 'organisation', zh: '中标后拒签合同', en: 'Refusal to sign' },
    articles: ['招标投标法实施条例第七十四条'],
    ...{ months: { least: 6, most: 24 }, source: 'local' },
    ...{ fine: { permille: { least: 0, most: 10 } }, repairAfterMonths: 3 },
  },
  'illegal-subcontracting': {
    ...{ list: 'violations', of: 'organisation', zh: '转包或违法分包' },
    en: 'Illegal subcontracting',
    articles: ['招标投标法第五十八条', '招标投标法实施条例第七十六条'],
    ...{ months: { least: 6, most: 24 }, source: 'local', fine: byContract, repairAfterMonths: 3 },
  },
  'expert-bribery': {
    ...{ list: 'violations', of: 'expert', zh: '评标专家收受好处', en: 'Expert took benefits' },
    articles: ['招标投标法第五十六条', '招标投标法实施条例第七十二条'],
    ...{ months: null, source: 'law', repairAfterMonths: null },
    fine: { yuan: { least: '3000.00', most: '50000.00' } },
  },
  'expert-misconduct': {
    ...{ list: 'violations', of: 'expert', zh: '评标专家不依法评标', en: 'Expert misconduct' },
    articles: ['招标投标法实施条例第七十一条'],
    ...{ months: { least: 6, most: 36 }, source: 'local', fine: null, repairAfterMonths: 6 },
  },
  'fabricated-complaint': {
    ...{ list: 'malicious-complaints', of: 'organisation', zh: '捏造事实、伪造材料投诉' },
    en: 'Fabricated complaint',
    articles: ['招标投标法实施条例第六十一条、第七十七条'],
    ...{ months: { least: 6, most: 24 }, source: 'local', fine: null, repairAfterMonths: 3 },
  },
  'illegal-evidence': {
    ...{ list: 'malicious-complaints', of: 'organisation', zh: '以非法手段取得证明材料投诉' },
    en: 'Complaint with illegally obtained proof',
    articles: ['招标投标法实施条例第六十一条、第七十七条'],
    ...{ months: { least: 6, most: 24 }, source: 'local', fine: null, repairAfterMonths: 3 },
  },
};

/** "合同金额的 5‰ 至 10‰". */
export function fineText(fine: FineBounds | null): string | null {
  if (!fine) return null;
  if ('yuan' in fine) return `${fine.yuan.least} 至 ${fine.yuan.most} 元`;
  return `中标项目金额的 ${fine.permille.least}‰ 至 ${fine.permille.most}‰`;
}

export function fineTextEn(fine: FineBounds): string {
  if ('yuan' in fine) return `${fine.yuan.least} to ${fine.yuan.most} yuan`;
  return `${fine.permille.least} to ${fine.permille.most} ‰ of the awarded amount`;
}
