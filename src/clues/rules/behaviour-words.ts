import type { Words } from '../../../contracts/words.ts';

/** What behaviour over time may be besides, and the article it touches. */
interface BehaviourWords {
  readonly innocent: readonly Words[];
  readonly article: string | null;
}

const trade: Words = { zh: '本行业本来就只有这几家', en: 'they are the only firms of the trade' };
const agreed = (item: string) => `招标投标法实施条例第三十九条第${item}项`;
const withTenderer = '招标投标法实施条例第四十一条';

/** By the indicator's name; docs/analytics has the page of each. */
export const behaviourWords: Readonly<Record<string, BehaviourWords>> = {
  'closed-group': { innocent: [trade], article: null },
  rotation: {
    innocent: [{ zh: '各家忙时不投，空时才投', en: 'firms bid when they have capacity' }, trade],
    article: agreed('二'),
  },
  'missing-mass': {
    innocent: [{ zh: '评标办法使价差拉开', en: 'the method of evaluation spreads prices' }],
    article: agreed('一'),
  },
  'constant-loser': {
    innocent: [
      { zh: '企业成本高，或正在积累投标经验', en: 'a dear firm, or one that learns to bid' },
    ],
    article: agreed('三'),
  },
  withdrawals: {
    innocent: [{ zh: '同时中了别的标，人手不够', en: 'it won elsewhere and lacks people' }],
    article: agreed('三'),
  },
  'loser-subcontract': {
    innocent: [{ zh: '本地只有它有这项专业资质', en: 'it alone has the licence for that work' }],
    article: agreed('二'),
  },
  'timing-bursts': {
    innocent: [
      { zh: '都在截止前最后几分钟提交', en: 'both in the last minutes before a deadline' },
    ],
    article: null,
  },
  'agency-winner': {
    innocent: [
      { zh: '该代理机构只做这家擅长的专业', en: 'the agency runs the trade this firm is good at' },
    ],
    article: withTenderer,
  },
  'expert-winner': {
    innocent: [
      { zh: '该专家的专业正是这家的强项', en: 'the expert’s discipline is the firm’s strength' },
    ],
    article: '招标投标法实施条例第四十九条',
  },
  'expert-bias': {
    innocent: [
      { zh: '专家看重的方面这家确实好', en: 'the firm is good at what the expert values' },
    ],
    article: '招标投标法实施条例第四十九条',
  },
};
