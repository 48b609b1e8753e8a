import type { Words } from '../../../contracts/words.ts';

const usual: Words = {
  zh: '成本相近、限价低，诚实的报价也会靠拢',
  en: 'like costs and a low ceiling draw honest prices together',
};
const published: Words = { zh: '按同一信息价下浮', en: 'discounts on one published price list' };

interface PriceWords {
  readonly words: Words;
  /** Where it speaks against. */
  readonly against?: Words;
  readonly innocent: readonly Words[];
}

/** What each summand of the price score says, and what else it may be. B40(4): prices in a regular pattern. */
const said: Readonly<Record<string, PriceWords>> = {
  closeness: {
    words: { zh: '报价异常接近', en: 'Prices unusually close' },
    against: { zh: '报价拉得开，像正常竞争', en: 'Prices as far apart as in competition' },
    innocent: [usual, published],
  },
  gap: {
    words: { zh: '最低价独低，其余聚拢', en: 'The lowest apart, the others together' },
    against: { zh: '最低价与其余没有脱开', en: 'The lowest is not apart from the others' },
    innocent: [{ zh: '一家确有成本优势', en: 'one firm does cost less' }],
  },
  ring: {
    words: { zh: '其中几份报价异常接近', en: 'Some bids unusually close' },
    against: { zh: '没有几份报价特别接近', en: 'No few bids are unusually close' },
    innocent: [usual, published],
  },
  width: {
    words: { zh: '报价向平均值两侧拉开', en: 'Prices pulled away from the average' },
    against: { zh: '报价没有向两侧拉开', en: 'Prices are not pulled away from the average' },
    innocent: [{ zh: '对均价的估计不同', en: 'firms guess the average differently' }],
  },
  ties: { words: { zh: '报价完全相同', en: 'Equal prices' }, innocent: [published] },
  progressions: {
    words: { zh: '报价成规律', en: 'Prices in a progression' },
    innocent: [published],
  },
  clusters: {
    words: { zh: '报价挤在一处', en: 'Prices crowd in one place' },
    innocent: [published],
  },
  estimate: {
    words: { zh: '最低价贴近估算价', en: 'The lowest price is near the estimate' },
    against: { zh: '最低价明显低于估算价', en: 'The lowest price is well below the estimate' },
    innocent: [{ zh: '估算价做得准', en: 'the estimate is good' }],
  },
  market: {
    words: { zh: '本地同类标段普遍如此', en: 'Usual in this market' },
    innocent: [{ zh: '本地市场的惯常做法', en: 'a custom of the market' }],
  },
  surroundings: {
    words: { zh: '同一批投标人的其他标段', en: 'Other lots of the same bidders' },
    innocent: [{ zh: '专业相同的企业本来常同场', en: 'firms of one trade meet often' }],
  },
};

export const priceArticle = '招标投标法实施条例第四十条第四项';

/** Null for a summand that needs no words; for one that speaks against, there is nothing to explain away. */
export function priceWords(id: string, logOdds: number): PriceWords | null {
  const known = said[id];
  if (!known || logOdds >= 0) return known ?? null;
  return { words: known.against ?? known.words, innocent: [] };
}
