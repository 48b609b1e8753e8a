import type { ClueReason } from '../../../contracts/clues/clue.ts';
import type { Words } from '../../../contracts/words.ts';
import type { Explained, FeatureGroup } from '../../analytics/learn/explain.ts';
import { priceArticle, priceWords } from './price-words.ts';

/** Rules of reasons that were learnt; feedback by clicks does not move them (docs/decisions/0046). */
export const learntPrefix = 'learnt-';

interface Topic extends Words {
  /** What else it may be is said as of this summand of the untrained score. */
  readonly like: string;
}

const topics: Readonly<Record<FeatureGroup | 'usual', Topic>> = {
  usual: { zh: '本市的通常标段', en: 'A usual lot of the city', like: 'market' },
  rules: { zh: '未经学习的规则合计', en: 'The untrained rules together', like: 'closeness' },
  closeness: { zh: '报价拉开的程度', en: 'How far apart the prices are', like: 'closeness' },
  ring: { zh: '其中几家报价拉开的程度', en: 'How far apart some few are', like: 'ring' },
  gap: { zh: '最低价与其余的距离', en: 'The lowest against the others', like: 'gap' },
  shape: { zh: '报价分布的形状', en: 'The shape of the prices', like: 'clusters' },
  regular: { zh: '报价的规律和尾数', en: 'Regular and round prices', like: 'progressions' },
  company: {
    zh: '同期标段和同一批投标人的其他标段',
    en: 'Lots of that time and of these bidders',
    like: 'surroundings',
  },
  estimate: {
    zh: '最低价与估算价的距离',
    en: 'The lowest against the estimate',
    like: 'estimate',
  },
  field: { zh: '投标人数和标段大小', en: 'Number of bidders and size', like: 'market' },
};

/** Summands smaller than this say nothing worth a line; they are told together. */
const least = 0.05;

/** What a model says of a lot, as reasons that add up to it. */
export function learntReasons({ usual, parts }: Explained, bids: number): ClueReason[] {
  const all = [{ group: 'usual' as const, logOdds: usual }, ...parts];
  const told = all.filter(({ group, logOdds }) => group !== 'usual' && Math.abs(logOdds) >= least);
  const rest = all
    .filter(part => !told.includes(part as (typeof told)[number]))
    .reduce((sum, part) => sum + part.logOdds, 0);
  return [...told, { group: 'usual' as const, logOdds: rest }].map(({ group, logOdds }) => {
    const { zh, en, like } = topics[group];
    const side =
      logOdds > 0
        ? { zh: '更像本市认定的串标标段', en: 'more like lots found rigged here' }
        : { zh: '更像本市查后不成立的标段', en: 'more like lots cleared here' };
    const article = logOdds > 0 && group !== 'usual' && group !== 'field' ? priceArticle : null;
    return {
      ...{ rule: `${learntPrefix}${group}`, logOdds, article, bids: [], evidence: { bids } },
      words: { zh: `${zh}：${side.zh}`, en: `${en}: ${side.en}` },
      innocent: logOdds > 0 ? [...(priceWords(like, 1)?.innocent ?? [])] : [],
    };
  });
}
