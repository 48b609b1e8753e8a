import type { Words } from '../../../contracts/words.ts';

/** What a rule may rest on: law, or a published national document. A local measure says that it is one. */
export const bases = {
  bond: {
    zh: '招标投标法实施条例第二十六条；发改法规〔2023〕27号（鼓励对信用记录良好的投标人减免投标保证金）',
    en: 'Implementing Regulations, art. 26; NDRC Regulations [2023] no. 27 (relief of the bid bond for bidders of good record is encouraged)',
  },
  constraint: {
    zh: '国办发〔2020〕49号（失信行为依生效文书认定，惩戒措施清单管理）',
    en: 'General Office of the State Council [2020] no. 49 (dishonesty is found by effective decisions only; measures by published list)',
  },
  repair: {
    zh: '国家发展改革委令第58号（失信信息最短公示三个月，最长三年；修复后停止公示和使用）',
    en: 'NDRC order no. 58 (published three months at least, three years at most; neither shown nor used once repaired)',
  },
  competition: {
    zh: '招标投标领域公平竞争审查规则（信用评价平等对待不同地区、所有制的经营主体）',
    en: 'Fair competition review rules in bidding (credit evaluation treats bidders of every region and ownership alike)',
  },
  once: {
    zh: '行政处罚法第二十九条（一事不再罚款，本市办法参照）',
    en: 'Administrative Penalties Law, art. 29 (not twice for one act; applied here by analogy)',
  },
  local: { zh: '本市办法', en: 'Local measure' },
} as const satisfies Record<string, Words>;

export const law = (zh: string, en: string): Words => ({
  zh: `招标投标法${zh}`,
  en: `Bidding Law, ${en}`,
});
export const regulations = (zh: string, en: string): Words => ({
  zh: `招标投标法实施条例${zh}`,
  en: `Implementing Regulations, ${en}`,
});
