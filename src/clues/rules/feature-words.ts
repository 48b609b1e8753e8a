import type { Words } from '../../../contracts/words.ts';

/** What a model sees of a lot, as people call it (docs/analytics/score.md has the formulas). */
const base: Readonly<Record<string, Words>> = {
  n: { zh: '投标人数', en: 'number of bids' },
  cv: { zh: '变异系数', en: 'coefficient of variation' },
  spread: { zh: '最高与最低之差', en: 'spread' },
  diffp: { zh: '前两低价之差', en: 'gap of the two lowest' },
  rd: { zh: '相对距离 RD', en: 'relative distance RD' },
  rdnor: { zh: '相对距离 RDNOR', en: 'relative distance RDNOR' },
  rdalt: { zh: '相对距离 RDALT', en: 'relative distance RDALT' },
  skewness: { zh: '偏度', en: 'skewness' },
  kurtosis: { zh: '峰度', en: 'kurtosis' },
  ks: { zh: '与均匀分布的差距', en: 'distance from uniform' },
  uniformity: { zh: '均匀程度', en: 'uniformity' },
  'ring-cv': { zh: '最近三家的变异系数', en: 'variation of the closest three' },
  'core-cv': { zh: '中间报价的变异系数', en: 'variation of the core' },
  closeness: { zh: '报价接近程度', en: 'closeness' },
  'mean-to-median': { zh: '均价与中位价之比', en: 'mean to median' },
  'highest-step': { zh: '最高价的一步', en: 'step to the highest' },
  ties: { zh: '相同报价', en: 'equal prices' },
  progressions: { zh: '等差等比', en: 'progressions' },
  clusters: { zh: '挤在一处', en: 'clusters' },
  'trailing-zeros': { zh: '尾数的零', en: 'trailing zeros' },
  own: { zh: '未经学习的规则合计', en: 'the untrained rules together' },
  'around-in-time': { zh: '同期标段', en: 'lots of that time' },
  'around-by-bidder': { zh: '同一批投标人的其他标段', en: 'other lots of the bidders' },
  habit: { zh: '投标人出现的频繁程度', en: 'how often the bidders bid' },
  size: { zh: '标段大小', en: 'size of the lot' },
  'to-estimate': { zh: '最低价与估算价之比', en: 'lowest to estimate' },
  'winner-place': { zh: '中标价的位次', en: 'place of the winner' },
  'average-auction': { zh: '近均价中标的程度', en: 'won by the average' },
};
const parts: Readonly<Record<string, Words>> = {
  min: { zh: '最小', en: 'least' },
  median: { zh: '中位', en: 'median' },
  mean: { zh: '平均', en: 'mean' },
  max: { zh: '最大', en: 'greatest' },
};

/** A feature by its name; summaries over groups of bids say so. */
export function featureWords(name: string): Words {
  const [, screen, size, part] = /^(.+)-of-(\d)-(min|median|mean|max)$/.exec(name) ?? [];
  const known = base[screen ?? name] ?? { zh: name, en: name };
  const summary = part ? parts[part] : undefined;
  if (!summary) return known;
  return {
    zh: `${known.zh}（每 ${size} 家一组，${summary.zh}）`,
    en: `${known.en} (of ${size} bids, ${summary.en})`,
  };
}
